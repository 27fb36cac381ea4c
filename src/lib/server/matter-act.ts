import { readAct } from '#lib/wire/matter-form.ts';
import { fail, type RequestEvent } from '@sveltejs/kit';
import { councilVisit } from './council-visit.ts';
import { house } from './house.ts';

const ABSENT = new Set(['act', 'matterId']);

/** Takes the step that a form names: `act`, `version`, and what the act says. */
export async function actOnMatter(event: RequestEvent, councilId: string, matterId?: string) {
  const { visitor } = await councilVisit(event.locals, councilId);
  const sent = Object.fromEntries([...(await event.request.formData())].map(([name, value]) => [name, String(value)]));
  const act = sent['act'] ?? '';
  const fields = Object.fromEntries(Object.entries(sent).filter(([name]) => !ABSENT.has(name)));
  const read = readAct(act, { ...fields, version: Number(sent['version']) });
  if (!read.ok) return fail(400, { act, code: null, wrong: read.wrong });
  const wish = { matterId: matterId ?? sent['matterId'] ?? '', ...read.form };
  const outcome = await house().office.matters.act(councilId, visitor, wish);
  if (outcome.ok) return { act, code: null, wrong: [] as string[] };
  return fail(outcome.code === 'not_found' ? 404 : 409, { act, code: outcome.code, wrong: [] as string[] });
}

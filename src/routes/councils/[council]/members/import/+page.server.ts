import { runningVisit } from '#lib/server/council-visit.ts';
import { house } from '#lib/server/house.ts';
import { tableForm, type Table } from '#lib/wire/roster-preview.ts';
import { error, fail, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Actions, PageServerLoad } from './$types';

type CouncilEvent = RequestEvent<{ council: string }>;

export const load: PageServerLoad = async ({ locals, params }) => {
  await runningVisit(locals, params.council);
};

/** Looks at a table anew and shows what an import would do with it. */
async function looked({ locals, params }: CouncilEvent, table: Table, makeUnits: boolean) {
  const { visitor } = await runningVisit(locals, params.council);
  const outcome = await house().office.imports.preview(visitor, params.council, table, makeUnits);
  if (!outcome.ok) error(404, 'not_found');
  if ('problem' in outcome)
    return { ok: false as const, problem: outcome.problem, line: 0, head: outcome.head.join(' | ') };
  return { ok: true as const, table: JSON.stringify(table), makeUnits, preview: outcome.preview };
}

/** The source of a roster: a file if there is one, else the text that was pasted. */
async function sourceIn(form: FormData): Promise<{ bytes: Uint8Array } | { text: string }> {
  const file = form.get('file');
  if (file instanceof File && file.size > 0) return { bytes: new Uint8Array(await file.arrayBuffer()) };
  return { text: String(form.get('text') ?? '') };
}

export const actions: Actions = {
  /** A file or a text is read and shown; nothing is written. */
  look: async (event) => {
    await runningVisit(event.locals, event.params.council);
    const form = await event.request.formData();
    const text = String(form.get('text') ?? '');
    const read = await house().office.imports.read(await sourceIn(form));
    const kept = { text, code: null, done: null };
    if (!read.ok)
      return fail(400, { ...kept, shown: null, problem: { problem: read.problem, line: read.line, head: '' } });
    const shown = await looked(event, read.table, false);
    return shown.ok ? { ...kept, shown, problem: null } : fail(400, { ...kept, shown: null, problem: shown });
  },

  /** The same table, with or without units to be created. */
  again: async (event) => {
    const form = await event.request.formData();
    const read = v.safeParse(tableForm, String(form.get('table') ?? ''));
    if (!read.success) error(400, 'malformed');
    const shown = await looked(event, read.output, form.has('makeUnits'));
    return { text: '', code: null, done: null, problem: null, shown: shown.ok ? shown : null };
  },

  /** What was shown is written as a whole. */
  confirm: async (event) => {
    const { visitor } = await runningVisit(event.locals, event.params.council);
    const form = await event.request.formData();
    const read = v.safeParse(tableForm, String(form.get('table') ?? ''));
    if (!read.success) error(400, 'malformed');
    const seen = { table: read.output, makeUnits: form.has('makeUnits'), digest: String(form.get('digest') ?? '') };
    const outcome = await house().office.imports.confirm(visitor, event.params.council, seen);
    const kept = { text: '', problem: null };
    if (outcome.ok)
      return { ...kept, code: null, shown: null, done: { added: outcome.added, changed: outcome.changed } };
    const shown = await looked(event, seen.table, seen.makeUnits);
    return fail(409, { ...kept, code: outcome.code, done: null, shown: shown.ok ? shown : null });
  },
};

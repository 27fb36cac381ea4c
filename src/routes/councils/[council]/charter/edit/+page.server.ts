import { runningVisit } from '#lib/server/council-visit.ts';
import { house } from '#lib/server/house.ts';
import { readCharter } from '#lib/wire/charter-form.ts';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { council, visitor } = await runningVisit(locals, params.council);
  const { charters } = house().office;
  const [published, draft] = await Promise.all([charters.charterOf(council.id), charters.draft(council.id, visitor)]);
  return { published, draft };
};

type Event = RequestEvent<{ council: string }>;

const nothing = { note: '', code: null, theirs: null, wrong: [] };

/** The charter that a form brought, the version or revision it goes on from, and a note. */
async function readForm({ request }: Event) {
  const form = await request.formData();
  const text = (name: string): string => String(form.get(name) ?? '');
  const number = (name: string): number => Number.parseInt(text(name), 10) || 0;
  return {
    read: readCharter(parsed(text('charter'))),
    after: number('after'),
    revision: number('revision'),
    note: text('note').trim().slice(0, 500),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

export const actions: Actions = {
  save: async (event) => {
    const { council, visitor } = await runningVisit(event.locals, event.params.council);
    const { read, after } = await readForm(event);
    if (!read.ok) return fail(400, { ...nothing, code: 'malformed' as const, wrong: read.wrong });
    const { charters } = house().office;
    const kept = await charters.saveDraft(council.id, { charter: read.charter, after }, visitor);
    if (kept.ok) return { revision: kept.revision, at: kept.at };
    if (kept.code === 'not_found') error(404, 'not_found');
    return fail(409, { ...nothing, code: kept.code, theirs: await charters.draft(council.id, visitor) });
  },

  drop: async (event) => {
    const { council, visitor } = await runningVisit(event.locals, event.params.council);
    const { revision } = await readForm(event);
    const gone = revision === 0 ? null : await house().office.charters.dropDraft(council.id, revision, visitor);
    if (gone && !gone.ok) return fail(409, { ...nothing, code: 'changed_meanwhile' as const });
    redirect(303, `/councils/${council.id}/charter`);
  },

  publish: async (event) => {
    const { council, visitor } = await runningVisit(event.locals, event.params.council);
    const { read, after, note } = await readForm(event);
    if (!read.ok) return fail(400, { ...nothing, note, code: 'malformed' as const, wrong: read.wrong });
    const done = await house().office.charters.publish(council.id, { charter: read.charter, note, after }, visitor);
    if (!done.ok) return fail(409, { ...nothing, note, code: 'changed_meanwhile' as const });
    redirect(303, `/councils/${council.id}/charter`);
  },
};

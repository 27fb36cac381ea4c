import { randomUUID } from 'node:crypto';
import { currentVersion } from '#lib/meeting/minutes.ts';
import { house } from '#lib/server/house.ts';
import { lateEditsFor } from '#lib/wire/late-edits.ts';
import { error, redirect } from '@sveltejs/kit';
import { acting, dropLate } from './acts.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals }) => {
  if (!locals.person) redirect(303, `/login?next=${encodeURIComponent(url.pathname + url.search)}`);
  const { personId } = locals.person;
  const { archive, desk, stateFor, accounts } = house();
  const meeting = await stateFor(params.id, personId);
  if (!meeting) error(404);
  const wanted = url.searchParams.get('version');
  const number = wanted === null ? (currentVersion(meeting)?.version ?? null) : Number(wanted);
  const final = number === null ? null : await archive.minutes.version(params.id, number || 0);
  if (number !== null && !final) error(404);
  const [canonical, kept, mayMakeLinks] = await Promise.all([
    final?.canonical ?? desk.peek(params.id),
    archive.minutes.lateEdits(params.id),
    accounts.mayMakeLinks(locals.person, params.id),
  ]);
  return {
    meeting,
    personId,
    /** Number of the version on the page; null: the draft. */
    shown: final?.version ?? null,
    canonical,
    lateEdits: lateEditsFor(meeting, personId, kept),
    mayMakeLinks,
    /** For the next command of this page. */
    commandId: randomUUID(),
    now: Date.now(),
  };
};

export const actions: Actions = {
  sign: acting('minutes.sign'),
  object: acting('minutes.object'),
  finalise: acting('minutes.finalise'),
  reopen: acting('minutes.reopen'),
  archive: acting('meeting.archive'),
  drop: dropLate,
};

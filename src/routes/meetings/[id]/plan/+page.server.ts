import { house } from '#lib/server/house.ts';
import { error, redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals }) => {
  if (!locals.person) redirect(303, `/login?next=${encodeURIComponent(url.pathname)}`);
  const { personId } = locals.person;
  const { office, stateFor } = house();
  const meeting = await stateFor(params.id, personId);
  if (!meeting) error(404, 'not_found');
  const standing = await office.standing(meeting.council.id, locals.person);
  const mayRun = standing?.mayRun ?? false;
  return {
    meeting,
    personId,
    /** Sits on the council: its pages are theirs to see. */
    isMember: standing !== null,
    matters: mayRun ? await office.matters.open(meeting.council.id) : [],
    now: Date.now(),
    facts: (await office.checklists.of(meeting)).facts,
  };
};

import { councilVisit } from '#lib/server/council-visit.ts';
import { meetingsOf, seatsOf } from '#lib/server/council-roster.ts';
import { house } from '#lib/server/house.ts';
import { stepsOf } from '#lib/views/council/roster-view.ts';
import type { PageServerLoad } from './$types';

/** What is still to be done about a matter. */
const open = new Set(['submitted', 'registered', 'accepted', 'onAgenda', 'decided', 'followedUp']);

export const load: PageServerLoad = async ({ locals, params }) => {
  const { council, visitor, mayRun } = await councilVisit(locals, params.council);
  const { personId } = visitor;
  const [charter, seats, meetings, matters] = await Promise.all([
    house().office.charters.charterOf(council.id),
    seatsOf(council),
    meetingsOf(council.id, { personId, runs: mayRun }),
    house().archive.matters.count({ councilId: council.id }),
  ]);
  const states = await Promise.all(
    meetings.filter(({ mine }) => mine && mayRun).map(({ id }) => house().stateFor(id, personId)),
  );
  const steps = stepsOf(seats, council.units, { charter, meetings: meetings.length });
  return {
    charter: charter.name,
    steps: mayRun ? steps : null,
    seats: seats.filter(({ state }) => state === 'now'),
    meetings,
    pressing: await house().office.checklists.pressing(states.filter((state) => state !== null)),
    openMatters: mayRun
      ? Object.entries(matters).reduce((sum, [state, count]) => sum + (open.has(state) ? count : 0), 0)
      : null,
  };
};

import { councilVisit } from '#lib/server/council-visit.ts';
import { seatsOf } from '#lib/server/council-roster.ts';
import { house } from '#lib/server/house.ts';
import { missingOffices } from '#lib/views/council/roster-view.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { council, mayRun } = await councilVisit(locals, params.council);
  const seats = await seatsOf(council);
  const [charter, contacts] = await Promise.all([
    house().office.charters.charterOf(council.id),
    mayRun
      ? house().archive.contacts.many([...new Set(seats.map(({ personId }) => personId))])
      : new Map<string, never>(),
  ]);
  return {
    units: council.units,
    seats: seats.filter(({ state }) => mayRun || state === 'now'),
    missing: mayRun ? missingOffices(seats, council.units, charter) : [],
    contacts: Object.fromEntries(contacts),
  };
};

import { firstDay, lastDay } from '#lib/wire/term.ts';
import type { StoredCouncil } from '../../../server/archive/archive.ts';
import { house } from './house.ts';

/** Every seat of a council as its pages show it, in the order of the units and then of their beginning. */
export async function seatsOf(council: StoredCouncil) {
  const now = new Date().toISOString();
  const places = new Map([...council.units, ...council.retired].map((unit, index) => [unit.id, { index, unit }]));
  const seats = await house().archive.councils.allSeats(council.id);
  return seats
    .map(({ id, personId, name, unitId, roles, post, from, until }) => ({
      id,
      personId,
      name,
      unitId,
      unit: unitId === null ? '' : (places.get(unitId)?.unit.name ?? ''),
      roles,
      post,
      from: firstDay(from),
      until: until && lastDay(until),
      state: until !== null && until <= now ? ('over' as const) : from > now ? ('coming' as const) : ('now' as const),
      place: unitId === null ? -1 : (places.get(unitId)?.index ?? -1),
    }))
    .sort((a, b) => a.place - b.place);
}

/** The meetings of a council that the visitor may know of; `mine`: those that they may enter. */
export async function meetingsOf(councilId: string, { personId, runs }: { personId: string; runs: boolean }) {
  const { events } = house().archive;
  const own = (await events.listFor(personId)).filter((meeting) => meeting.council === councilId);
  const mine = new Set(own.map(({ id }) => id));
  const shown = runs ? await events.ofCouncil(councilId) : own;
  return shown.map(({ id, title, stage, startsAt }) => ({ id, title, stage, startsAt, mine: mine.has(id) }));
}

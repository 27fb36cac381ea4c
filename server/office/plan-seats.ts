import type { Charter } from '#lib/meeting/charter.ts';
import type { Role, Unit } from '#lib/meeting/seat.ts';
import type { PlannedSeat } from '#lib/meeting/sitting.ts';
import type { CouncilSeat } from '../archive/archive.ts';

const offices = ['convener', 'chair', 'recorder', 'supervisor'] as const;

/** One seat per person: somebody who holds several in the council sits for the first unit, with all roles. */
function gathered(seats: readonly CouncilSeat[]): PlannedSeat[] {
  const byPerson = Map.groupBy(seats, (seat) => seat.personId);
  return [...byPerson].map(([personId, held]) => ({
    personId,
    name: held[0]!.name,
    unitId: held.find((seat) => seat.unitId !== null)?.unitId ?? null,
    roles: [...new Set(held.flatMap((seat) => seat.roles))],
  }));
}

/**
 * The seats of a meeting: whoever sits on the council and still will when it begins. An office that nobody was given
 * goes to the first representative of a unit that the charter names for it.
 * @param startsAt ISO
 */
export function seatsFor(
  roster: readonly CouncilSeat[],
  startsAt: string,
  { units, charter }: { units: readonly Unit[]; charter: Charter },
): readonly PlannedSeat[] {
  const members = new Set(units.map((unit) => unit.id));
  const lasting = roster.filter((seat) => seat.until === null || seat.until > startsAt);
  const seats = gathered(lasting.filter((seat) => seat.unitId === null || members.has(seat.unitId)));
  for (const office of offices) {
    if (seats.some((seat) => seat.roles.includes(office))) continue;
    const holder = charter.offices[office].parts
      .flatMap((part) => units.filter((unit) => unit.part === part))
      .map((unit) => seats.find((seat) => seat.unitId === unit.id && seat.roles.includes('representative')))
      .find((seat) => seat !== undefined);
    if (holder) seats[seats.indexOf(holder)] = { ...holder, roles: [...holder.roles, office satisfies Role] };
  }
  return seats;
}

import type { Role } from '#lib/meeting/seat.ts';
import type { Archive, CouncilSeat } from '../archive/archive.ts';
import type { Visitor } from '../door/session.ts';

/** What somebody is in a council. */
export interface CouncilStanding {
  /** The seats held now; an administrator may have none. */
  readonly seats: readonly CouncilSeat[];
  /** May convene, register matters, keep the roster, and publish the charter: convener, chair, secretary, administrator. */
  readonly mayRun: boolean;
}

const running: readonly Role[] = ['convener', 'chair', 'secretary'];

/** How somebody stands in a council; null for strangers, to whom it does not exist (domain.md rule 17). */
export async function standingIn(
  archive: Archive,
  councilId: string,
  visitor: Pick<Visitor, 'personId' | 'admin'>,
): Promise<CouncilStanding | null> {
  const seats = (await archive.councils.seatsOf(visitor.personId)).filter((seat) => seat.councilId === councilId);
  if (seats.length === 0 && !visitor.admin) return null;
  const mayRun = visitor.admin || seats.some((seat) => seat.roles.some((role) => running.includes(role)));
  return { seats, mayRun };
}

import type { Role } from '#lib/meeting/seat.ts';
import type { Archive, CouncilSeat } from '../archive/archive.ts';
import type { Visitor } from '../door/session.ts';
import { Turned } from './outcome.ts';

/** Who asks, as far as councils care. */
export type Asking = Pick<Visitor, 'personId' | 'admin'>;

/** What somebody is in a council. */
export interface CouncilStanding {
  /** The seats held now; an administrator may have none. */
  readonly seats: readonly CouncilSeat[];
  /** May convene, register matters, keep the roster, and publish the charter: convener, chair, secretary, administrator. */
  readonly mayRun: boolean;
}

const running: ReadonlySet<Role> = new Set(['convener', 'chair', 'secretary']);

/** Whether one of these roles runs the council. */
export const mayRunWith = (roles: readonly Role[]): boolean => roles.some((role) => running.has(role));

/** How somebody stands in a council; null for strangers, to whom it does not exist (domain.md rule 17). */
export async function standingIn(
  archive: Archive,
  councilId: string,
  visitor: Asking,
): Promise<CouncilStanding | null> {
  const seats = (await archive.councils.seatsOf(visitor.personId)).filter((seat) => seat.councilId === councilId);
  if (seats.length === 0 && !visitor.admin) return null;
  const mayRun = visitor.admin || seats.some((seat) => mayRunWith(seat.roles));
  return { seats, mayRun };
}

/**
 * Whether somebody's name, address and personal links are the visitor's to keep: an administrator's always, others' when
 * they are no administrator and sit only on councils that the visitor runs. Whoever holds a link is that person
 * everywhere, so who runs one council must not get at what another one knows (U10).
 */
export async function mayStandFor(
  councils: Archive['councils'],
  visitor: Asking,
  person: { readonly id: string; readonly admin: boolean },
): Promise<boolean> {
  if (visitor.admin || person.id === visitor.personId) return true;
  if (person.admin) return false;
  const own = await councils.seatsOf(visitor.personId);
  const run = new Set(own.filter(({ roles }) => mayRunWith(roles)).map(({ councilId }) => councilId));
  return (await councils.seatsOf(person.id)).every(({ councilId }) => run.has(councilId));
}

/**
 * Guard: the visitor runs the council.
 * @throws Turned `not_found`, the same for strangers, members and a council that does not exist
 */
export async function runs(archive: Archive, councilId: string, visitor: Asking): Promise<void> {
  if (!(await standingIn(archive, councilId, visitor))?.mayRun) throw new Turned('not_found');
}

import { randomUUID } from 'node:crypto';
import { normalName, type SeatEndForm, type SeatForm, type SuccessorForm } from '#lib/wire/council-form.ts';
import { termEnd, termStart } from '#lib/wire/term.ts';
import type { CouncilSeat, RosterChange, StoredCouncil } from '../archive/archive.ts';
import { mayRunWith, runs, type Asking } from './council-rights.ts';
import type { OfficeParts } from './office.ts';
import { orRefusal, Turned, type CouncilOutcome } from './outcome.ts';
import { keepDetails } from './person-details.ts';
import { followInMeetings, type KeptSeat } from './seat-changes.ts';

/** The people and seats of a council, kept by those who run it. */
export interface SeatDesk {
  /** Seats a person who is known, or a new one. The same id again is the same seat. */
  seat(visitor: Asking, councilId: string, form: SeatForm): Promise<CouncilOutcome<{ seat: CouncilSeat }>>;
  /** Changes a seat, its person's name and how they are reached. Meetings keep the seats they were planned with. */
  change(visitor: Asking, councilId: string, seat: { seatId: string; form: SeatForm }): Promise<CouncilOutcome>;
  /** Ends a seat now or with a day. @returns the meetings that keep it */
  end(
    visitor: Asking,
    councilId: string,
    end: { seatId: string; form: SeatEndForm },
  ): Promise<CouncilOutcome<{ kept: KeptSeat[] }>>;
  /** Ends a seat and begins another of the same unit and roles, in one step. @returns the meetings that keep the old one */
  replace(
    visitor: Asking,
    councilId: string,
    change: { seatId: string; form: SuccessorForm },
  ): Promise<CouncilOutcome<{ seat: CouncilSeat; kept: KeptSeat[] }>>;
  /** Hides how somebody who sits on no council any more is reached (domain.md rule 18). */
  hide(visitor: Asking, councilId: string, personId: string): Promise<CouncilOutcome>;
  /** The people a visitor may seat without making a new account: everybody for an administrator. */
  known(visitor: Asking): Promise<readonly { readonly id: string; readonly name: string }[]>;
}

/** Whether the seat is held at a moment, or will be. */
const stands = (seat: CouncilSeat, at: string): boolean => seat.until === null || seat.until > at;

/** What a transaction needs to seat somebody. */
export interface Seating {
  readonly change: RosterChange;
  readonly council: StoredCouncil;
  readonly seats: readonly CouncilSeat[];
  readonly now: string;
  /** Who does it. */
  readonly by: Asking;
}

/**
 * Makes the person if need be, the seat, and how they are reached.
 * @throws Turned `seat_exists`, `unit_unknown`, `administrator_only`, `sits_elsewhere`, `not_found`
 */
export async function takeSeat(seating: Seating, form: SeatForm): Promise<CouncilSeat> {
  const { change, council, seats, now, by } = seating;
  const unitId = form.unitId ?? null;
  if (unitId !== null && !council.units.some((unit) => unit.id === unitId)) throw new Turned('unit_unknown');
  const standing = seats.filter((seat) => stands(seat, now));
  const isTaken = standing.some((seat) =>
    form.personId === undefined
      ? seat.unitId === unitId && normalName(seat.name) === normalName(form.name ?? '')
      : seat.personId === form.personId,
  );
  if (isTaken) throw new Turned('seat_exists');
  const personId = form.personId ?? (await change.people.create({ name: form.name! })).id;
  const { email, phone } = form;
  await keepDetails(change, { personId, by }, { email, phone });
  return change.councils.seat({
    id: form.id,
    councilId: council.id,
    personId,
    unitId,
    roles: form.roles,
    from: form.from ? termStart(form.from) : now,
    until: form.until ? termEnd(form.until) : null,
    post: form.post,
  });
}

/** Hides how somebody is reached who sits on no council any more (domain.md rule 18). */
async function hideGone({ councils, contacts }: RosterChange, personId: string): Promise<void> {
  if ((await councils.seatsOf(personId)).length === 0) await contacts.hide(personId);
}

/** Opens the desk. */
export function openSeatDesk(parts: OfficeParts): SeatDesk {
  const { archive, clock } = parts;
  const now = () => new Date(clock.now()).toISOString();
  const changing = async <T extends object>(
    visitor: Asking,
    councilId: string,
    work: (seating: Seating) => Promise<T>,
  ): Promise<T> => {
    await runs(archive, councilId, visitor);
    return archive.roster.change(councilId, async (change) => {
      const [council, seats] = [await change.councils.get(councilId), await change.councils.allSeats(councilId)];
      if (!council) throw new Turned('not_found');
      return work({ change, council, seats, now: now(), by: visitor });
    });
  };
  /** @throws Turned when the seat is of another council, or over */
  const standingSeat = ({ seats, now: at }: Seating, seatId: string): CouncilSeat => {
    const seat = seats.find((each) => each.id === seatId);
    if (!seat) throw new Turned('not_found');
    if (!stands(seat, at)) throw new Turned('seat_over');
    return seat;
  };
  const known: SeatDesk['known'] = async (visitor) => {
    if (visitor.admin) return archive.people.list();
    const own = await archive.councils.seatsOf(visitor.personId);
    const councils = new Set(own.filter(({ roles }) => mayRunWith(roles)).map(({ councilId }) => councilId));
    const people = new Map<string, string>();
    for (const id of councils)
      for (const { personId, name } of await archive.councils.allSeats(id)) people.set(personId, name);
    return [...people].map(([id, name]) => ({ id, name }));
  };
  /** @throws Turned when the form names an account that the visitor does not know */
  const assertKnown = async (visitor: Asking, personId: string | undefined): Promise<void> => {
    if (personId !== undefined && !(await known(visitor)).some(({ id }) => id === personId))
      throw new Turned('not_found');
  };

  return {
    known,
    seat: (visitor, councilId, form) =>
      orRefusal(async () => {
        await runs(archive, councilId, visitor);
        await assertKnown(visitor, form.personId);
        return changing(visitor, councilId, async (seating) => ({
          seat: seating.seats.find(({ id }) => id === form.id) ?? (await takeSeat(seating, form)),
        }));
      }),
    change: (visitor, councilId, { seatId, form }) =>
      orRefusal(() =>
        changing(visitor, councilId, async (seating) => {
          const seat = standingSeat(seating, seatId);
          const unitId = form.unitId ?? null;
          const keepsUnit = unitId === seat.unitId || seating.council.units.some((unit) => unit.id === unitId);
          if (unitId !== null && !keepsUnit) throw new Turned('unit_unknown');
          const { change, by } = seating;
          await keepDetails(change, { personId: seat.personId, by }, form);
          await change.changeSeat(seatId, {
            unitId,
            roles: form.roles,
            from: form.from ? termStart(form.from) : seat.from,
            until: form.until ? termEnd(form.until) : null,
            post: form.post ?? seat.post,
          });
          return {};
        }),
      ),
    end: (visitor, councilId, { seatId, form }) =>
      orRefusal(async () => {
        const ended = await changing(visitor, councilId, async (seating) => {
          const seat = standingSeat(seating, seatId);
          const at = form.until ? termEnd(form.until) : seating.now;
          await seating.change.endSeat(seatId, at > seat.from ? at : seat.from);
          if (form.hide) await hideGone(seating.change, seat.personId);
          return { seat, isOver: at <= seating.now };
        });
        const leaving = ended.seat.personId;
        const kept = ended.isOver
          ? await followInMeetings(parts, { councilId, changeId: seatId, leaving, arriving: null })
          : [];
        return { kept };
      }),
    replace: (visitor, councilId, { seatId, form }) =>
      orRefusal(async () => {
        await runs(archive, councilId, visitor);
        await assertKnown(visitor, form.personId);
        const id = form.id ?? randomUUID();
        const { leaving, seat } = await changing(visitor, councilId, async (seating) => {
          const old = seating.seats.find((each) => each.id === seatId);
          const there = seating.seats.find((each) => each.id === id);
          if (old && there) return { leaving: old.personId, seat: there };
          const { unitId, roles, until, personId } = standingSeat(seating, seatId);
          const { change, now: at } = seating;
          await change.endSeat(seatId, at);
          const others = seating.seats.filter((each) => each.id !== seatId);
          const taken = await takeSeat({ ...seating, seats: others }, { ...form, id, unitId, roles });
          await change.changeSeat(id, { unitId, roles, from: at, until, post: taken.post });
          if (form.hide) await hideGone(change, personId);
          return { leaving: personId, seat: { ...taken, until } };
        });
        const { personId, name, unitId, roles } = seat;
        const arriving = { personId, name, unitId, roles };
        return { seat, kept: await followInMeetings(parts, { councilId, changeId: id, leaving, arriving }) };
      }),
    hide: (visitor, councilId, personId) =>
      orRefusal(() =>
        changing(visitor, councilId, async ({ change, seats }) => {
          if (!seats.some((seat) => seat.personId === personId)) throw new Turned('not_found');
          await hideGone(change, personId);
          return {};
        }),
      ),
  };
}

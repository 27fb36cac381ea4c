import { randomUUID } from 'node:crypto';
import { guessPart } from '#lib/messages/unit-guess.ts';
import type { CouncilForm, UnitForm } from '#lib/wire/council-form.ts';
import type { CouncilSeat, MeetingSummary, NewUnit, StoredCouncil } from '../archive/archive.ts';
import type { Asking } from './council-rights.ts';
import type { OfficeParts } from './office.ts';
import type { CouncilOutcome } from './outcome.ts';

/** A council as its members' list shows it. */
export interface CouncilEntry {
  readonly council: StoredCouncil;
  /** The visitor's own seats in it; an administrator may have none. */
  readonly seats: readonly CouncilSeat[];
  /** The next meeting that the visitor takes part in. */
  readonly next: MeetingSummary | null;
}

/** The councils of the deployment. */
export interface CouncilDesk {
  /** The visitor's councils; an administrator's are all. */
  mine(visitor: Asking): Promise<CouncilEntry[]>;
  /** Founds a council; an administrator does. The same id again is the same council. */
  found(visitor: Asking, form: CouncilForm): Promise<CouncilOutcome<{ council: StoredCouncil }>>;
}

const coming = new Set(['planned', 'noticed', 'inSession', 'suspended']);

/** A unit as it is stored: its short name and the kind of body it is, where the form leaves them open. */
export function asNewUnit({ id = randomUUID(), name, short, part }: UnitForm): Required<NewUnit> {
  return { id, name, short: short || name, part: part ?? guessPart(name) };
}

/** Opens the desk. */
export function openCouncilDesk({ archive }: OfficeParts): CouncilDesk {
  return {
    async mine(visitor) {
      const [councils, seats, meetings] = await Promise.all([
        archive.councils.list(),
        archive.councils.seatsOf(visitor.personId),
        archive.events.listFor(visitor.personId),
      ]);
      return councils
        .map((council) => ({
          council,
          seats: seats.filter((seat) => seat.councilId === council.id),
          next: meetings.findLast((each) => each.council === council.id && coming.has(each.stage)) ?? null,
        }))
        .filter((entry) => visitor.admin || entry.seats.length > 0);
    },
    async found(visitor, form) {
      if (!visitor.admin) return { ok: false, code: 'not_found' };
      const { id = randomUUID(), name, charterId } = form;
      const council = await archive.roster.change(null, async ({ councils }) => {
        const there = await councils.get(id);
        return there ?? councils.create({ id, name, charterId, units: form.units.map(asNewUnit) });
      });
      return { ok: true, council };
    },
  };
}

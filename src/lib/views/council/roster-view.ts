import type { Charter, OfficeId } from '#lib/meeting/charter.ts';
import type { Role, Unit } from '#lib/meeting/seat.ts';

/** A seat as the pages of a council show it. */
export interface SeatLine {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly unitId: string | null;
  /** The unit's name; empty without one. */
  readonly unit: string;
  readonly roles: readonly Role[];
  readonly post: string;
  /** First and last day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly until: string | null;
  readonly state: 'now' | 'coming' | 'over';
}

/** An office that nobody holds, and who the charter says should. */
export interface MissingOffice {
  readonly office: 'convener' | 'chair' | 'recorder';
  /** As the charter's document says it; empty when it leaves it open. */
  readonly words: string;
  /** The charter's unit is represented: its representative takes the office in each meeting. */
  readonly filledBy: string;
}

/** Offices that a meeting cannot well do without, and who can hold each. */
const needed = {
  convener: ['convener'],
  chair: ['chair', 'convener'],
  recorder: ['recorder', 'secretary'],
} as const satisfies Partial<Record<OfficeId, readonly Role[]>>;

/** Which of the needed offices nobody was given. */
export function missingOffices(
  seats: readonly SeatLine[],
  units: readonly Unit[],
  charter: Pick<Charter, 'offices'>,
): MissingOffice[] {
  const now = seats.filter(({ state }) => state === 'now');
  const offices = Object.keys(needed) as MissingOffice['office'][];
  return offices
    .filter(
      (office) => !now.some(({ roles }) => roles.some((role) => (needed[office] as readonly Role[]).includes(role))),
    )
    .map((office) => {
      const { words, parts } = charter.offices[office];
      const holders = parts.flatMap((part) => units.filter((unit) => unit.part === part).map(({ id }) => id));
      const holder = holders
        .map((unitId) => now.find((seat) => seat.unitId === unitId && seat.roles.includes('representative')))
        .find((seat) => seat !== undefined);
      return { office, words, filledBy: holder?.name ?? '' };
    });
}

/** Units that nobody represents: they cannot vote. */
export const unrepresented = (seats: readonly SeatLine[], units: readonly Unit[]): Unit[] =>
  units.filter(
    ({ id }) =>
      !seats.some(({ unitId, roles, state }) => unitId === id && state === 'now' && roles.includes('representative')),
  );

/** What stands between a new council and its first meeting. */
export interface Steps {
  readonly units: { readonly done: boolean; readonly count: number; readonly unsaid: number };
  readonly people: {
    readonly done: boolean;
    readonly count: number;
    readonly missing: readonly MissingOffice[];
    /** Short names of the units that nobody represents. */
    readonly unrepresented: readonly string[];
  };
  readonly charter: { readonly done: boolean; readonly name: string };
  readonly meeting: { readonly done: boolean };
}

/** How far a council has come. Half of the units without a representative would never make a quorum. */
export function stepsOf(
  seats: readonly SeatLine[],
  units: readonly Unit[],
  { charter, meetings }: { charter: Pick<Charter, 'name' | 'offices'>; meetings: number },
): Steps {
  const missing = missingOffices(seats, units, charter).filter(({ filledBy }) => filledBy === '');
  const without = unrepresented(seats, units).map(({ short }) => short);
  return {
    units: { done: units.length > 1, count: units.length, unsaid: units.filter(({ part }) => part === 'other').length },
    people: {
      done: missing.length === 0 && without.length * 2 < units.length,
      count: new Set(seats.filter(({ state }) => state === 'now').map(({ personId }) => personId)).size,
      missing,
      unrepresented: without,
    },
    charter: { done: charter.name !== '', name: charter.name },
    meeting: { done: meetings > 0 },
  };
}

import type { Meeting } from './meeting.ts';
import type { PersonId, UnitId } from './names.ts';
import {
  happened,
  refused,
  unless,
  type Authority,
  type Decisions,
  type Evolutions,
  type Refused,
} from './rulebook.ts';

/** What a seat may do (domain.md, roles). */
export type Role =
  | 'convener'
  | 'chair'
  | 'viceChair'
  | 'secretary'
  | 'recorder'
  | 'supervisor'
  | 'sealKeeper'
  | 'representative'
  | 'expert'
  | 'observer';

/** What kind of body a unit is: charters name offices by it. */
export const UNIT_PARTS = [
  'company',
  'ownersCommittee',
  'owners',
  'managementCommittee',
  'party',
  'office',
  'community',
  'department',
  'police',
  'fire',
  'power',
  'water',
  'gas',
  'other',
] as const;

export type UnitPart = (typeof UNIT_PARTS)[number];

/** A member unit: the holder of one vote. `short` is the name for narrow columns; `part` what kind of body it is. */
export interface Unit {
  readonly id: UnitId;
  readonly name: string;
  readonly short: string;
  readonly part?: UnitPart;
}

/** The tie of a person to the meeting: for whom they sit and as what. */
export interface Seat {
  readonly personId: PersonId;
  readonly name: string;
  readonly unitId: UnitId | null;
  readonly roles: readonly Role[];
  readonly withdrawn: boolean;
}

export interface SeatCommands {
  'seat.add': { personId: PersonId; name: string; unitId: UnitId | null; roles: readonly Role[] };
  'seat.withdraw': { personId: PersonId; reason: string };
}

export interface SeatEvents {
  'seat.added': { personId: PersonId; name: string; unitId: UnitId | null; roles: readonly Role[] };
  'seat.withdrawn': { personId: PersonId; reason: string };
}

/** The person's seat, unless it was withdrawn. */
export const seatOf = (meeting: Meeting, personId: PersonId): Seat | undefined => {
  const seat = meeting.seats[personId];
  return seat && !seat.withdrawn ? seat : undefined;
};

export const hasRole = (meeting: Meeting, personId: PersonId, ...roles: readonly Role[]): boolean =>
  seatOf(meeting, personId)?.roles.some((role) => roles.includes(role)) ?? false;

/** Whether the person casts and signs for a member unit. */
export const isRepresentative = (meeting: Meeting, personId: PersonId): boolean =>
  hasRole(meeting, personId, 'representative') && seatOf(meeting, personId)?.unitId != null;

export const unitOf = (meeting: Meeting, unitId: UnitId): Unit | undefined =>
  meeting.units.find((unit) => unit.id === unitId);

/** Whether the person may see the meeting at all: a seat, not withdrawn (domain.md rule 17). */
export const mayRead = (meeting: Meeting, personId: PersonId): boolean => seatOf(meeting, personId) !== undefined;

/** Guard: the actor holds a seat. */
export const seated = (meeting: Meeting, by: Authority): Refused | undefined =>
  unless(by.actor === 'system' || mayRead(meeting, by.actor), 'not_member');

/** Guard: the actor convenes: the convener, the secretary, the chair, or the server itself. */
export const convening = (meeting: Meeting, by: Authority): Refused | undefined =>
  unless(by.actor === 'system' || hasRole(meeting, by.actor, 'convener', 'secretary', 'chair'), 'not_convening');

/** Guard: the actor takes the record: recorder, secretary, or whoever presides. */
export const recording = (meeting: Meeting, by: Authority): Refused | undefined =>
  unless(
    by.actor === 'system' ||
      (meeting.chair.personId === by.actor && mayRead(meeting, by.actor)) ||
      hasRole(meeting, by.actor, 'recorder', 'secretary'),
    'not_recording',
  );

/** Before the opening: another chair, else a convener, who would preside in the chair's place. */
const chairAfter = (meeting: Meeting): PersonId | undefined =>
  ['planned', 'noticed'].includes(meeting.stage)
    ? (['chair', 'convener'] as const)
        .flatMap((role) => Object.keys(meeting.seats).filter((personId) => hasRole(meeting, personId, role)))
        .find((personId) => personId !== meeting.chair.personId)
    : undefined;

export const seatDecisions: Decisions<SeatCommands> = {
  'seat.add': (meeting, command, by) =>
    convening(meeting, by) ??
    unless(!mayRead(meeting, command.personId), 'already_seated') ??
    unless(command.unitId === null || unitOf(meeting, command.unitId) !== undefined, 'no_such_unit') ??
    happened({ type: 'seat.added', ...command }),

  'seat.withdraw': (meeting, command, by) => {
    const seat = seatOf(meeting, command.personId);
    if (!seat) return refused('no_such_person');
    const presides = meeting.chair.personId === command.personId;
    const successor = presides && by.actor === 'system' ? chairAfter(meeting) : undefined;
    const passed = successor ? ([{ type: 'chair.handedOver', from: command.personId, to: successor }] as const) : [];
    return (
      convening(meeting, by) ??
      unless(!presides || successor !== undefined, 'cannot_withdraw_chair') ??
      happened(...passed, { type: 'seat.withdrawn', ...command })
    );
  },
};

export const seatEvolutions: Evolutions<SeatEvents> = {
  'seat.added': (meeting, { personId, name, unitId, roles }) => ({
    ...meeting,
    seats: { ...meeting.seats, [personId]: { personId, name, unitId, roles, withdrawn: false } },
  }),

  'seat.withdrawn': (meeting, { personId, at }) => {
    const { [personId]: presence, ...others } = meeting.attendance;
    return {
      ...meeting,
      seats: { ...meeting.seats, [personId]: { ...meeting.seats[personId]!, withdrawn: true } },
      attendance: presence ? { ...others, [personId]: { ...presence, leftAt: presence.leftAt ?? at } } : others,
      floor: {
        ...meeting.floor,
        queue: meeting.floor.queue.filter((request) => request.personId !== personId),
        speaker: meeting.floor.speaker?.personId === personId ? null : meeting.floor.speaker,
      },
    };
  },
};

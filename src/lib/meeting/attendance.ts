import type { Meeting } from './meeting.ts';
import type { Instant, PersonId, UnitId } from './names.ts';
import {
  happened,
  refused,
  unless,
  type Authority,
  type Decisions,
  type Evolutions,
  type Refused,
} from './rulebook.ts';
import { isRepresentative, mayRead, recording, seatOf, unitOf } from './seat.ts';

/** Where a person takes part from. */
export type AttendanceMode = 'onSite' | 'remote';

/** A person's attendance (签到): when, from where, late or not, and when they left. */
export interface Presence {
  readonly mode: AttendanceMode;
  readonly at: Instant;
  readonly late: boolean;
  readonly leftAt: Instant | null;
}

/** A unit's leave of absence (请假). */
export interface Excuse {
  readonly reason: string;
  readonly at: Instant;
}

export interface AttendanceCommands {
  /** Without `personId`: oneself. For somebody else: whoever takes the record. */
  'attendance.checkIn': { mode: AttendanceMode; personId?: PersonId };
  'attendance.excuse': { unitId: UnitId; reason: string };
  'attendance.leave': { personId?: PersonId };
}

export interface AttendanceEvents {
  'attendance.checkedIn': { personId: PersonId; mode: AttendanceMode; late: boolean };
  'attendance.excused': { unitId: UnitId; reason: string };
  'attendance.left': { personId: PersonId };
}

/** Checked in and not left. */
export const isPresent = (meeting: Meeting, personId: PersonId): boolean => {
  const presence = meeting.attendance[personId];
  return presence !== undefined && presence.leftAt === null && mayRead(meeting, personId);
};

/** The units with a representative present, in the order of the council's list. */
export const presentUnits = (meeting: Meeting): readonly UnitId[] => {
  const here = new Set<UnitId>();
  for (const personId of Object.keys(meeting.attendance))
    if (isPresent(meeting, personId) && isRepresentative(meeting, personId))
      here.add(seatOf(meeting, personId)!.unitId!);
  return meeting.units.filter((unit) => here.has(unit.id)).map((unit) => unit.id);
};

/** The units that had a representative present at any time: those who sign. */
export const attendingUnits = (meeting: Meeting): readonly UnitId[] => {
  const came = new Set<UnitId>();
  for (const personId of Object.keys(meeting.attendance)) {
    const seat = meeting.seats[personId];
    if (seat?.unitId && seat.roles.includes('representative')) came.add(seat.unitId);
  }
  return meeting.units.filter((unit) => came.has(unit.id)).map((unit) => unit.id);
};

/** How a unit takes part. */
export type UnitMode = AttendanceMode | 'left' | 'excused' | 'absent';

const RANK = { onSite: 2, remote: 1, left: 0 } as const;

/** How every unit takes part now. On site counts before remote when it has several people. */
export const unitModes = (meeting: Meeting): ReadonlyMap<UnitId, UnitMode> => {
  const modes = new Map<UnitId, UnitMode>(
    meeting.units.map((unit) => [unit.id, meeting.excused[unit.id] ? 'excused' : 'absent']),
  );
  for (const [personId, presence] of Object.entries(meeting.attendance)) {
    const seat = meeting.seats[personId];
    if (!seat?.unitId || !seat.roles.includes('representative')) continue;
    const mode = isPresent(meeting, personId) ? presence.mode : 'left';
    const before = modes.get(seat.unitId);
    if (before === undefined || before === 'excused' || before === 'absent' || RANK[before] < RANK[mode])
      modes.set(seat.unitId, mode);
  }
  return modes;
};

/** When check-in opens: the charter's minutes before the planned start. */
export const checkInOpensAt = (meeting: Meeting): Instant =>
  new Date(Date.parse(meeting.startsAt) - meeting.charter.checkInMinutes * 60_000).toISOString();

/** Guard: the actor is checked in. */
export const present = (meeting: Meeting, by: Authority): Refused | undefined =>
  unless(by.actor !== 'system' && isPresent(meeting, by.actor), 'not_checked_in');

const gathering = (meeting: Meeting, by: Authority): Refused | undefined => {
  if (meeting.stage === 'inSession' || meeting.stage === 'suspended') return undefined;
  if (meeting.stage === 'cancelled') return refused('meeting_cancelled');
  if (meeting.stage === 'planned') return refused('not_noticed');
  if (meeting.stage !== 'noticed') return refused('meeting_over');
  return unless(by.at >= checkInOpensAt(meeting), 'check_in_not_open');
};

const forSomebody = (meeting: Meeting, personId: PersonId, by: Authority): Refused | undefined =>
  unless(mayRead(meeting, personId), 'no_such_person') ?? (personId === by.actor ? undefined : recording(meeting, by));

export const attendanceDecisions: Decisions<AttendanceCommands> = {
  'attendance.checkIn': (meeting, command, by) => {
    const personId = command.personId ?? by.actor;
    const here = meeting.attendance[personId];
    return (
      gathering(meeting, by) ??
      forSomebody(meeting, personId, by) ??
      unless(!isPresent(meeting, personId) || here?.mode !== command.mode, 'already_checked_in') ??
      happened({
        type: 'attendance.checkedIn',
        personId,
        mode: command.mode,
        late: here?.late ?? (meeting.openedAt !== null && by.at > meeting.openedAt),
      })
    );
  },

  'attendance.excuse': (meeting, command, by) => {
    const own = by.actor !== 'system' && seatOf(meeting, by.actor)?.unitId === command.unitId;
    return (
      unless(meeting.stage !== 'cancelled', 'meeting_cancelled') ??
      unless(['planned', 'noticed', 'inSession', 'suspended'].includes(meeting.stage), 'meeting_over') ??
      unless(unitOf(meeting, command.unitId) !== undefined, 'no_such_unit') ??
      (own && isRepresentative(meeting, by.actor) ? undefined : recording(meeting, by)) ??
      unless(!presentUnits(meeting).includes(command.unitId), 'already_checked_in') ??
      happened({ type: 'attendance.excused', ...command })
    );
  },

  'attendance.leave': (meeting, command, by) => {
    const personId = command.personId ?? by.actor;
    return (
      gathering(meeting, by) ??
      forSomebody(meeting, personId, by) ??
      unless(isPresent(meeting, personId), 'not_checked_in') ??
      happened({ type: 'attendance.left', personId })
    );
  },
};

export const attendanceEvolutions: Evolutions<AttendanceEvents> = {
  'attendance.checkedIn': (meeting, { personId, mode, late, at }) => {
    const first = meeting.attendance[personId]?.at ?? at;
    return {
      ...meeting,
      attendance: { ...meeting.attendance, [personId]: { mode, at: first, late, leftAt: null } },
    };
  },

  'attendance.excused': (meeting, { unitId, reason, at }) => ({
    ...meeting,
    excused: { ...meeting.excused, [unitId]: { reason, at } },
  }),

  'attendance.left': (meeting, { personId, at }) => ({
    ...meeting,
    attendance: { ...meeting.attendance, [personId]: { ...meeting.attendance[personId]!, leftAt: at } },
    floor: {
      ...meeting.floor,
      queue: meeting.floor.queue.filter((request) => request.personId !== personId),
      speaker: meeting.floor.speaker?.personId === personId ? null : meeting.floor.speaker,
    },
  }),
};

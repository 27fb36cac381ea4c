import { asAhead, nextItem, restCurrent, type PlannedItem } from './agenda.ts';
import { attendingUnits } from './attendance.ts';
import { isOfPresidium, presides, presiding } from './chair.ts';
import { defaultCharter, type Charter, type Form } from './charter.ts';
import type { Council, Meeting } from './meeting.ts';
import type { Instant, PersonId, UnitId } from './names.ts';
import { currentVersion } from './minutes.ts';
import {
  happened,
  refused,
  unless,
  type Authority,
  type Decisions,
  type Evolutions,
  type Refused,
} from './rulebook.ts';
import { convening, hasRole, recording, type Role, type Unit } from './seat.ts';
import { signatureOf } from './signoff.ts';
import { isOver, sitting, undecided } from './stage.ts';
import { weekdays, type WorkCalendar } from './work-calendar.ts';

/** A seat as the plan names it. */
export interface PlannedSeat {
  readonly personId: PersonId;
  readonly name: string;
  readonly unitId: UnitId | null;
  readonly roles: readonly Role[];
}

/** Everything a meeting is planned with; it keeps the charter's version (domain.md). */
export interface Plan {
  readonly title: string;
  readonly form: Form;
  readonly kind: 'regular' | 'extraordinary';
  /** Why an extraordinary meeting is called. */
  readonly reason?: string;
  readonly number: { readonly year: number; readonly n: number };
  readonly startsAt: Instant;
  readonly place: string;
  readonly link: string;
  readonly council: Council;
  readonly charter: Charter;
  /** Left out: Monday to Friday. */
  readonly calendar?: WorkCalendar;
  readonly units: readonly Unit[];
  readonly seats: readonly PlannedSeat[];
  readonly agenda: readonly PlannedItem[];
}

export interface SittingCommands {
  'meeting.plan': Plan;
  'meeting.open': object;
  'meeting.suspend': { reason: string };
  'meeting.resume': object;
  'meeting.close': object;
  'meeting.cancel': { reason: string };
  'meeting.archive': object;
}

export interface SittingEvents {
  'meeting.planned': Plan;
  'meeting.opened': object;
  'meeting.suspended': { reason: string };
  'meeting.resumed': object;
  'meeting.closed': object;
  'meeting.cancelled': { reason: string };
  /** `unsigned`: units whose signature was still missing, recorded as a breach. */
  'meeting.archived': { unsigned: readonly UnitId[] };
}

const chairOf = (plan: Plan): PersonId | undefined =>
  (
    plan.seats.find((seat) => seat.roles.includes('chair')) ??
    plan.seats.find((seat) => seat.roles.includes('convener'))
  )?.personId;

const mayOpen = (meeting: Meeting, by: Authority): Refused | undefined =>
  unless(
    by.actor !== 'system' &&
      (presides(meeting, by.actor) || isOfPresidium(meeting, by.actor) || hasRole(meeting, by.actor, 'convener')),
    'not_presiding',
  );

const waiting = (meeting: Meeting): Refused | undefined => {
  if (meeting.stage === 'noticed') return undefined;
  if (meeting.stage === 'planned') return refused('not_noticed');
  if (meeting.stage === 'cancelled') return refused('meeting_cancelled');
  return refused(isOver(meeting) ? 'meeting_over' : 'already_open');
};

/** The speech that is going on ends when the meeting pauses or closes. */
const silence = (meeting: Meeting) =>
  meeting.floor.speaker ? [{ type: 'floor.ended', personId: meeting.floor.speaker.personId } as const] : [];

export const sittingDecisions: Decisions<SittingCommands> = {
  'meeting.plan': (meeting, command, by) => {
    const planner = command.seats.find((seat) => seat.personId === by.actor);
    return (
      unless(meeting.seq === 0, 'already_planned') ??
      unless(
        by.actor === 'system' ||
          (planner?.roles.some((role) => ['convener', 'chair', 'secretary'].includes(role)) ?? false),
        'not_convening',
      ) ??
      unless(chairOf(command) !== undefined, 'may_not_preside') ??
      unless(command.kind === 'regular' || (command.reason ?? '') !== '', 'reason_needed') ??
      happened({ type: 'meeting.planned', ...command })
    );
  },

  'meeting.open': (meeting, _command, by) => {
    const first = nextItem(meeting);
    return (
      waiting(meeting) ??
      mayOpen(meeting, by) ??
      happened({ type: 'meeting.opened' }, ...(first ? [{ type: 'agenda.entered', itemId: first.id } as const] : []))
    );
  },

  'meeting.suspend': (meeting, command, by) =>
    sitting(meeting) ??
    presiding(meeting, by) ??
    undecided(meeting) ??
    happened(...silence(meeting), { type: 'meeting.suspended', ...command }),

  'meeting.resume': (meeting, _command, by) =>
    unless(meeting.stage === 'suspended', 'not_suspended') ??
    presiding(meeting, by) ??
    happened({ type: 'meeting.resumed' }),

  'meeting.close': (meeting, _command, by) =>
    (meeting.stage === 'suspended' ? undefined : sitting(meeting)) ??
    presiding(meeting, by) ??
    undecided(meeting) ??
    happened(...silence(meeting), { type: 'meeting.closed' }),

  'meeting.cancel': (meeting, command, by) =>
    (meeting.stage === 'planned' ? undefined : waiting(meeting)) ??
    convening(meeting, by) ??
    happened({ type: 'meeting.cancelled', ...command }),

  'meeting.archive': (meeting, _command, by) => {
    if (meeting.stage === 'archived') return refused('already_archived');
    const version = currentVersion(meeting);
    if (!version) return refused(isOver(meeting) ? 'minutes_not_final' : 'not_closed');
    return (
      recording(meeting, by) ??
      happened({
        type: 'meeting.archived',
        unsigned: attendingUnits(meeting).filter((unitId) => !signatureOf(version, unitId)),
      })
    );
  },
};

/** The current item's clock stands from `at`. */
const pause = (meeting: Meeting, at: Instant): Meeting => restCurrent(meeting, at, 'current');

export const sittingEvolutions: Evolutions<SittingEvents> = {
  'meeting.planned': (meeting, plan) => ({
    ...meeting,
    plannedAt: plan.at,
    title: plan.title,
    form: plan.form,
    kind: plan.kind,
    reason: plan.reason ?? '',
    number: plan.number,
    startsAt: plan.startsAt,
    place: plan.place,
    link: plan.link,
    council: plan.council,
    // A log of an earlier release knows fewer provisions.
    charter: { ...defaultCharter, ...plan.charter },
    calendar: plan.calendar ?? weekdays,
    units: plan.units,
    seats: Object.fromEntries(plan.seats.map((seat) => [seat.personId, { ...seat, withdrawn: false }])),
    agenda: plan.agenda.map(asAhead),
    agendaSeq: plan.seq,
    chair: { personId: chairOf(plan)!, absentSince: null, changes: [] },
  }),

  'meeting.opened': (meeting, { at }) => ({ ...meeting, stage: 'inSession', openedAt: at }),

  'meeting.suspended': (meeting, { reason, at }) => ({
    ...pause(meeting, at),
    stage: 'suspended',
    suspensions: [...meeting.suspensions, { from: at, to: null, reason }],
  }),

  'meeting.resumed': (meeting, { at }) => ({
    ...meeting,
    stage: 'inSession',
    agenda: meeting.agenda.map((item) => (item.status === 'current' ? { ...item, enteredAt: at, leftAt: null } : item)),
    suspensions: meeting.suspensions.map((pausing) => (pausing.to === null ? { ...pausing, to: at } : pausing)),
  }),

  'meeting.closed': (meeting, { at }) => ({
    ...restCurrent(meeting, at),
    stage: 'closed',
    closedAt: at,
    floor: { ...meeting.floor, queue: [] },
    suspensions: meeting.suspensions.map((pausing) => (pausing.to === null ? { ...pausing, to: at } : pausing)),
  }),

  'meeting.cancelled': (meeting, { reason }) => ({ ...meeting, stage: 'cancelled', cancelReason: reason }),

  'meeting.archived': (meeting, { at }) => ({ ...meeting, stage: 'archived', archivedAt: at }),
};

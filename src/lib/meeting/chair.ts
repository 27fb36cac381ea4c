import type { Meeting } from './meeting.ts';
import type { Instant, PersonId } from './names.ts';
import {
  happened,
  refused,
  unless,
  type Authority,
  type Decisions,
  type Evolutions,
  type Refused,
} from './rulebook.ts';
import { hasRole, mayRead } from './seat.ts';
import { isPresent, present } from './attendance.ts';
import { undecided, underWay } from './stage.ts';

/** Seconds without a connection after which the chair counts as gone (domain.md rule 5). */
export const CHAIR_ABSENCE_SECONDS = 30;

/** Who presides, and since when they are out of reach (null: in reach). */
export interface Chair {
  readonly personId: PersonId;
  readonly absentSince: Instant | null;
  /** Every change of the chair since the meeting was planned, in order. */
  readonly changes: readonly { readonly from: PersonId; readonly to: PersonId; readonly at: Instant }[];
}

/** Who presided at a moment. */
export const presidedAt = ({ personId, changes }: Chair, at: Instant): PersonId =>
  changes.find((change) => change.at > at)?.from ?? personId;

export interface ChairCommands {
  'chair.handOver': { personId: PersonId };
  'chair.assume': object;
  /** By the server only: the presiding person has had no connection for {@link CHAIR_ABSENCE_SECONDS}. */
  'chair.markAbsent': object;
  /** By the server only: they are back. */
  'chair.markReturned': object;
}

export interface ChairEvents {
  'chair.handedOver': { from: PersonId; to: PersonId };
  'chair.assumed': { from: PersonId; to: PersonId };
  'chair.lost': { personId: PersonId };
  'chair.returned': { personId: PersonId };
}

export const presides = (meeting: Meeting, personId: PersonId): boolean =>
  meeting.chair.personId === personId && mayRead(meeting, personId);

/** Guard: the actor presides. */
export const presiding = (meeting: Meeting, by: Authority): Refused | undefined =>
  unless(by.actor !== 'system' && presides(meeting, by.actor), 'not_presiding');

/** Guard: the server itself acts. */
export const automatic = (by: Authority): Refused | undefined => unless(by.actor === 'system', 'system_only');

/** Whether the person belongs to the body that presides together: the presidium of charter 4. */
export const isOfPresidium = (meeting: Meeting, personId: PersonId): boolean =>
  hasRole(meeting, personId, ...meeting.charter.presidium);

/** Guard: the chair is free, or belongs to the actor's presidium and no decision runs in it. */
const takeable = (meeting: Meeting, by: Authority): Refused | undefined => {
  if (meeting.chair.absentSince !== null) return unless(isNext(meeting, by.actor), 'may_not_preside');
  return isOfPresidium(meeting, by.actor) ? undecided(meeting) : refused('chair_is_here');
};

/** Whether the person may take a vacant chair: a chair or vice-chair; the convener where none of them is present. */
const isNext = (meeting: Meeting, personId: PersonId): boolean => {
  if (hasRole(meeting, personId, 'chair', 'viceChair')) return true;
  const someoneIs = Object.keys(meeting.seats).some(
    (other) =>
      hasRole(meeting, other, 'chair', 'viceChair') && isPresent(meeting, other) && other !== meeting.chair.personId,
  );
  return hasRole(meeting, personId, 'convener') && !someoneIs;
};

const take = (meeting: Meeting, from: PersonId, to: PersonId, at: Instant): Meeting => ({
  ...meeting,
  chair: { personId: to, absentSince: null, changes: [...meeting.chair.changes, { from, to, at }] },
});

export const chairDecisions: Decisions<ChairCommands> = {
  'chair.handOver': (meeting, command, by) =>
    underWay(meeting) ??
    presiding(meeting, by) ??
    unless(mayRead(meeting, command.personId), 'no_such_person') ??
    unless(command.personId !== meeting.chair.personId, 'already_presiding') ??
    unless(hasRole(meeting, command.personId, 'chair', 'viceChair', 'convener'), 'may_not_preside') ??
    unless(isPresent(meeting, command.personId), 'not_checked_in') ??
    happened({ type: 'chair.handedOver', from: meeting.chair.personId, to: command.personId }),

  'chair.assume': (meeting, _command, by) =>
    underWay(meeting) ??
    unless(by.actor !== meeting.chair.personId, 'already_presiding') ??
    takeable(meeting, by) ??
    present(meeting, by) ??
    happened({ type: 'chair.assumed', from: meeting.chair.personId, to: by.actor }),

  'chair.markAbsent': (meeting, _command, by) =>
    automatic(by) ??
    underWay(meeting) ??
    unless(meeting.chair.absentSince === null, 'chair_is_here') ??
    happened({ type: 'chair.lost', personId: meeting.chair.personId }),

  'chair.markReturned': (meeting, _command, by) =>
    automatic(by) ??
    unless(meeting.chair.absentSince !== null, 'chair_is_here') ??
    happened({ type: 'chair.returned', personId: meeting.chair.personId }),
};

export const chairEvolutions: Evolutions<ChairEvents> = {
  'chair.handedOver': (meeting, { from, to, at }) => take(meeting, from, to, at),
  'chair.assumed': (meeting, { from, to, at }) => take(meeting, from, to, at),
  'chair.lost': (meeting, { at }) => ({ ...meeting, chair: { ...meeting.chair, absentSince: at } }),
  'chair.returned': (meeting) => ({ ...meeting, chair: { ...meeting.chair, absentSince: null } }),
};

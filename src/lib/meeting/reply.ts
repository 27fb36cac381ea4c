import { automatic } from './chair.ts';
import type { Draft, Meeting } from './meeting.ts';
import type { Instant, PersonId, UnitId } from './names.ts';
import { awaited } from './notice.ts';
import { happened, refused, unless, type Authority, type Decisions, type Evolutions } from './rulebook.ts';
import { convening, isRepresentative, mayRead, seatOf, unitOf } from './seat.ts';

/** What a unit can answer: it comes (参加), asks for leave (请假), or sends somebody else (委托). */
export type Answer = 'attend' | 'excused' | 'deputy';

/** Whom a unit sends in its place. Without `personId` somebody new, who gets an account when the server seats them. */
export interface Deputy {
  readonly name: string;
  readonly personId: PersonId | null;
  /** Whether the seat was given for this meeting: it goes when the unit changes its mind. */
  readonly isSeated: boolean;
}

/** Whether an account was made for a deputy: only of such a one may their unit make links (N8). */
export const isMadeForDeputy = (personId: PersonId): boolean => personId.startsWith('deputy-');

/** A unit's answer to the notice (回执). */
export interface Reply {
  readonly answer: Answer;
  /** Who gave it. */
  readonly personId: PersonId;
  readonly at: Instant;
  readonly deputy: Deputy | null;
  readonly reason: string;
  /** Whether whoever convenes entered it for the unit, which had said it otherwise. */
  readonly entered: boolean;
}

export interface ReplyCommands {
  /** Without `unitId` for the own unit; with it whoever convenes enters what the unit said by telephone. */
  'reply.give': {
    answer: Answer;
    deputy?: { readonly name: string; readonly personId?: PersonId };
    reason?: string;
    unitId?: UnitId;
  };
  /** By the server only: the deputy whom a unit named gets their seat. */
  'reply.seatDeputy': { unitId: UnitId; personId: PersonId };
}

export interface ReplyEvents {
  'reply.given': {
    unitId: UnitId;
    answer: Answer;
    deputy: { readonly name: string; readonly personId: PersonId | null } | null;
    reason: string;
    entered: boolean;
  };
  'reply.deputySeated': { unitId: UnitId; personId: PersonId };
}

/** The unit that the person represents; undefined: none. */
const ownUnit = (meeting: Meeting, personId: PersonId): UnitId | undefined =>
  isRepresentative(meeting, personId) ? seatOf(meeting, personId)!.unitId! : undefined;

/** The unit for which the actor answers; undefined: none. */
const answeringFor = (meeting: Meeting, unitId: UnitId | undefined, by: Authority): UnitId | undefined => {
  const own = ownUnit(meeting, by.actor);
  if (unitId === undefined || unitId === own) return own;
  return unitOf(meeting, unitId) && !convening(meeting, by) ? unitId : undefined;
};

/** Guard: a deputy sits for nobody else and holds no other office. */
const free = (meeting: Meeting, personId: PersonId | undefined, unitId: UnitId) => {
  if (personId === undefined || !mayRead(meeting, personId)) return undefined;
  return unless(ownUnit(meeting, personId) === unitId, 'deputy_has_seat');
};

/** The seat of the deputy named before goes with the answer that named them. */
const unseated = (meeting: Meeting, unitId: UnitId, stays: PersonId | undefined): readonly Draft[] => {
  const before = meeting.replies[unitId]?.deputy;
  if (!before?.isSeated || before.personId === stays || !mayRead(meeting, before.personId!)) return [];
  return [{ type: 'seat.withdrawn', personId: before.personId!, reason: '' }];
};

export const replyDecisions: Decisions<ReplyCommands> = {
  'reply.give': (meeting, { answer, deputy, reason = '', unitId: asked }, by) => {
    const unitId = answeringFor(meeting, asked, by);
    if (unitId === undefined) return refused('not_on_roll');
    const sent = answer === 'deputy' ? deputy : undefined;
    return (
      awaited(meeting) ??
      unless(answer !== 'deputy' || sent !== undefined, 'deputy_needed') ??
      free(meeting, sent?.personId, unitId) ??
      happened(...unseated(meeting, unitId, sent?.personId), {
        type: 'reply.given',
        unitId,
        answer,
        deputy: sent ? { name: sent.name, personId: sent.personId ?? null } : null,
        reason,
        entered: ownUnit(meeting, by.actor) !== unitId,
      })
    );
  },

  'reply.seatDeputy': (meeting, { unitId, personId }, by) => {
    const { name } = meeting.replies[unitId]?.deputy ?? {};
    return (
      automatic(by) ??
      awaited(meeting) ??
      unless(name !== undefined, 'no_such_person') ??
      unless(!mayRead(meeting, personId), 'already_seated') ??
      happened(
        { type: 'seat.added', personId, name: name!, unitId, roles: ['representative'] },
        { type: 'reply.deputySeated', unitId, personId },
      )
    );
  },
};

export const replyEvolutions: Evolutions<ReplyEvents> = {
  'reply.given': (meeting, { unitId, answer, deputy, reason, entered, actor, at }) => {
    const before = meeting.replies[unitId]?.deputy;
    const isSeated = before?.isSeated === true && before.personId !== null && before.personId === deputy?.personId;
    const reply: Reply = {
      answer,
      personId: actor,
      at,
      // A log of an earlier release knows neither deputies nor reasons.
      deputy: deputy ? { ...deputy, isSeated } : null,
      reason: reason ?? '',
      entered: entered ?? false,
    };
    return { ...meeting, replies: { ...meeting.replies, [unitId]: reply } };
  },

  'reply.deputySeated': (meeting, { unitId, personId }) => {
    const reply = meeting.replies[unitId]!;
    const deputy: Deputy = { name: reply.deputy!.name, personId, isSeated: true };
    return { ...meeting, replies: { ...meeting.replies, [unitId]: { ...reply, deputy } } };
  },
};

import type { Instant, PersonId, UnitId } from './names.ts';
import { happened, refused, unless, type Decisions, type Evolutions } from './rulebook.ts';
import { convening, isRepresentative, seatOf } from './seat.ts';

/** A unit's answer to the notice (回执). */
export interface Reply {
  readonly answer: 'attend' | 'excused';
  readonly personId: PersonId;
  readonly at: Instant;
}

/** Where and when the council meets next. */
export interface NextMeeting {
  readonly startsAt: Instant;
  readonly place: string;
  readonly topics: string;
  readonly at: Instant;
}

export interface NoticeCommands {
  'notice.send': object;
  'reply.give': { answer: 'attend' | 'excused' };
  'nextMeeting.set': { startsAt: Instant; place: string; topics: string };
}

export interface NoticeEvents {
  'notice.sent': object;
  'reply.given': { unitId: UnitId; answer: 'attend' | 'excused' };
  'nextMeeting.set': { startsAt: Instant; place: string; topics: string };
}

export const noticeDecisions: Decisions<NoticeCommands> = {
  'notice.send': (meeting, _command, by) => {
    if (meeting.stage === 'noticed') return refused('already_noticed');
    return (
      unless(meeting.stage === 'planned', meeting.stage === 'cancelled' ? 'meeting_cancelled' : 'already_open') ??
      convening(meeting, by) ??
      happened({ type: 'notice.sent' })
    );
  },

  'reply.give': (meeting, command, by) => {
    const unitId = isRepresentative(meeting, by.actor) ? seatOf(meeting, by.actor)!.unitId : null;
    if (unitId === null) return refused('not_on_roll');
    return (
      unless(meeting.stage === 'noticed', meeting.stage === 'planned' ? 'not_noticed' : 'already_open') ??
      happened({ type: 'reply.given', unitId, answer: command.answer })
    );
  },

  'nextMeeting.set': (meeting, command, by) =>
    unless(['inSession', 'suspended', 'closed'].includes(meeting.stage), 'not_in_session') ??
    convening(meeting, { ...by, actor: meeting.chair.personId === by.actor ? 'system' : by.actor }) ??
    happened({ type: 'nextMeeting.set', ...command }),
};

export const noticeEvolutions: Evolutions<NoticeEvents> = {
  'notice.sent': (meeting, { at }) => ({ ...meeting, stage: 'noticed', noticedAt: at }),

  'reply.given': (meeting, { unitId, answer, actor, at }) => ({
    ...meeting,
    replies: { ...meeting.replies, [unitId]: { answer, personId: actor, at } },
  }),

  'nextMeeting.set': (meeting, { startsAt, place, topics, at }) => ({
    ...meeting,
    next: { startsAt, place, topics, at },
  }),
};

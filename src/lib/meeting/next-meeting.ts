import type { Instant } from './names.ts';
import { happened, unless, type Decisions, type Evolutions } from './rulebook.ts';
import { convening } from './seat.ts';

/** Where and when the council meets next. */
export interface NextMeeting {
  readonly startsAt: Instant;
  readonly place: string;
  readonly topics: string;
  readonly at: Instant;
}

export interface NextMeetingCommands {
  'nextMeeting.set': { startsAt: Instant; place: string; topics: string };
}

export interface NextMeetingEvents {
  'nextMeeting.set': { startsAt: Instant; place: string; topics: string };
}

export const nextMeetingDecisions: Decisions<NextMeetingCommands> = {
  'nextMeeting.set': (meeting, command, by) =>
    unless(['inSession', 'suspended', 'closed'].includes(meeting.stage), 'not_in_session') ??
    convening(meeting, { ...by, actor: meeting.chair.personId === by.actor ? 'system' : by.actor }) ??
    happened({ type: 'nextMeeting.set', ...command }),
};

export const nextMeetingEvolutions: Evolutions<NextMeetingEvents> = {
  'nextMeeting.set': (meeting, { startsAt, place, topics, at }) => ({
    ...meeting,
    next: { startsAt, place, topics, at },
  }),
};

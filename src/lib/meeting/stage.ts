import type { Meeting } from './meeting.ts';
import { refused, unless, type Refused } from './rulebook.ts';

/** Where a meeting stands in its life (domain.md). */
export type Stage =
  'planned' | 'noticed' | 'inSession' | 'suspended' | 'closed' | 'final' | 'signed' | 'archived' | 'cancelled';

/** Guard: the meeting is in session, not suspended. */
export const sitting = (meeting: Meeting): Refused | undefined => {
  if (meeting.stage === 'inSession') return undefined;
  if (meeting.stage === 'cancelled') return refused('meeting_cancelled');
  return refused(isOver(meeting) ? 'meeting_over' : 'not_in_session');
};

/** Guard: the meeting has been opened and not closed; it may be suspended. */
export const underWay = (meeting: Meeting): Refused | undefined =>
  meeting.stage === 'suspended' ? undefined : sitting(meeting);

/** The gavel has fallen. */
export const isOver = (meeting: Meeting): boolean => ['closed', 'final', 'signed', 'archived'].includes(meeting.stage);

/** Guard: the meeting was closed and its minutes are a draft. */
export const drafting = (meeting: Meeting): Refused | undefined => {
  if (meeting.stage === 'closed') return undefined;
  return refused(isOver(meeting) ? 'minutes_frozen' : 'not_closed');
};

/** Guard: the meeting has been planned and not cancelled. */
export const planned = (meeting: Meeting): Refused | undefined =>
  unless(meeting.seq > 0, 'not_planned') ?? unless(meeting.stage !== 'cancelled', 'meeting_cancelled');

/** Guard: neither a vote nor a call for objections is running. */
export const undecided = (meeting: Meeting): Refused | undefined =>
  unless(
    meeting.consensus?.status !== 'open' && !meeting.votes.some((vote) => vote.status === 'open'),
    'decision_running',
  );

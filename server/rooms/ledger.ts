import { evolve, initialMeeting, type Meeting, type MeetingEvent } from '#lib/meeting/meeting.ts';
import type { MeetingId } from '#lib/meeting/names.ts';
import type { SealedChoice } from '#lib/meeting/rulebook.ts';
import type { BallotBox, CommitBatch, EventLog, NewEvent, SealedBallot, StoredEvent } from '../archive/archive.ts';

/** How an event lies in the log: its fields apart from number, time, type and actor. */
export function toStored(event: MeetingEvent): NewEvent {
  const { seq, at, type, actor, ...fields } = event;
  return { seq, at, type, actor, fields };
}

/** How an event leaves the log for the room and the wire. */
export const fromStored = (stored: StoredEvent): MeetingEvent =>
  ({ seq: stored.seq, at: stored.at, type: stored.type, actor: stored.actor, ...stored.fields }) as MeetingEvent;

/** Folds a meeting's log; the last `keep` events come along. */
export async function foldLog(log: EventLog, meetingId: MeetingId, keep: number) {
  const events = (await log.read(meetingId, 0)).map(fromStored);
  return { meeting: events.reduce<Meeting>(evolve, initialMeeting(meetingId)), recent: events.slice(-keep) };
}

/** A choice as the box takes it: under the unit in an open vote, under nobody's name in a secret one. */
export const sealedBallot = (sealed: SealedChoice, box: BallotBox, receipt: string | null): SealedBallot => ({
  voteId: sealed.voteId,
  slot: sealed.secret ? box.randomSlot() : sealed.unitId,
  choice: sealed.choice,
  receipt,
});

/** The entry in people's lists, when something that it shows has changed. */
export function summaryOf(before: Meeting, after: Meeting): CommitBatch['summary'] {
  const shown = ['stage', 'title', 'startsAt', 'seats'] as const;
  if (before.seq > 0 && shown.every((field) => before[field] === after[field])) return undefined;
  return {
    id: after.id,
    title: after.title,
    stage: after.stage,
    council: after.council.id,
    startsAt: after.startsAt,
    people: Object.values(after.seats)
      .filter((seat) => !seat.withdrawn)
      .map((seat) => seat.personId),
  };
}

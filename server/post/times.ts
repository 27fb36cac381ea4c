import type { CouncilPost } from '../archive/archive.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Asia/Shanghai is UTC+8 all year. */
const SHANGHAI = 8 * HOUR;

/** A meeting that begins sooner than this is told of at any hour. */
export const URGENT_MS = 12 * HOUR;

/** Minutes from one attempt to the next; after the last it is given up. */
const PAUSES = [1, 5, 15, 60, 180, 360, 720, 1440, 1440];

/** Milliseconds to wait after so many failed attempts; null: give up. */
export function pauseAfter(attempts: number): number | null {
  const minutes = PAUSES[attempts - 1];
  return minutes === undefined ? null : minutes * MINUTE;
}

/** The first moment from `at` on that is not in a council's quiet hours. */
export function afterQuiet(
  at: number,
  { quietFrom, quietUntil }: Pick<CouncilPost, 'quietFrom' | 'quietUntil'>,
): number {
  const local = at + SHANGHAI;
  const midnight = Math.floor(local / DAY) * DAY;
  const minute = (local - midnight) / MINUTE;
  const crosses = quietFrom > quietUntil;
  const isQuiet = crosses ? minute >= quietFrom || minute < quietUntil : minute >= quietFrom && minute < quietUntil;
  if (!isQuiet) return at;
  const isEvening = crosses && minute >= quietFrom;
  return midnight + (isEvening ? DAY : 0) + quietUntil * MINUTE - SHANGHAI;
}

/** A reminder of a meeting, and when it falls due. */
export interface Moment {
  readonly kind: 'replyReminder' | 'reminder';
  /** Names it among the meeting's reminders; a meeting that moved has new ones. */
  readonly name: string;
  readonly at: number;
}

/**
 * When a meeting is reminded of: whoever has not replied when half of the time for it is over, everybody a day and an
 * hour before. What lies before the notice is left out.
 */
export function momentsOf(meeting: { startsAt: string; noticedAt: string; replyBy: string | null }): readonly Moment[] {
  const starts = Date.parse(meeting.startsAt);
  const noticed = Date.parse(meeting.noticedAt);
  const until = meeting.replyBy === null ? starts : Date.parse(meeting.replyBy);
  const moments: Moment[] = [
    { kind: 'replyReminder', name: `reply ${new Date(until).toISOString()}`, at: (noticed + until) / 2 },
    { kind: 'reminder', name: `day ${meeting.startsAt}`, at: starts - DAY },
    { kind: 'reminder', name: `hour ${meeting.startsAt}`, at: starts - HOUR },
  ];
  return moments.filter(({ at }) => at > noticed && at < starts);
}

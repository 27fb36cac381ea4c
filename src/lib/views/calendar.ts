import type { MessageKey } from '#lib/messages/words.ts';
import type { Words } from './words.ts';

/** Says dates. */
type DateWords = Words<Extract<MessageKey, `date.${string}`>>;

const DAY_MS = 86_400_000;
/** Asia/Shanghai keeps UTC+8 all year; dates of meetings are by that clock wherever the reader is. */
const OFFSET_MS = 8 * 3_600_000;

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * The parts of a moment in the page's language. The words are ours and not the browser's, so that the server and
 * every browser say the same.
 */
export const partsOf = (t: DateWords, instant: string | number) => {
  const at = new Date(new Date(instant).getTime() + OFFSET_MS);
  return {
    year: at.getUTCFullYear(),
    month: t('date.months').split(' ')[at.getUTCMonth()]!,
    day: at.getUTCDate(),
    weekday: t('date.weekdays').split(' ')[at.getUTCDay()]!,
    time: `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`,
  };
};

/** Year, month and day. */
export const dateOf = (t: DateWords, instant: string | number): string => t('date.day', partsOf(t, instant));

/** Date, day of the week and time. */
export const longTimeOf = (t: DateWords, instant: string | number): string => t('date.long', partsOf(t, instant));

/** Whole days from today to a day (`2026-05-31`) by the council's calendar; negative when it is past. */
export const daysUntil = (day: string, now: number): number =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - Math.floor((now + OFFSET_MS) / DAY_MS) * DAY_MS) / DAY_MS);

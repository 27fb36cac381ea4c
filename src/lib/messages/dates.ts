import type { MessageKey, Values } from './words.ts';

/** Says texts in one language: a page's words, or the server's in a person's language. */
type Say = (key: Extract<MessageKey, `date.${string}`>, values?: Values) => string;

/** Asia/Shanghai keeps UTC+8 all year; dates of meetings are by that clock wherever the reader is. */
const OFFSET_MS = 8 * 3_600_000;

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * The parts of a moment in a language. The words are ours and not the browser's, so that the server and every browser
 * say the same.
 */
export const partsOf = (say: Say, instant: string | number) => {
  const at = new Date(new Date(instant).getTime() + OFFSET_MS);
  return {
    year: at.getUTCFullYear(),
    month: say('date.months').split(' ')[at.getUTCMonth()]!,
    day: at.getUTCDate(),
    weekday: say('date.weekdays').split(' ')[at.getUTCDay()]!,
    time: `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`,
  };
};

/** Year, month and day. */
export const dateOf = (say: Say, instant: string | number): string => say('date.day', partsOf(say, instant));

/** Date, day of the week and time. */
export const longTimeOf = (say: Say, instant: string | number): string => say('date.long', partsOf(say, instant));

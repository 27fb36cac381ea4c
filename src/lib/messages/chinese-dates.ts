/**
 * Numerals and dates as documents write them, in Chinese whatever language a reader's page has. Dates are those of
 * Asia/Shanghai, which keeps UTC+8 all year.
 */
const DIGITS = '零一二三四五六七八九';
const WEEKDAYS = '日一二三四五六';

const shanghai = (instant: string): Date => new Date(Date.parse(instant) + 8 * 3_600_000);
const two = (value: number): string => String(value).padStart(2, '0');

/** 一 … 九十九; greater numbers in figures. */
export const numeral = (value: number): string => {
  if (value < 1 || value > 99) return String(value);
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? DIGITS[ones] : ''}`;
};

/** 14:05 */
export const clock = (instant: string): string => {
  const at = shanghai(instant);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
};

/** 2026年3月5日, of an instant or of a day (`2026-03-05`). */
export const longDate = (when: string): string => {
  const at = when.length === 10 ? new Date(`${when}T00:00:00Z`) : shanghai(when);
  return `${at.getUTCFullYear()}年${at.getUTCMonth() + 1}月${at.getUTCDate()}日`;
};

/** 2026年3月5日（周四）14:00 */
export const longTime = (instant: string): string =>
  `${longDate(instant)}（周${WEEKDAYS[shanghai(instant).getUTCDay()]}）${clock(instant)}`;

/** Names one after another. */
export const listed = (names: readonly string[]): string => names.join('、');

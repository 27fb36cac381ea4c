export { dateOf, longTimeOf, partsOf } from '#lib/messages/dates.ts';

const DAY_MS = 86_400_000;
/** Asia/Shanghai keeps UTC+8 all year; dates of meetings are by that clock wherever the reader is. */
const OFFSET_MS = 8 * 3_600_000;

/** Whole days from today to a day (`2026-05-31`) by the council's calendar; negative when it is past. */
export const daysUntil = (day: string, now: number): number =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - Math.floor((now + OFFSET_MS) / DAY_MS) * DAY_MS) / DAY_MS);

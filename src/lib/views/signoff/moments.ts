import type { MessageKey, Values } from '#lib/messages/words.ts';

/** Says a text of the catalog. */
export type Say = (key: MessageKey, values?: Values) => string;

/** Says moments. */
type SayMoment = (key: 'signoff.moment' | 'signoff.momentShort', values?: Values) => string;

const two = (value: number): string => String(value).padStart(2, '0');

/** The council's clock: Asia/Shanghai keeps UTC+8 all year. The same on server and in browser. */
function partsOf(instant: string | number) {
  const at = new Date(new Date(instant).getTime() + 8 * 3_600_000);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    time: `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`,
  };
}

/** A moment with its year. */
export const moment = (t: SayMoment, instant: string | number): string => t('signoff.moment', partsOf(instant));

/** A moment of these weeks. */
export const shortMoment = (t: SayMoment, instant: string | number): string =>
  t('signoff.momentShort', partsOf(instant));

/** A moment as seen from another: the time alone on the same day. */
export function momentSince(t: Say, instant: string, since: string): string {
  const [at, before] = [partsOf(instant), partsOf(since)];
  const isSameDay = at.day === before.day && at.month === before.month && at.year === before.year;
  return isSameDay ? at.time : shortMoment(t, instant);
}

/** Time that is left, in hours and minutes. */
export function stretch(t: Say, milliseconds: number): string {
  const minutes = Math.max(1, Math.floor(milliseconds / 60_000));
  const hours = Math.floor(minutes / 60);
  return hours === 0
    ? t('signoff.minutesOnly', { minutes })
    : t('signoff.hoursMinutes', { hours, minutes: minutes % 60 });
}

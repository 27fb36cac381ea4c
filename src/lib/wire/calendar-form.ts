import type { CalendarYear } from '../meeting/work-calendar.ts';

/** Why a year was not taken, with the line that is wrong; `calendar.wrong.<code>` says it. */
export interface CalendarFault {
  readonly code: 'unreadable' | 'otherYear' | 'notWeekend' | 'twice' | 'empty' | 'backwards';
  readonly field: 'holidays' | 'makeUp';
  readonly said: string;
}

const DAY_MS = 86_400_000;

/** `2027-10-01`, `2027/10/1`, `10-1`, and the same with the signs for year, month and day. */
const DAY = /^(?:(\d{4})[-/.\u5e74])?(\d{1,2})[-/.\u6708](\d{1,2})\u65e5?$/;
/** The last day of a range may be a day of the same month. */
const DAY_ONLY = /^(\d{1,2})\u65e5?$/;
/** A dash with room around it, a wave, or the word for "until". */
const UNTIL = /\s*(?:\s[-\u2013\u2014]+\s|[~\uff5e\u2013\u2014]|\u81f3|\u5230)\s*/;

/** Days of the week, as the official notice puts them behind a date. */
const REMARK = /[(\uff08][^)\uff09]*[)\uff09]/g;

const two = (value: string): string => value.padStart(2, '0');

const realDay = (day: string): string | null => {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : null;
};

const dayIn = (said: string, year: string, month: string | null): string | null => {
  const whole = DAY.exec(said);
  if (whole) return realDay(`${whole[1] ?? year}-${two(whole[2]!)}-${two(whole[3]!)}`);
  const last = month === null ? null : DAY_ONLY.exec(said);
  return last ? realDay(`${year}-${month}-${two(last[1]!)}`) : null;
};

type Reading = readonly string[] | CalendarFault['code'];

const daysOf = (line: string, year: string): Reading => {
  const [from = '', to, ...more] = line.split(UNTIL);
  const first = dayIn(from, year, null);
  const last = to === undefined ? first : first && dayIn(to, year, first.slice(5, 7));
  if (!first || !last || more.length > 0) return 'unreadable';
  if (!first.startsWith(year) || !last.startsWith(year)) return 'otherYear';
  if (last < first) return 'backwards';
  const length = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
  return Array.from({ length }, (_, index) => new Date(Date.parse(first) + index * DAY_MS).toISOString().slice(0, 10));
};

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay());

const listOf = (field: CalendarFault['field'], text: string, year: string): Set<string> | CalendarFault => {
  const found = new Set<string>();
  for (const part of text.replace(REMARK, '').split(/[\n,;\uff0c\uff1b\u3001]/)) {
    const line = part.trim();
    if (line === '') continue;
    const days = daysOf(line, year);
    if (typeof days === 'string') return { code: days, field, said: line.slice(0, 60) };
    for (const day of days) found.add(day);
  }
  return found;
};

/**
 * Reads a year of the working calendar from pasted lines: a day or a range in each. Weekends in a holiday's range are
 * rest days anyway and left out; a worked day must be a Saturday or Sunday.
 */
export const readCalendarYear = (
  year: string,
  said: { readonly holidays: string; readonly makeUp: string; readonly published: boolean },
): CalendarYear | CalendarFault => {
  const holidays = listOf('holidays', said.holidays, year);
  if ('code' in holidays) return holidays;
  const makeUp = listOf('makeUp', said.makeUp, year);
  if ('code' in makeUp) return makeUp;
  const twice = [...makeUp].find((day) => holidays.has(day));
  if (twice) return { code: 'twice', field: 'makeUp', said: twice };
  const weekday = [...makeUp].find((day) => !isWeekend(day));
  if (weekday) return { code: 'notWeekend', field: 'makeUp', said: weekday };
  const rest = [...holidays].filter((day) => !isWeekend(day)).sort();
  if (said.published && rest.length === 0) return { code: 'empty', field: 'holidays', said: year };
  return { published: said.published, holidays: rest, makeUp: [...makeUp].sort() };
};

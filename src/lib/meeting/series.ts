import type { Day } from './names.ts';
import { isWorkingDay, type WorkCalendar } from './work-calendar.ts';

/**
 * When a council meets regularly. `months` between meetings: 1, 3 or 12; `first` the month of the year, 1 to 12, by which
 * they are counted. On a day of the month (the last one where it has fewer), or on the nth weekday (5: the last one).
 */
export interface SeriesRule {
  readonly months: 1 | 3 | 12;
  readonly first: number;
  readonly on:
    | { readonly day: number }
    /** `weekday`: 1 Monday to 7 Sunday. */
    | { readonly nth: 1 | 2 | 3 | 4 | 5; readonly weekday: number };
}

/** A date of the series. */
export interface SeriesDate {
  readonly day: Day;
  /** The rest day from which it was moved to the next working day; null: it stands where the rule puts it. */
  readonly movedFrom: Day | null;
  /** The year's holidays are not published; they may move it yet. */
  readonly provisional: boolean;
}

const DAY_MS = 86_400_000;
const dayOf = (time: number): Day => new Date(time).toISOString().slice(0, 10);
const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Where the rule alone puts the meeting in a month (1 to 12). */
const ruledDay = ({ on }: SeriesRule, year: number, month: number): Day => {
  const length = daysIn(year, month);
  if ('day' in on) return dayOf(Date.UTC(year, month - 1, Math.min(on.day, length)));
  const weekdayOfFirst = new Date(Date.UTC(year, month - 1, 1)).getUTCDay() || 7;
  const first = 1 + ((on.weekday - weekdayOfFirst + 7) % 7);
  const at = first + (on.nth - 1) * 7;
  return dayOf(Date.UTC(year, month - 1, at > length ? at - 7 : at));
};

/** The day, or the next working day when it is a rest day (official-documents.md, working days). */
const workedDay = (calendar: WorkCalendar, ruled: Day): SeriesDate => {
  let time = Date.parse(`${ruled}T00:00:00Z`);
  while (!isWorkingDay(calendar, dayOf(time))) time += DAY_MS;
  const day = dayOf(time);
  const provisional = ![ruled, day].every((one) => calendar.years[one.slice(0, 4)]?.published);
  return { day, movedFrom: day === ruled ? null : ruled, provisional };
};

/** The dates of a series after a day, as many as wanted, moved off rest days. */
export const seriesDates = (
  rule: SeriesRule,
  calendar: WorkCalendar,
  { after, count }: { after: Day; count: number },
): readonly SeriesDate[] => {
  const dates: SeriesDate[] = [];
  let [year = 0, month = 0] = after.split('-').map(Number);
  while (dates.length < count) {
    if ((month - rule.first + 12) % rule.months === 0) {
      const date = workedDay(calendar, ruledDay(rule, year, month));
      if (date.day > after) dates.push(date);
    }
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  return dates;
};

import type { Instant } from './names.ts';

/** A length of time before or after something. */
export interface Span {
  readonly amount: number;
  readonly unit: 'hour' | 'day' | 'workingDay';
}

/** One year's rest days that are not weekends and working days that are, as published; days as `YYYY-MM-DD`. */
export interface CalendarYear {
  readonly published: boolean;
  /** Mondays to Fridays on which nobody works. */
  readonly holidays: readonly string[];
  /** Saturdays and Sundays that are worked (调休). */
  readonly makeUp: readonly string[];
}

/** The PRC working calendar as data (domain.md rule 16); years that are not in it count Monday to Friday. */
export interface WorkCalendar {
  readonly version: string;
  readonly years: Readonly<Record<string, CalendarYear>>;
}

/** A moment that a span leads to. `provisional`: a year that is not published yet was counted by weekdays. */
export interface Due {
  readonly at: Instant;
  readonly provisional: boolean;
}

/** A calendar that knows no year: every Monday to Friday is worked, provisionally. */
export const weekdays: WorkCalendar = { version: '', years: {} };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Asia/Shanghai is UTC+8 all year (official-documents.md, working days). */
const SHANGHAI = 8 * HOUR;

const dayOf = (local: number): string => new Date(local).toISOString().slice(0, 10);

/** Whether people work on a day in Shanghai; a year that is not there goes by weekdays. */
export const isWorkingDay = (calendar: WorkCalendar, day: string): boolean => {
  const year = calendar.years[day.slice(0, 4)];
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6) return year?.makeUp.includes(day) ?? false;
  return !(year?.holidays.includes(day) ?? false);
};

const isPublished = (calendar: WorkCalendar, day: string): boolean =>
  calendar.years[day.slice(0, 4)]?.published ?? false;

/**
 * The moment a span after (or, with a negative amount, before) another. The first day is not counted; a period of days
 * that ends on a rest day after a moment ends on the next working day; days end at midnight in Shanghai, hours to the
 * minute. Source: official-documents.md, working days.
 */
export const dueAfter = (calendar: WorkCalendar, from: Instant, { amount, unit }: Span): Due => {
  const start = Date.parse(from);
  if (unit === 'hour') return { at: new Date(start + amount * HOUR).toISOString(), provisional: false };
  const midnight = Math.floor((start + SHANGHAI) / DAY) * DAY;
  if (amount < 0) return before(calendar, start, midnight, -amount, unit);
  let day = midnight;
  let provisional = false;
  const step = () => {
    day += DAY;
    provisional ||= !isPublished(calendar, dayOf(day));
  };
  if (unit === 'day') {
    day = midnight + amount * DAY;
    provisional = !isPublished(calendar, dayOf(day));
    while (!isWorkingDay(calendar, dayOf(day))) step();
  } else {
    for (let left = amount; left > 0;) {
      step();
      if (isWorkingDay(calendar, dayOf(day))) left -= 1;
    }
  }
  return { at: new Date(day + DAY - SHANGHAI - 1).toISOString(), provisional };
};

/** The last moment that is still a span before: so many days earlier at the same time of day. */
const before = (
  calendar: WorkCalendar,
  start: number,
  midnight: number,
  amount: number,
  unit: 'day' | 'workingDay',
): Due => {
  if (unit === 'day') return { at: new Date(start - amount * DAY).toISOString(), provisional: false };
  let day = midnight;
  let provisional = false;
  for (let left = amount; left > 0;) {
    day -= DAY;
    provisional ||= !isPublished(calendar, dayOf(day));
    if (isWorkingDay(calendar, dayOf(day))) left -= 1;
  }
  return { at: new Date(start - (midnight - day)).toISOString(), provisional };
};

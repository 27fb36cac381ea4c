import type { CalendarYear } from '#lib/meeting/work-calendar.ts';
import { weeksOf, type GridDay } from '../calendar-year/year-days.ts';

/** Asia/Shanghai keeps UTC+8 all year; days are by that clock wherever the reader is. */
const OFFSET_MS = 8 * 3_600_000;

/** A meeting in a calendar. `time` is Shanghai's, `14:00`. */
export interface Appointment {
  readonly id: string;
  readonly title: string;
  readonly stage: string;
  readonly time: string;
}

/** A day of the month's grid with its meetings. */
export interface MonthDay extends GridDay {
  readonly isToday: boolean;
  readonly meetings: readonly Appointment[];
}

/** A month as the home shows it; `month` as `2026-11`. */
export interface MonthView {
  readonly month: string;
  readonly previous: string;
  readonly next: string;
  readonly isCurrent: boolean;
  /** Whether the year's holidays are published. */
  readonly isPublished: boolean;
  readonly weeks: readonly (readonly (MonthDay | null)[])[];
  /** The days that have something to say: meetings, holidays and worked weekends. */
  readonly days: readonly MonthDay[];
}

const localOf = (at: string | number): string => new Date(new Date(at).getTime() + OFFSET_MS).toISOString();

const shifted = (month: string, by: number): string => {
  const at = new Date(`${month}-01T00:00:00Z`);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + by, 1)).toISOString().slice(0, 7);
};

/** The month that an address asks for; without a proper one, the month of `now`. */
export const monthIn = (asked: string | null, now: number): string =>
  asked && /^20\d\d-(0[1-9]|1[0-2])$/.test(asked) ? asked : localOf(now).slice(0, 7);

interface Summary {
  readonly id: string;
  readonly title: string;
  readonly stage: string;
  readonly startsAt: string;
}

/** A month with a person's meetings, by Shanghai's calendar. `now` in milliseconds; `year` null: nothing is known of it. */
export const monthOf = (
  month: string,
  meetings: readonly Summary[],
  { year, now }: { readonly year: CalendarYear | null; readonly now: number },
): MonthView => {
  const today = localOf(now).slice(0, 10);
  const on = (day: string): readonly Appointment[] =>
    meetings
      .filter(({ startsAt }) => localOf(startsAt).startsWith(day))
      .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))
      .map(({ id, title, stage, startsAt }) => ({ id, title, stage, time: localOf(startsAt).slice(11, 16) }));
  const weeks = weeksOf(month, year).map((week) =>
    week.map((day) => day && { ...day, isToday: day.day === today, meetings: on(day.day) }),
  );
  return {
    month,
    previous: shifted(month, -1),
    next: shifted(month, 1),
    isCurrent: today.startsWith(month),
    isPublished: year?.published ?? false,
    weeks,
    days: weeks
      .flat()
      .filter((day) => day !== null)
      .filter(({ meetings: there }) => there.length > 0),
  };
};

import { isWorkingDay, type WorkCalendar } from '#lib/meeting/work-calendar.ts';

const OFFSET_MS = 8 * 3_600_000;

/** A moment's day in Shanghai, `YYYY-MM-DD`, and time, `HH:MM`. */
export const dayAndTime = (instant: string | number): { day: string; time: string } => {
  const local = new Date(new Date(instant).getTime() + OFFSET_MS).toISOString();
  return { day: local.slice(0, 10), time: local.slice(11, 16) };
};

/** What a planner should know of a day: nothing, that nobody works then, or that its year is not published yet. */
export const noteOfDay = (calendar: WorkCalendar, day: string): 'rest' | 'provisional' | null => {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  if (!isWorkingDay(calendar, day)) return 'rest';
  return calendar.years[day.slice(0, 4)]?.published ? null : 'provisional';
};

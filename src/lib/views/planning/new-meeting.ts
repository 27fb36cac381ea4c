import type { PlannedItem } from '#lib/meeting/agenda.ts';
import { isWorkingDay, type WorkCalendar } from '#lib/meeting/work-calendar.ts';
import { dayAndTime } from './day-time.ts';

/** A matter that can be put on the agenda. */
export interface OfferedMatter {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly unitId: string | null;
}

/** What the council's charter and earlier meetings bring to a new one. */
export interface Preview {
  /** The charter's template with what arrives by itself. */
  readonly template: readonly PlannedItem[];
  readonly matters: readonly OfferedMatter[];
  readonly earlier: readonly { readonly meetingId: string; readonly title: string; readonly items: number }[];
  readonly place: string;
}

const DAY_MS = 86_400_000;
/** How many days ahead a meeting is proposed: time for a notice. */
const AHEAD = 14;

/** The first working day two weeks from now. */
export const nextDay = (calendar: WorkCalendar, now: number): string => {
  let at = now + AHEAD * DAY_MS;
  while (!isWorkingDay(calendar, dayAndTime(at).day)) at += DAY_MS;
  return dayAndTime(at).day;
};

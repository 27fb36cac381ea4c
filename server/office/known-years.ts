import chineseDays from 'chinese-days';
import type { CalendarYear } from '#lib/meeting/work-calendar.ts';

const DAY_MS = 86_400_000;
/** The package's first year. */
const FIRST = 2004;

const daysOf = (year: number): string[] => {
  const first = Date.UTC(year, 0, 1);
  const length = (Date.UTC(year + 1, 0, 1) - first) / DAY_MS;
  return Array.from({ length }, (_, index) => new Date(first + index * DAY_MS).toISOString().slice(0, 10));
};

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay());

/** A year as the package has it; null when it has no holiday in it: such a year it would call plain weekdays. */
function yearOf(year: number): CalendarYear | null {
  const days = daysOf(year);
  const holidays = days.filter((day) => !isWeekend(day) && chineseDays.isHoliday(day));
  const makeUp = days.filter((day) => isWeekend(day) && chineseDays.isWorkday(day));
  return holidays.length > 0 ? { published: true, holidays, makeUp } : null;
}

let known: Record<string, CalendarYear> | null = null;

/** The working calendar that this release brings: every published year (official-documents.md, working days). */
export function knownYears(): Readonly<Record<string, CalendarYear>> {
  if (known) return known;
  known = {};
  for (let year = FIRST; ; year += 1) {
    const found = yearOf(year);
    if (!found) return known;
    known[String(year)] = found;
  }
}

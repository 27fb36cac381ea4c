const DAY_MS = 86_400_000;

const after = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);

/** Days as lines, neighbours as one range: what the form shows and reads again. */
export const linesOf = (days: readonly string[]): string => {
  const ranges: [string, string][] = [];
  for (const day of days) {
    const last = ranges.at(-1);
    if (last && after(last[1]) === day) last[1] = day;
    else ranges.push([day, day]);
  }
  return ranges.map(([from, to]) => (from === to ? from : `${from} – ${to}`)).join('\n');
};

/** A day in a month's grid. `kind`: worked, weekend, holiday on a weekday, or a worked weekend. */
export interface GridDay {
  readonly day: string;
  readonly date: number;
  readonly kind: 'worked' | 'weekend' | 'holiday' | 'makeUp';
}

/** A month's weeks from Monday to Sunday; null where a week reaches into another month. */
export const weeksOf = (
  month: string,
  year: { readonly holidays: readonly string[]; readonly makeUp: readonly string[] } | null,
): readonly (readonly (GridDay | null)[])[] => {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const at = new Date(first);
  const length = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  const blank = (at.getUTCDay() + 6) % 7;
  const cells: (GridDay | null)[] = Array.from({ length: blank }, () => null);
  for (let date = 1; date <= length; date++) {
    const day = `${month}-${String(date).padStart(2, '0')}`;
    const isWeekend = (blank + date - 1) % 7 >= 5;
    const rest = year?.holidays.includes(day) ? 'holiday' : 'worked';
    cells.push({ day, date, kind: isWeekend ? (year?.makeUp.includes(day) ? 'makeUp' : 'weekend') : rest });
  }
  while (cells.length % 7 > 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
};

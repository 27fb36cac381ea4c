import { describe, expect, test } from 'vitest';
import { dueAfter, isWorkingDay, weekdays, type Span, type WorkCalendar } from '#lib/meeting/work-calendar.ts';
import { knownYears } from '../../server/office/known-years.ts';
import { noticed, planned } from './given.ts';

const calendar: WorkCalendar = { version: 'known', years: knownYears() };
const workingDays = (amount: number): Span => ({ amount, unit: 'workingDay' });
const days = (amount: number): Span => ({ amount, unit: 'day' });
/** Ten in the morning in Shanghai. */
const on = (day: string) => `${day}T02:00:00.000Z`;
const endOf = (day: string) => new Date(Date.parse(`${day}T16:00:00.000Z`) - 1).toISOString();

describe('the working calendar', () => {
  test.each([
    ['2026-09-30', '2026-10-10'],
    ['2026-02-13', '2026-02-25'],
    ['2026-09-24', '2026-09-30'],
  ])('[J1] The first day is not counted: three working days after %s end with %s in Shanghai', (from, until) => {
    expect(dueAfter(calendar, on(from), workingDays(3))).toEqual({ at: endOf(until), provisional: false });
  });

  test('[J1] the day is Shanghai’s, wherever it is still yesterday', () => {
    expect(dueAfter(calendar, '2026-09-23T16:30:00.000Z', workingDays(1)).at).toBe(endOf('2026-09-28'));
    expect(dueAfter(calendar, '2026-09-23T15:30:00.000Z', workingDays(1)).at).toBe(endOf('2026-09-24'));
  });

  test('[J2] A period that ends on a rest day ends on the next working day; make-up days are worked', () => {
    expect(dueAfter(calendar, on('2026-09-29'), days(3)).at).toBe(endOf('2026-10-08'));
    expect(dueAfter(calendar, on('2026-10-07'), days(3)).at).toBe(endOf('2026-10-10'));
    expect(dueAfter(calendar, on('2026-11-24'), days(3)).at).toBe(endOf('2026-11-27'));
    expect(isWorkingDay(calendar, '2026-10-10')).toBe(true);
    expect(isWorkingDay(calendar, '2026-10-11')).toBe(false);
    expect(isWorkingDay(calendar, '2026-10-01')).toBe(false);
  });

  test('[J3] Hours and days before are counted back to the same time; working days before pass over rest days', () => {
    expect(dueAfter(calendar, on('2026-11-24'), { amount: 24, unit: 'hour' }).at).toBe(on('2026-11-25'));
    expect(dueAfter(calendar, on('2026-10-08'), days(-3)).at).toBe(on('2026-10-05'));
    expect(dueAfter(calendar, on('2026-10-10'), workingDays(-3)).at).toBe(on('2026-09-30'));
  });

  test('[J4] A year that is not published is counted Monday to Friday, and what it gives is provisional', () => {
    expect(calendar.years['2027']).toBeUndefined();
    expect(dueAfter(calendar, on('2027-09-30'), workingDays(3))).toEqual({
      at: endOf('2027-10-05'),
      provisional: true,
    });
    expect(dueAfter(calendar, on('2026-12-31'), days(1))).toEqual({ at: endOf('2027-01-01'), provisional: true });
    expect(dueAfter(calendar, on('2026-12-31'), { amount: 24, unit: 'hour' }).provisional).toBe(false);
    const announced = { ...calendar.years, 2027: { published: false, holidays: ['2027-01-01'], makeUp: [] } };
    expect(dueAfter({ version: '', years: announced }, on('2026-12-31'), days(1))).toEqual({
      at: endOf('2027-01-04'),
      provisional: true,
    });
    expect(dueAfter(weekdays, on('2026-09-30'), workingDays(3)).provisional).toBe(true);
  });

  test('[J5] Every year from 2004 to 2026 is known, with its make-up days at weekends and its holidays on weekdays', () => {
    const years = knownYears();
    expect(Object.keys(years)).toEqual(Array.from({ length: 23 }, (_, index) => String(2004 + index)));
    for (const { published, holidays, makeUp } of Object.values(years)) {
      expect(published).toBe(true);
      for (const day of holidays) expect([1, 2, 3, 4, 5]).toContain(new Date(day).getUTCDay());
      for (const day of makeUp) expect([0, 6]).toContain(new Date(day).getUTCDay());
    }
  });

  test('[J6] Only the server brings a meeting the new calendar, once, and never after its end', () => {
    const update = { type: 'calendar.update', calendar } as const;
    const sitting = planned();
    sitting.refuses('convener', update, 'system_only').do('system', update);
    expect(sitting.meeting.calendar).toEqual(calendar);
    sitting.refuses('system', update, 'nothing_changed');
    const cancelled = noticed().do('convener', { type: 'meeting.cancel', reason: 'flood' });
    cancelled.refuses('system', update, 'meeting_cancelled');
  });
});

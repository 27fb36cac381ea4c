import { describe, expect, test } from 'vitest';
import { feedFile, meetingCalendarFile } from '../../server/export/calendar-file.ts';
import { noticed, planned } from '../meeting/given.ts';

/** The lines, unfolded. */
const linesOf = (file: string): string[] => file.replaceAll('\r\n ', '').split('\r\n');

/** A property's value, whatever its parameters. */
const valueOf = (file: string, name: string): string =>
  linesOf(file.slice(file.indexOf('BEGIN:VEVENT')))
    .find((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`))!
    .replace(/^[^:]*:/, '');

/** What a reader's calendar in a zone shows for a wall time of Shanghai. */
const shownIn = (zone: string, wall: string): string => {
  const [, y, mo, d, h, mi] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)/.exec(wall)!;
  const at = new Date(`${y}-${mo}-${d}T${h}:${mi}:00+08:00`);
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(at);
};

const starting = (startsAt: string) =>
  planned().do('convener', { type: 'meeting.revise', startsAt }).do('convener', { type: 'notice.send' });

describe('a meeting’s calendar file', () => {
  test('tells the time of Shanghai with its zone, whatever the server’s own zone is', () => {
    const file = meetingCalendarFile(noticed().meeting, 'REQUEST');
    expect(linesOf(file)).toContain('DTSTART;TZID=Asia/Shanghai:20261124T140000');
    expect(linesOf(file)).toContain('DTEND;TZID=Asia/Shanghai:20261124T143000');
    expect(linesOf(file)).toContain('TZID:Asia/Shanghai');
    expect(valueOf(file, 'DTSTAMP')).toMatch(/^\d{8}T\d{6}Z$/);
    expect(linesOf(file).filter((line) => line === 'BEGIN:VTIMEZONE')).toHaveLength(1);
    for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  test('a reader in New York gets the right moment before and after the clocks change', () => {
    const before = meetingCalendarFile(starting('2026-10-30T06:00:00.000Z').meeting, 'REQUEST');
    const after = meetingCalendarFile(starting('2026-11-02T06:00:00.000Z').meeting, 'REQUEST');
    expect(valueOf(before, 'DTSTART')).toBe('20261030T140000');
    expect(valueOf(after, 'DTSTART')).toBe('20261102T140000');
    expect(shownIn('America/New_York', valueOf(before, 'DTSTART'))).toBe('30/10/2026, 02:00');
    expect(shownIn('America/New_York', valueOf(after, 'DTSTART'))).toBe('02/11/2026, 01:00');
    expect(shownIn('Asia/Shanghai', valueOf(after, 'DTSTART'))).toBe('02/11/2026, 14:00');
  });

  test('keeps its UID for ever, and its sequence grows with every change', () => {
    const sitting = noticed();
    const first = meetingCalendarFile(sitting.meeting, 'REQUEST');
    sitting.do('convener', { type: 'meeting.revise', startsAt: '2026-11-25T06:00:00.000Z', place: 'Yard' });
    const untold = meetingCalendarFile(sitting.meeting, 'REQUEST');
    expect(valueOf(untold, 'DTSTART')).toBe(valueOf(first, 'DTSTART'));
    sitting.do('convener', { type: 'notice.amend', note: '' });
    const moved = meetingCalendarFile(sitting.meeting, 'REQUEST');
    expect(valueOf(moved, 'UID')).toBe(valueOf(first, 'UID'));
    expect(Number(valueOf(moved, 'SEQUENCE'))).toBeGreaterThan(Number(valueOf(first, 'SEQUENCE')));
    expect(valueOf(moved, 'DTSTART')).toBe('20261125T140000');
    expect(valueOf(moved, 'LOCATION')).toBe('Yard');
    expect(linesOf(moved)).toContain('METHOD:REQUEST');
  });

  test('a called-off meeting is taken out', () => {
    const sitting = noticed().do('convener', { type: 'meeting.cancel', reason: 'flood' });
    const file = meetingCalendarFile(sitting.meeting, 'CANCEL');
    expect(linesOf(file)).toEqual(expect.arrayContaining(['METHOD:CANCEL', 'STATUS:CANCELLED', 'UID:m1']));
  });

  test('what people write cannot add lines of its own', () => {
    const sitting = planned().do('convener', { type: 'meeting.revise', title: 'A, b; c\\d\nBEGIN:VEVENT' });
    const file = meetingCalendarFile(sitting.meeting, 'REQUEST');
    expect(linesOf(file).filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
    expect(linesOf(file)).toContain('SUMMARY:A\\, b\\; c\\\\d\\nBEGIN:VEVENT');
  });
});

describe('a person’s feed', () => {
  test('holds every meeting with its page, called-off ones marked', () => {
    const off = noticed().do('convener', { type: 'meeting.cancel', reason: 'flood' }).meeting;
    const file = feedFile('Lianxi', [
      { meeting: noticed().meeting, page: 'https://here.example/meetings/m1' },
      { meeting: { ...off, id: 'm2' }, page: 'https://here.example/meetings/m2' },
    ]);
    const lines = linesOf(file);
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2);
    expect(lines).toEqual(
      expect.arrayContaining(['UID:m1', 'UID:m2', 'STATUS:CANCELLED', 'METHOD:PUBLISH', 'X-WR-CALNAME:Lianxi']),
    );
    expect(lines.some((line) => line.includes('https://here.example/meetings/m2'))).toBe(true);
    expect(lines.filter((line) => line === 'BEGIN:VTIMEZONE')).toHaveLength(1);
  });

  test('an empty feed is a calendar all the same', () => {
    expect(linesOf(feedFile('Lianxi', [])).slice(0, 2)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0']);
  });
});

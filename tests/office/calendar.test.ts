import { afterEach, describe, expect, test } from 'vitest';
import { readCalendarYear } from '#lib/wire/calendar-form.ts';
import { openArchive, type Archive } from '../../server/archive/archive.ts';
import { openCalendarDesk } from '../../server/office/calendar-desk.ts';
import { openFeedDesk } from '../../server/office/feed-desk.ts';
import { Rooms } from '../../server/rooms/rooms.ts';
import { planUnder } from '../meeting/observed.ts';
import { deskWith, HandClock } from '../rooms/room.ts';

let archive: Archive;
afterEach(() => archive?.close());

/** The calendar desk over a store in memory; its clock stands in November 2026. */
async function open() {
  archive = await openArchive();
  const clock = new HandClock();
  const onFault = (error: unknown) => {
    throw error;
  };
  const rooms = new Rooms({ archive, clock, desk: deskWith(() => '{}'), onFault });
  return { rooms, clock, desk: openCalendarDesk({ archive, rooms, clock }) };
}

const next = { published: true, holidays: ['2027-01-01', '2027-10-01'], makeUp: ['2027-10-09'] };

describe('the working calendar of a deployment', () => {
  test('brings the years it knows, and says which is not published', async () => {
    const { desk } = await open();
    const years = await desk.years();
    expect(years.map(({ year, origin, published }) => [year, origin, published])).toEqual([
      ['2025', 'known', true],
      ['2026', 'known', true],
      ['2027', 'none', false],
      ['2028', 'none', false],
    ]);
    expect(Object.keys((await desk.current()).years)).toEqual(['2025', '2026']);
  });

  test('a year that was set stands before the known one, and the same days have the same version', async () => {
    const { desk } = await open();
    const before = await desk.current();
    await desk.set('2027', next, 'admin');
    const after = await desk.current();
    expect(after.years['2027']).toEqual(next);
    expect(after.version).not.toBe(before.version);
    await desk.set('2027', next, 'admin');
    expect((await desk.current()).version).toBe(after.version);
    expect((await desk.years()).find(({ year }) => year === '2027')).toMatchObject({ origin: 'set', published: true });
  });

  test('[J6] When a year is published the server brings it to every meeting that is not over', async () => {
    const { desk, rooms } = await open();
    const room = await rooms.create('m1');
    await room.command('manager', 'plan-the-1st', { type: 'meeting.plan', ...planUnder('presidium') });
    const off = await rooms.create('m2');
    await off.command('manager', 'plan-the-2nd', { type: 'meeting.plan', ...planUnder('presidium') });
    await off.command('manager', 'cancel-the-2nd', { type: 'meeting.cancel', reason: 'flood' });
    expect(await desk.set('2027', next, 'admin')).toBe(1);
    expect(room.meeting.calendar).toEqual(await desk.current());
    expect(off.meeting.calendar.version).toBe('known');
    expect(await desk.set('2027', next, 'admin')).toBe(0);
  });
});

describe('a pasted year', () => {
  const read = (holidays: string, makeUp = '', published = true) =>
    readCalendarYear('2027', { holidays, makeUp, published });

  test('is read from days and ranges as people and notices write them', () => {
    const year = { published: true, holidays: ['2027-01-01', '2027-10-01', '2027-10-04'], makeUp: ['2027-10-09'] };
    expect(read('2027-01-01\n2027-10-01 – 2027-10-04', '2027-10-09')).toEqual(year);
    expect(read('1月1日（周五）至3日（周日）\n10月1日至10月4日', '10月9日（周六）')).toEqual(year);
    expect(read('2027/1/1, 2027/10/1 ~ 10/4', '10-9')).toEqual(year);
  });

  test.each([
    ['nonsense', '', 'unreadable', 'holidays'],
    ['2027-02-30', '', 'unreadable', 'holidays'],
    ['2026-10-01', '', 'otherYear', 'holidays'],
    ['2027-10-07 – 2027-10-01', '', 'backwards', 'holidays'],
    ['2027-10-01', '2027-10-08', 'notWeekend', 'makeUp'],
    ['2027-10-09\n2027-10-01', '2027-10-09', 'twice', 'makeUp'],
    ['', '', 'empty', 'holidays'],
    ['2027-10-02', '', 'empty', 'holidays'],
  ])('says what is wrong with %j and %j: %s', (holidays, makeUp, code, field) => {
    expect(read(holidays, makeUp)).toMatchObject({ code, field });
  });

  test('a year that is not published may be empty', () => {
    expect(read('', '', false)).toEqual({ published: false, holidays: [], makeUp: [] });
  });
});

describe('a person’s feed', () => {
  test('has a secret address that dies when it is renewed', async () => {
    const { rooms, clock } = await open();
    const desk = openFeedDesk({ archive, rooms, clock });
    const person = await archive.people.create({ id: 'owners', name: 'Owners', username: 'owners' });
    const room = await rooms.create('m1');
    await room.command('manager', 'plan-the-1st', { type: 'meeting.plan', ...planUnder('presidium') });
    const keyOf = (path: string) => /^\/feeds\/([A-Za-z0-9_-]{32})\.ics$/.exec(path)![1]!;
    const key = keyOf(await desk.pathOf(person.id));
    expect(keyOf(await desk.pathOf(person.id))).toBe(key);
    expect(await desk.file(key, 'https://here.example')).not.toContain('UID:m1');
    await room.command('manager', 'notice-the-1st', { type: 'notice.send' });
    expect(await desk.file(key, 'https://here.example')).toContain('UID:m1');
    const other = keyOf(await desk.renew(person.id));
    expect(await desk.file(key, 'https://here.example')).toBeNull();
    expect(await desk.file(other, 'https://here.example')).toContain('https://here.example/meetings/m1');
    expect(await desk.file('', 'https://here.example')).toBeNull();
  });
});

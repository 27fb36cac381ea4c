import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Archive } from '../../server/archive/archive.ts';
import { fileStore, memoryStore, postgresStore, type StoreUnderTest } from './stores.ts';

const postgres = await postgresStore();
const stores = [memoryStore(), fileStore(), ...(postgres ? [postgres] : [])];
const now = '2026-11-24T02:00:00.000Z';
const later = '2026-11-24T02:05:00.000Z';

describe.each(stores)('plans on $name', (store: StoreUnderTest) => {
  let archive: Archive;
  beforeAll(async () => {
    archive = await store.open();
  });
  afterAll(async () => {
    await archive.close();
    await store.drop();
  });

  const take = (councilId: string, meetingId: string, at = now) =>
    archive.plans.takeNumber({ councilId, year: 2026, meetingId }, at);

  test('many at once take as many numbers, the same meeting one', async () => {
    const wanted = Array.from({ length: 20 }, (_, n) => `many-${n % 10}`);
    const numbers = await Promise.all(wanted.map((meetingId) => take('many', meetingId)));
    expect(numbers.slice(10)).toEqual(numbers.slice(0, 10));
    expect(numbers.slice(0, 10).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('a number given back is taken again, and so is one whose meeting never came', async () => {
    expect([await take('back', 'b1'), await take('back', 'b2'), await take('back', 'b3')]).toEqual([1, 2, 3]);
    await archive.plans.giveBack('b2');
    expect(await take('back', 'b4')).toBe(2);
    expect(await take('back', 'b5', later)).toBe(1);
  });

  test('numbers go on behind those that logs tell', async () => {
    await archive.plans.note({ councilId: 'noted', year: 2026, n: 7, meetingId: 'n7' }, now);
    await archive.plans.note({ councilId: 'noted', year: 2026, n: 7, meetingId: 'n7' }, now);
    expect(await take('noted', 'n8')).toBe(8);
    expect(await archive.plans.takeNumber({ councilId: 'noted', year: 2027, meetingId: 'n1' }, now)).toBe(1);
  });

  test('a series is kept and kept anew', async () => {
    const series = { rule: '{}', time: '14:00', place: 'Hall', link: '', changedAt: now, changedBy: 'p' };
    expect(await archive.plans.series('c')).toBe(null);
    await archive.plans.keepSeries('c', series);
    await archive.plans.keepSeries('c', { ...series, place: 'Hall 2' });
    expect(await archive.plans.series('c')).toEqual({ ...series, place: 'Hall 2' });
  });

  test('a file under an id that is there already stays the first one', async () => {
    const file = { id: 'same', councilId: 'c', name: 'a.pdf', type: 'application/pdf', at: now, by: 'p' };
    const bytes = [Buffer.from('one'), Buffer.from('two')];
    const kept = await Promise.all(bytes.map((each) => archive.files.keep({ ...file, bytes: each })));
    expect(kept[1]).toEqual(kept[0]);
    expect((await archive.files.bytes('same'))!.length).toBe(3);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { charterOf } from '#lib/meeting/charters/charters.ts';
import type { Archive, CouncilSeat } from '../../server/archive/archive.ts';
import { memoryStore, postgresStore, type StoreUnderTest } from './stores.ts';

const postgres = await postgresStore();
const stores = [memoryStore(), ...(postgres ? [postgres] : [])];
const charter = charterOf('presidium')!;

describe.each(stores)('charters on $name', (store: StoreUnderTest) => {
  let archive: Archive;
  let council: string;
  let hand: { personId: CouncilSeat['personId']; at: string };
  beforeAll(async () => {
    archive = await store.open();
    council = (await archive.councils.create({ name: 'Council', charterId: 'presidium', units: [] })).id;
    const person = await archive.people.create({ name: 'Chair' });
    hand = { personId: person.id, at: '2026-11-24T06:00:00.000Z' };
  });
  afterAll(async () => {
    await archive.close();
    await store.drop();
  });

  test('[X8] of many who save at once one does, and the others are told', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const first = await Promise.all(names.map((name) => archive.charters.keep(council, 0, { ...charter, name }, hand)));
    expect(first.filter((revision) => revision !== null)).toEqual([1]);
    const next = await Promise.all(names.map((name) => archive.charters.keep(council, 1, { ...charter, name }, hand)));
    expect(next.filter((revision) => revision !== null)).toEqual([2]);
    expect(await archive.charters.draft(council)).toMatchObject({ revision: 2, by: 'Chair', at: hand.at });
    expect(await archive.charters.drop(council, 1)).toBe(false);
  });

  test('[X9] of many who publish the same version one does; the draft ends, versions stay as they are', async () => {
    const second = { ...charter, version: 2, name: 'second' };
    const done = await Promise.all([1, 2, 3].map(() => archive.charters.publish(council, second, 'note', hand)));
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await archive.charters.draft(council)).toBeNull();
    expect(await archive.charters.publish(council, { ...charter, version: 3 }, '', hand)).toBe(true);
    expect((await archive.charters.versions(council)).map(({ version }) => version)).toEqual([3, 2]);
    expect((await archive.charters.versions(council))[1]).toEqual({
      version: 2,
      charter: second,
      note: 'note',
      at: hand.at,
      by: 'Chair',
    });
    expect((await archive.charters.latest(council))?.version).toBe(3);
  });
});

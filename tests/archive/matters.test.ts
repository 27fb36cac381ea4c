import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MatterMoved, type Archive, type StoredMatter } from '../../server/archive/archive.ts';
import { memoryStore, postgresStore, type StoreUnderTest } from './stores.ts';

const at = '2026-11-24T02:00:00.000Z';
const postgres = await postgresStore();
const stores = [memoryStore(), ...(postgres ? [postgres] : [])];

describe.each(stores)('matters on $name', (store: StoreUnderTest) => {
  let archive: Archive;
  let councilId: string;
  const step = (what: string) => ({ at, by: 'p1', name: '李文', what, detail: {} });

  beforeAll(async () => {
    archive = await store.open();
    const made = { name: '某镇联席会议', charterId: 'c', units: [{ id: 'water', name: '供水' }] };
    councilId = (await archive.councils.create(made)).id;
  });
  afterAll(async () => {
    await archive.close();
    await store.drop();
  });

  const report = (text = '路灯坏了', token: string = randomUUID()): Promise<StoredMatter> =>
    archive.matters.report({
      councilId,
      token,
      category: '路灯',
      community: '',
      place: '',
      text,
      tried: '',
      unitId: null,
      reporterId: null,
      contactName: '',
      contactPhone: '',
      photoIds: [],
      search: text,
      at,
      name: '',
    });
  const register = ({ id, version }: StoredMatter) =>
    archive.matters.move({
      matterId: id,
      seen: version,
      change: { state: 'registered' },
      numberedIn: 2026,
      step: step('register'),
    });

  test('[I2] numbers have no gaps, also when registering fails on the way', async () => {
    const matters = await Promise.all(Array.from({ length: 20 }, () => report()));
    const [stale] = matters;
    await archive.matters.move({ matterId: stale!.id, change: {}, step: step('note') });
    await expect(register(stale!)).rejects.toThrow(MatterMoved);
    const again = { ...stale!, version: stale!.version + 1 };
    const numbered = await Promise.all([again, ...matters.slice(1)].map(register));
    const numbers = numbered.map(({ number }) => number!.n).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  test('[I8, I10] two who merge crosswise end with one merged matter and no circle', async () => {
    const [one, other] = [await register(await report()), await register(await report())];
    const merge = (from: StoredMatter, into: StoredMatter) =>
      archive.matters.move({
        matterId: from.id,
        seen: from.version,
        change: { state: 'merged', targetId: into.id },
        step: step('merge'),
        other: { matterId: into.id, seen: into.version, step: step('absorb') },
      });
    const outcomes = await Promise.allSettled([merge(one, other), merge(other, one)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const after = [await archive.matters.get(one.id), await archive.matters.get(other.id)];
    expect(after.map((matter) => matter!.state).toSorted()).toEqual(['merged', 'registered']);
  });

  test('[I11] the same token is the same matter', async () => {
    const token = randomUUID();
    const [one, other] = await Promise.all([report('同一件', token), report('同一件', token)]);
    expect(one.id).toBe(other.id);
    expect(await archive.matters.history(one.id)).toHaveLength(1);
  });

  test('words are found literally, and the unnumbered come last whichever way they are sorted', async () => {
    const shed = await report('车棚 50%_漏雨');
    const search = async (...words: string[]) =>
      (
        await archive.matters.find({ councilId, words }, { order: 'number', descending: false, limit: 50, offset: 0 })
      ).map(({ id }) => id);
    expect(await search('车棚', '漏雨')).toEqual([shed.id]);
    expect(await search('50%_')).toEqual([shed.id]);
    expect(await search('5_%')).toEqual([]);
    for (const descending of [true, false]) {
      const page = { order: 'number', descending, limit: 100, offset: 0 } as const;
      const all = (await archive.matters.find({ councilId }, page)).map(({ number }) => number !== null);
      expect(all.toSorted((a, b) => Number(b) - Number(a))).toEqual(all);
    }
    expect((await archive.matters.count({ councilId, words: ['车棚'] })).submitted).toBe(1);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Archive } from '../../server/archive/archive.ts';
import { memoryStore, postgresStore, type StoreUnderTest } from './stores.ts';

const at = '2026-11-24T02:00:00.000Z';
const postgres = await postgresStore();
const stores = [memoryStore(), ...(postgres ? [postgres] : [])];
if (!postgres) test.skip('the roster on PostgreSQL: none is reachable (see TEST_DATABASE_URL)', () => {});

describe.each(stores)('the roster on $name', (store: StoreUnderTest) => {
  let archive: Archive;
  let made = 0;
  beforeAll(async () => {
    archive = await store.open();
  });
  afterAll(async () => {
    await archive.close();
    await store.drop();
  });

  test('a change of the roster is written as a whole or not at all, one after another', async () => {
    const council = await archive.councils.create({ name: '会', charterId: 'x', units: [{ id: 'a', name: '甲' }] });
    const failing = archive.roster.change(council.id, async (change) => {
      await change.addUnit(council.id, { id: 'b', name: '乙', part: 'police' });
      const person = await change.people.create({ name: '钱七' });
      await change.councils.seat({ councilId: council.id, personId: person.id, unitId: 'b', roles: ['observer'] });
      throw new Error('broken off');
    });
    await expect(failing).rejects.toThrow('broken off');
    expect(await archive.councils.get(council.id)).toEqual(council);
    const addOnce = () =>
      archive.roster.change(council.id, async (change) => {
        const { units } = (await change.councils.get(council.id))!;
        if (!units.some(({ name }) => name === '丙')) await change.addUnit(council.id, { name: '丙' });
      });
    await Promise.all([addOnce(), addOnce(), addOnce()]);
    expect((await archive.councils.get(council.id))?.units.map(({ name }) => name)).toEqual(['甲', '丙']);
    await archive.roster.change(council.id, (change) => change.retireUnit(council.id, 'a', new Date().toISOString()));
    const after = await archive.councils.get(council.id);
    expect([after?.units, after?.retired].map((units) => units?.map(({ name }) => name))).toEqual([['丙'], ['甲']]);
  });

  test('contacts are kept, hidden and shown again; working groups keep members and tasks', async () => {
    const council = await archive.councils.create({ name: '会', charterId: 'x', units: [] });
    const person = await archive.people.create({ name: '孙八' });
    expect(await archive.contacts.of(person.id)).toEqual({ email: '', phone: '' });
    await archive.contacts.set(person.id, { email: 'sun@example.cn', phone: '1' });
    await archive.contacts.hide(person.id);
    expect((await archive.contacts.many([person.id, 'nobody'])).size).toBe(0);
    await archive.contacts.set(person.id, { email: 'sun@example.cn', phone: '' });
    expect([...(await archive.contacts.many([person.id]))]).toEqual([
      [person.id, { email: 'sun@example.cn', phone: '' }],
    ]);
    const group = { id: `group ${++made}`, councilId: council.id, name: '组', purpose: '事' };
    await archive.groups.keep({ ...group, members: [{ personId: person.id, lead: false }] });
    await archive.groups.keep({ ...group, name: '小组', members: [{ personId: person.id, lead: true }] });
    const task = { id: `task ${++made}`, title: '做', personId: person.id, due: '2026-12-31', doneAt: null, note: '' };
    await archive.groups.keepTask(group.id, task);
    await archive.groups.keepTask(group.id, { ...task, doneAt: at, note: '好' });
    expect(await archive.groups.ofCouncil(council.id)).toMatchObject([
      { ...group, name: '小组', members: [{ name: '孙八', lead: true }], tasks: [{ ...task, doneAt: at, note: '好' }] },
    ]);
    await archive.groups.dissolve(group.id, at);
    expect(await archive.groups.get(group.id)).toMatchObject({ dissolvedAt: at });
  });
});

import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDeskHouse, type DeskHouse } from './desk-house.ts';
import { comeIn, RawGuest, type Guest } from './desk-guest.ts';

let house: DeskHouse;
let guests: Guest[] = [];
const enter = (...args: Parameters<typeof comeIn> extends [number, ...infer Rest] ? Rest : never) => {
  const guest = comeIn(house.port, ...args);
  guests.push(guest);
  return guest;
};

beforeEach(async () => {
  house = await openDeskHouse();
});

afterEach(async () => {
  for (const guest of guests) guest.leave();
  guests = [];
  await house.close();
  expect(house.faults).toEqual([]);
});

test('[G7] two unmodified providers write together', async () => {
  const [ann, bob] = [enter('m', 'ann'), enter('m', 'bob')];
  await Promise.all([ann.synced(), bob.synced()]);
  ann.type('hello');
  await bob.reads('hello');
  bob.type(' world');
  await ann.reads('hello world');
});

test('[G6] saved is said after the commit and covers what was typed', async () => {
  const ann = enter('m', 'ann', { saved: true });
  await ann.synced();
  ann.type('kept');
  await ann.saved();
  const { state, updates } = await house.archive.minutes.load('m');
  const doc = new Y.Doc();
  for (const update of [...(state ? [state] : []), ...updates]) Y.applyUpdate(doc, update);
  expect(String(doc.getXmlFragment('minutes'))).toContain('kept');
});

test('a room that nobody is in is merged, forgotten, and read again whole', async () => {
  const ann = enter('m', 'ann', { saved: true });
  await ann.synced();
  for (const word of ['one ', 'two ', 'three']) ann.type(word);
  await ann.saved();
  ann.leave();
  await expect.poll(() => house.desk.stats().rooms).toBe(0);
  const stored = await house.archive.minutes.load('m');
  expect(stored.updates).toEqual([]);
  const bob = enter('m', 'bob');
  await bob.synced();
  expect(bob.read()).toBe('one two three');
});

test('a joiner gets exactly one state, at most 1.1 times what Yjs would send', async () => {
  const ann = enter('m', 'ann', { saved: true });
  await ann.synced();
  for (let i = 0; i < 500; i++) ann.type(`word ${i} `, i % 7);
  await ann.saved();
  const raw = new RawGuest(house.port, 'm');
  await raw.opened();
  raw.send(0, 0, new Uint8Array([0]));
  await raw.when(() => raw.messages(0, 1).length > 0);
  const doc = new Y.Doc();
  let size = 0;
  for (const message of [...raw.messages(0, 2), ...raw.messages(0, 1)]) {
    const decoder = decoding.createDecoder(message);
    decoder.pos = 2;
    size += message.length;
    Y.applyUpdate(doc, decoding.readVarUint8Array(decoder));
  }
  expect(String(doc.getXmlFragment('minutes'))).toContain('word 499');
  expect(size).toBeLessThan(Y.encodeStateAsUpdate(ann.doc).length * 1.1 + 16);
  raw.ws.close();
});

test('[G12] a reader is told and their edits stay with them', async () => {
  house.allow('eve', { write: false, late: false });
  const [ann, eve] = [enter('m', 'ann'), enter('m', 'eve')];
  await Promise.all([ann.synced(), eve.synced()]);
  expect(eve.denied).toEqual(['read_only']);
  eve.type('mine');
  ann.type('ours');
  await eve.reads((text) => text.includes('ours'));
  expect(ann.read()).toBe('ours');
  expect(eve.denied.length).toBeGreaterThan(1);
});

test('[G12] close codes say why somebody cannot come in', async () => {
  house.allow('eve', { read: false, write: false });
  const came = async (path: string, cookie: string) => {
    const raw = new RawGuest(house.port, path, { cookie });
    return raw.closed();
  };
  expect(await came('m', '')).toBe(4401);
  expect(await came('m', 'person=eve')).toBe(4403);
  expect(await came('nowhere', 'person=ann')).toBe(4404);
  expect(await came('a/b', 'person=ann')).toBe(4404);
  expect(await came('m?g=7', 'person=ann')).toBe(4409);
});

test('a foreign origin is refused before the upgrade', async () => {
  const raw = new RawGuest(house.port, 'm', { cookie: 'person=ann', origin: 'http://theirs' });
  await expect(raw.opened()).rejects.toThrow('403');
});

test('[G12] a revoked session and a lost right close the open socket', async () => {
  const [ann, bob] = [enter('m', 'ann'), enter('m', 'bob')];
  await Promise.all([ann.synced(), bob.synced()]);
  const [annGone, bobGone] = [ann.closed(), bob.closed()];
  house.revoke('ann');
  expect((await annGone).code).toBe(4401);
  house.allow('bob', null);
  house.changed('m');
  expect((await bobGone).code).toBe(4403);
});

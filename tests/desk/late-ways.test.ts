import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { startProxy } from '../faults/proxy.ts';
import { atScale } from '../scale.ts';
import { openDeskHouse, type DeskHouse } from './desk-house.ts';
import { comeIn, RawGuest, readText, type Guest } from './desk-guest.ts';

let dataDir: string;
let house: DeskHouse;
let leaving: (() => void | Promise<void>)[] = [];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'lianxi-late-'));
  house = await openDeskHouse({ dataDir });
});
afterEach(async () => {
  for (const leave of leaving.toReversed()) await leave();
  leaving = [];
  await house.close();
  expect(house.faults).toEqual([]);
  rmSync(dataDir, { recursive: true });
});

const enter = (port: number, personId: string): Guest => {
  const guest = comeIn(port, 'm', personId, { saved: true });
  leaving.push(() => guest.leave());
  return guest;
};

/** What somebody does too late, and how it looks in the difference. */
const edits: Record<string, { edit: (guest: Guest) => void; after: string }> = {
  'more text': { edit: (guest) => guest.type(' otherwise'), after: 'agreed otherwise' },
  'a deletion': { edit: (guest) => guest.doc.transact(() => guest.text().delete(0, 4)), after: 'ed' },
  'a paragraph': {
    edit: ({ doc }) => {
      const element = new Y.XmlElement('paragraph');
      element.insert(0, [new Y.XmlText('one more')]);
      doc.getXmlFragment('minutes').push([element]);
    },
    after: 'one more',
  },
  'another text in its place': {
    edit: (guest) =>
      guest.doc.transact(() => {
        guest.text().delete(0, 6);
        guest.text().insert(0, 'refused');
      }),
    after: 'refused',
  },
};

/** The ways in which an edit comes after the freeze. Each ends when the edit has been sent. */
const ways: Record<string, (bob: Guest, edit: (guest: Guest) => void) => Promise<void>> = {
  async 'a slow network'(_bob, edit) {
    const proxy = await startProxy(house.port, 60);
    leaving.push(() => proxy.close());
    const slow = enter(proxy.port, 'bob');
    await slow.reads('agreed');
    const finalised = house.finalise('m');
    edit(slow);
    await finalised;
  },
  async offline(bob, edit) {
    bob.provider.disconnect();
    edit(bob);
    await house.finalise('m');
    bob.provider.connect();
  },
  async 'a second tab that slept'(_bob, edit) {
    const tab = enter(house.port, 'bob');
    await tab.reads('agreed');
    tab.provider.disconnect();
    await house.finalise('m');
    edit(tab);
    tab.provider.connect();
  },
  async 'the bare protocol'(bob, edit) {
    const raw = new RawGuest(house.port, 'm', { cookie: 'person=bob' });
    leaving.push(() => raw.ws.close());
    await raw.opened();
    bob.provider.disconnect();
    const updates: Uint8Array[] = [];
    bob.doc.on('update', (update: Uint8Array) => updates.push(update));
    edit(bob);
    await house.finalise('m');
    for (const update of updates) raw.send(0, 2, update);
  },
  async 'a restart'(bob, edit) {
    bob.provider.disconnect();
    edit(bob);
    await house.finalise('m');
    const { port } = house;
    await house.close();
    expect(house.faults).toEqual([]);
    house = await openDeskHouse({ dataDir, port });
    bob.provider.connect();
  },
};

/** Twenty cases, and with the full proof each of them fifty times. */
const cases = Array.from({ length: atScale(1, 50) }).flatMap(() =>
  Object.keys(ways).flatMap((way) => Object.keys(edits).map((what) => [what, way] as const)),
);

test.each(cases)('[G8] %s after the freeze, by %s: kept whole, merged nowhere', async (what, way) => {
  const { edit, after } = edits[what]!;
  const ann = enter(house.port, 'ann');
  await ann.synced();
  ann.type('agreed');
  await ann.saved();
  const bob = enter(house.port, 'bob');
  await bob.reads('agreed');
  await ways[way]!(bob, edit);
  await expect.poll(() => house.archive.minutes.lateEdits('m')).toHaveLength(1);
  const [late] = await house.archive.minutes.lateEdits('m');
  expect(late).toMatchObject({ personId: 'bob', version: 1, after });
  expect(Date.parse(late!.at)).toBeGreaterThan(0);

  const version = (await house.archive.minutes.version('m', 1))!;
  const { state, updates } = await house.archive.minutes.load('m');
  const stored = new Y.Doc();
  for (const update of [...(state ? [state] : []), ...updates]) Y.applyUpdate(stored, update);
  expect(readText(stored)).toBe('agreed');
  expect(version.canonical).toBe('agreed');
  expect(await house.desk.peek('m')).toBe(version.canonical);
  const reader = enter(house.port, 'eve');
  await reader.synced();
  expect(reader.read()).toBe('agreed');
  // The kept bytes are the whole edit: put on the final text they give what the author had.
  const theirs = new Y.Doc();
  for (const update of [version.state, late!.update]) Y.applyUpdate(theirs, new Uint8Array(update));
  expect(readText(theirs)).toContain(after);
});

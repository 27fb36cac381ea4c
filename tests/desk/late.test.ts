import * as Y from 'yjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDeskHouse, type DeskHouse } from './desk-house.ts';
import { comeIn, readText, type Guest, type GuestOptions } from './desk-guest.ts';

let house: DeskHouse;
let guests: Guest[] = [];
const enter = (personId: string, options: GuestOptions = {}) => {
  const guest = comeIn(house.port, 'm', personId, options);
  guests.push(guest);
  return guest;
};
const late = () => house.archive.minutes.lateEdits('m');

beforeEach(async () => {
  house = await openDeskHouse();
});

afterEach(async () => {
  for (const guest of guests) guest.leave();
  guests = [];
  await house.close();
  expect(house.faults).toEqual([]);
});

/** Ann has written `agreed`; everything is durable. */
async function draft(): Promise<Guest> {
  const ann = enter('ann', { saved: true });
  await ann.synced();
  ann.type('agreed');
  await ann.saved();
  return ann;
}

async function storedText(): Promise<string> {
  const { state, updates } = await house.archive.minutes.load('m');
  const doc = new Y.Doc();
  for (const update of [...(state ? [state] : []), ...updates]) Y.applyUpdate(doc, update);
  return readText(doc);
}

test('[G8] what is typed after the freeze is kept as late, its author is told, nobody else sees it', async () => {
  const ann = await draft();
  const bob = enter('bob');
  await bob.reads('agreed');
  const { hash } = await house.finalise('m');
  ann.type(' otherwise');
  await expect.poll(late).toHaveLength(1);
  const [edit] = await late();
  expect(edit).toMatchObject({ personId: 'ann', version: 1, before: 'agreed', after: 'agreed otherwise' });
  expect(ann.denied).toContain('frozen');
  expect(bob.read()).toBe('agreed');
  expect(await storedText()).toBe('agreed');
  expect((await house.archive.minutes.version('m', 1))?.hash).toBe(hash);
});

test('[G8] a phone that was offline brings its edits after the freeze: kept once, however often it reconnects', async () => {
  const ann = await draft();
  ann.provider.disconnect();
  ann.type(' offline');
  ann.doc.transact(() => ann.text().delete(0, 3));
  await house.finalise('m');
  ann.provider.connect();
  await expect.poll(late).toHaveLength(1);
  ann.provider.disconnect();
  ann.provider.connect();
  await ann.synced();
  ann.type('!');
  await expect.poll(late).toHaveLength(2);
  expect((await late())[0]).toMatchObject({ before: 'agreed', after: 'eed offline' });
  expect(await storedText()).toBe('agreed');
});

test('[G8] a late edit survives a restart and does not slip in after reopening', async () => {
  const ann = await draft();
  ann.provider.disconnect();
  ann.type(' late');
  ann.doc.transact(() => ann.text().delete(0, 1));
  await house.finalise('m');
  ann.provider.connect();
  await expect.poll(late).toHaveLength(1);
  ann.provider.disconnect();
  await expect.poll(() => house.desk.stats().rooms).toBe(0);
  await house.reopen('m');
  const bob = enter('bob', { saved: true });
  await bob.reads('agreed');
  ann.provider.connect();
  await ann.synced();
  ann.type('r');
  await expect.poll(late).toHaveLength(2);
  bob.type('!');
  await bob.saved();
  expect(await storedText()).toBe('agreed!');
});

test('[G8] reopening begins a generation: clients of the one before are sent away with 4409', async () => {
  const ann = await draft();
  const bob = enter('bob', { generation: 1 });
  await bob.synced();
  await house.finalise('m');
  const gone = bob.closed();
  await house.reopen('m');
  expect((await gone).code).toBe(4409);
  ann.type(' again');
  await ann.saved();
  expect(await storedText()).toBe('agreed again');
  const second = enter('bob', { generation: 2 });
  await second.reads('agreed again');
});

test('[G8] an edit that races with the freeze is in the final text or kept as late, never lost', async () => {
  const ann = await draft();
  const bob = enter('bob');
  await bob.reads('agreed');
  const typed = 40;
  let finalised: Promise<{ state: Uint8Array }> | undefined;
  for (let i = 0; i < typed; i++) {
    bob.type('x');
    if (i === typed / 2) finalised = house.finalise('m');
    await new Promise(setImmediate);
  }
  await finalised;
  const inFinal = (await storedText()).length - 'agreed'.length;
  const lateOnes = async () => (await late()).reduce((sum, edit) => sum + edit.after.length - edit.before.length, 0);
  await expect.poll(async () => inFinal + (await lateOnes())).toBe(typed);
  expect(ann.read()).toBe(await storedText());
});

test('finalising that fails lets people write on', async () => {
  const ann = await draft();
  await house.desk.freeze('m', { id: 'm' } as never);
  ann.type('!');
  await house.desk.thaw('m');
  await ann.saved();
  expect(await storedText()).toBe('agreed!');
  expect(await late()).toEqual([]);
});

test('[G12] who never had the right to write leaves nothing behind after the freeze either', async () => {
  await draft();
  house.allow('eve', { write: false, late: false });
  const eve = enter('eve');
  await eve.reads('agreed');
  await house.finalise('m');
  eve.type('mine');
  await expect.poll(() => eve.denied.length).toBeGreaterThan(1);
  expect(await late()).toEqual([]);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { initialMeeting, type Meeting } from '#lib/meeting/meeting.ts';
import type { Role, Seat } from '#lib/meeting/seat.ts';
import { at, doorHouse, type DoorHouse } from './door-house.ts';

let door: DoorHouse;
let meeting: Meeting;

beforeEach(async () => {
  meeting = initialMeeting('m1');
  const state = async (id: string, personId: string) => (id === 'm1' && meeting.seats[personId] ? meeting : null);
  door = await doorHouse(() => ({ meetings: { state } }));
});
afterEach(() => door.close());

/** Somebody with an account and a seat in the meeting. */
async function member(username: string, role: Role = 'representative') {
  const arrived = await door.arrive(username);
  const personId = arrived.person.id;
  const seat: Seat = { personId, name: username, unitId: username, roles: [role], withdrawn: false };
  meeting = { ...meeting, seats: { ...meeting.seats, [personId]: seat } };
  return arrived;
}

const late = (personId: string, after: string, meetingId = 'm1') =>
  door.archive.minutes.keepLate(meetingId, {
    personId,
    at,
    update: new Uint8Array([0, 0]),
    before: 'agreed',
    after,
    version: 1,
  });

const read = async (cookie: string) => {
  const { json } = await door.call('GET', '/api/meetings/m1/late-edits', { cookie });
  return json.lateEdits as { id: string; name: string; after: string; dismissedAt: string | null }[];
};

test('[G8] a late edit is shown to its author and to who takes the record, to nobody else', async () => {
  const [ann, bob, recorder] = [await member('ann'), await member('bob'), await member('li', 'recorder')];
  await late(ann.person.id, 'agreed by ann');
  await late(bob.person.id, 'agreed by bob');
  await late(ann.person.id, 'of another meeting', 'm2');
  expect(await read(ann.cookie)).toEqual([
    {
      id: expect.any(String),
      personId: ann.person.id,
      name: 'ann',
      at,
      before: 'agreed',
      after: 'agreed by ann',
      version: 1,
      dismissedAt: null,
    },
  ]);
  expect((await read(bob.cookie)).map(({ after }) => after)).toEqual(['agreed by bob']);
  expect((await read(recorder.cookie)).map(({ name }) => name).toSorted()).toEqual(['ann', 'bob']);
});

test('[G8] only its author drops a late edit, once; it stays with who takes the record', async () => {
  const [ann, recorder] = [await member('ann'), await member('li', 'recorder')];
  await late(ann.person.id, 'agreed by ann');
  const [edit] = await read(ann.cookie);
  const drop = (cookie: string, meetingId = 'm1') =>
    door.call('DELETE', `/api/meetings/${meetingId}/late-edits/${edit!.id}`, { cookie });
  expect((await drop(recorder.cookie)).status).toBe(404);
  expect((await drop(ann.cookie, 'm2')).status).toBe(404);
  expect((await drop(ann.cookie)).status).toBe(204);
  expect((await drop(ann.cookie)).status).toBe(404);
  expect(await read(ann.cookie)).toEqual([]);
  expect(await read(recorder.cookie)).toMatchObject([{ name: 'ann', dismissedAt: expect.any(String) }]);
});

test('[G12] late edits and versions are not found by strangers and need a session', async () => {
  await member('ann');
  const stranger = await door.arrive('stranger');
  for (const path of ['late-edits', 'versions']) {
    expect((await door.call('GET', `/api/meetings/m1/${path}`)).status).toBe(401);
    const foreign = await door.call('GET', `/api/meetings/m1/${path}`, { cookie: stranger.cookie });
    const missing = await door.call('GET', `/api/meetings/none/${path}`, { cookie: stranger.cookie });
    expect([foreign.status, foreign.text]).toEqual([404, missing.text]);
  }
});

test('the versions of the minutes: which is in force, and how many have signed', async () => {
  const ann = await member('ann');
  const hash = 'a'.repeat(64);
  const entry = { finalisedAt: at, finalisedBy: ann.person.id, signers: ['ann'], signatures: [], objections: [], hash };
  const reopened = { at, by: ann.person.id, reason: 'a word is missing' };
  meeting = {
    ...meeting,
    versions: [
      { ...entry, version: 1, reopened },
      { ...entry, version: 2, reopened: null },
    ],
  };
  const { json } = await door.call('GET', '/api/meetings/m1/versions', { cookie: ann.cookie });
  expect(json.versions).toMatchObject([
    { version: 1, hash, current: false, signers: 1, signed: 0 },
    { version: 2, current: true, minutes: '/api/meetings/m1/minutes.json?version=2' },
  ]);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { doorHouse, plantMeeting, type DoorHouse } from './door-house.ts';

type Arrived = Awaited<ReturnType<DoorHouse['arrive']>>;

let door: DoorHouse;
beforeEach(async () => {
  door = await doorHouse();
});
afterEach(async () => {
  vi.useRealTimers();
  await door.close();
});

const password = 'a good password';
const login = (username: string) => door.call('POST', '/api/login', { body: { username, password } });

test('a personal link opens a session, again and again, until it is revoked', async () => {
  const { person: admin, cookie } = await door.arrive('admin', { admin: true });
  const guest = await door.archive.people.create({ name: '王五' });
  await plantMeeting(door.archive, 'm1', [admin.id, guest.id]);
  const made = await door.call('POST', '/api/meetings/m1/links', { cookie, body: { personId: guest.id } });
  expect(made.status).toBe(201);
  const token = (made.json.path as string).replace('/j/', '');
  expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16);
  const stored = await door.archive.db.selectFrom('join_links').selectAll().execute();
  expect(JSON.stringify(stored)).not.toContain(token);

  const first = await door.call('POST', `/api/links/${token}/redeem`);
  expect(first.json).toMatchObject({ person: { id: guest.id, username: null }, meetingId: 'm1' });
  const second = await door.call('POST', `/api/links/${token}/redeem`);
  expect((await door.call('GET', '/api/meetings', { cookie: second.cookie })).json.meetings).toHaveLength(1);

  const listed = await door.call('GET', '/api/meetings/m1/links', { cookie });
  const [link] = listed.json.links as { id: string; usedAt: string }[];
  expect(link!.usedAt).not.toBeNull();
  expect((await door.call('DELETE', `/api/links/${link!.id}`, { cookie })).status).toBe(204);
  for (const ended of [first, second])
    expect((await door.call('GET', '/api/me', { cookie: ended.cookie })).status).toBe(401);
  const dead = await door.call('POST', `/api/links/${token}/redeem`);
  const never = await door.call('POST', '/api/links/never-made/redeem');
  expect([dead.status, dead.text]).toEqual([never.status, never.text]);
});

test('nobody but an administrator makes an administrator’s link', async () => {
  const council = await door.archive.councils.create({ name: '会', charterId: 'x', units: [] });
  const secretary = await door.arrive('secretary');
  const admin = await door.arrive('admin', { admin: true });
  await door.archive.councils.seat({ councilId: council.id, personId: secretary.person.id, roles: ['secretary'] });
  await plantMeeting(door.archive, 'm1', [secretary.person.id, admin.person.id], 1, council.id);
  const make = (cookie: string) =>
    door.call('POST', '/api/meetings/m1/links', { cookie, body: { personId: admin.person.id } });
  expect((await make(secretary.cookie)).status).toBe(404);
  expect((await make(admin.cookie)).status).toBe(201);
});

test('a link expires', async () => {
  const { person, cookie } = await door.arrive('admin', { admin: true });
  await plantMeeting(door.archive, 'm1', [person.id]);
  const body = { personId: person.id, hours: 1 };
  const made = await door.call('POST', '/api/meetings/m1/links', { cookie, body });
  vi.useFakeTimers({ now: Date.now() + 3_600_001, toFake: ['Date'] });
  const outcome = await door.accounts.redeemLink((made.json.path as string).slice(3), { address: '' });
  expect(outcome).toEqual({ ok: false, code: 'link_invalid' });
});

test('who came by a link may set a username and password, and then logs in', async () => {
  const guest = await door.archive.people.create({ name: '王五' });
  await door.archive.people.create({ username: 'taken', name: '别人' });
  const { token } = await door.archive.links.create({
    personId: guest.id,
    meetingId: null,
    madeBy: null,
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
  });
  const { cookie } = await door.call('POST', `/api/links/${token}/redeem`);
  const set = (body: object) => door.call('POST', '/api/me/password', { cookie, body });
  expect((await set({ next: password })).json.error?.code).toBe('username_needed');
  expect((await set({ next: password, username: 'taken' })).json.error?.code).toBe('username_taken');
  expect((await set({ next: password, username: 'wang' })).status).toBe(204);
  expect((await login('wang')).status).toBe(200);
  expect((await set({ next: 'another password' })).json.error?.code).toBe('wrong_password');
});

test('only convener, secretary and administrators make links, for people of the meeting; others hear "not found"', async () => {
  const council = await door.archive.councils.create({ name: '会', charterId: 'x', units: [] });
  const elsewhere = await door.archive.councils.create({ name: '别会', charterId: 'x', units: [] });
  const people = await Promise.all(['convener', 'secretary', 'recorder', 'foreign'].map((name) => door.arrive(name)));
  const [convener, secretary, recorder, foreign] = people as [Arrived, Arrived, Arrived, Arrived];
  const seat = (who: Arrived, role: 'convener' | 'secretary' | 'recorder', councilId = council.id) =>
    door.archive.councils.seat({ councilId, personId: who.person.id, roles: [role] });
  await Promise.all([seat(convener, 'convener'), seat(secretary, 'secretary'), seat(recorder, 'recorder')]);
  await seat(foreign, 'convener', elsewhere.id);
  const seated = [convener, secretary, recorder].map(({ person }) => person.id);
  await plantMeeting(door.archive, 'm1', seated, 3, council.id);
  const make = (who: Arrived, meeting = 'm1', personId = recorder.person.id) =>
    door.call('POST', `/api/meetings/${meeting}/links`, { cookie: who.cookie, body: { personId } });
  expect((await make(convener)).status).toBe(201);
  expect((await make(secretary)).status).toBe(201);
  const missing = await make(convener, 'no-such-meeting');
  for (const refused of [await make(recorder), await make(foreign), await make(convener, 'm1', foreign.person.id)])
    expect([refused.status, refused.text]).toEqual([404, missing.text]);
  const [link] = await door.archive.links.listFor('m1');
  for (const who of [recorder, foreign])
    expect((await door.call('DELETE', `/api/links/${link!.id}`, { cookie: who.cookie })).status).toBe(404);
});

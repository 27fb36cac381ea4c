import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { doorHouse, type DoorHouse } from './door-house.ts';

let door: DoorHouse;
beforeEach(async () => {
  door = await doorHouse();
});
afterEach(async () => {
  vi.useRealTimers();
  await door.close();
});

const password = 'a good password';
const login = (username: string, secret = password, parts = {}) =>
  door.call('POST', '/api/login', { body: { username, password: secret }, ...parts });

test('login gives a session, me tells who it is, logout ends it', async () => {
  const { person, cookie } = await door.arrive('zhang');
  const me = await door.call('GET', '/api/me', { cookie });
  expect(me.json).toEqual({
    person: { id: person.id, name: person.name, username: 'zhang', locale: 'zh-CN', admin: false },
    seats: [],
  });
  const out = await door.call('POST', '/api/logout', { cookie });
  expect(out.status).toBe(204);
  expect(out.headers.get('set-cookie')).toMatch(/^lianxi_session=; .*Max-Age=0/);
  expect((await door.call('GET', '/api/me', { cookie })).status).toBe(401);
});

test('the cookie is HttpOnly and Lax; on https it is __Host- and Secure', async () => {
  await door.arrive('zhang');
  const answer = await login('zhang');
  expect(answer.headers.get('set-cookie')).toMatch(
    /^lianxi_session=[a-z0-9]{40}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000$/,
  );
  const { createSessionDoor } = await import('../../server/door/session.ts');
  const secure = createSessionDoor(door.archive.sessions, { secure: true });
  const person = (await door.archive.people.byUsername('zhang'))!;
  const { setCookie } = await secure.begin(person, 'password', {});
  expect(setCookie).toMatch(/^__Host-lianxi_session=[a-z0-9]{40}; Path=\/; .*; Secure$/);
  expect(await secure.visitorOf(setCookie.split(';')[0])).toMatchObject({ personId: person.id });
  secure.close();
});

test('the store holds only the hash of a session id', async () => {
  const { cookie } = await door.arrive('zhang');
  const value = cookie.split('=')[1]!;
  const rows = await door.archive.db.selectFrom('sessions').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(value);
  expect(await door.archive.sessions.get(value)).toBeNull();
  expect((await door.call('GET', '/api/me', { cookie: `lianxi_session=${rows[0]!.id}` })).status).toBe(401);
});

test('login changes the session id and ends the earlier one', async () => {
  const { cookie } = await door.arrive('zhang');
  const again = await login('zhang', password, { cookie });
  expect(again.cookie).not.toBe(cookie);
  expect((await door.call('GET', '/api/me', { cookie })).status).toBe(401);
  expect((await door.call('GET', '/api/me', { cookie: again.cookie })).status).toBe(200);
});

test('unknown user, wrong password and disabled account are answered alike', async () => {
  const { person } = await door.arrive('zhang');
  const wrong = await login('zhang', 'wrong password');
  const unknown = await login('nobody');
  await door.archive.people.setDisabled(person.id, true);
  const disabled = await login('zhang');
  expect(wrong.status).toBe(401);
  for (const other of [unknown, disabled]) expect([other.status, other.text]).toEqual([wrong.status, wrong.text]);
});

test('an unknown name is thought over as long as a known one', async () => {
  await door.arrive('zhang');
  const fastest = async (username: string) => {
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const began = performance.now();
      await door.archive.people.authenticate(username, 'not the password');
      times.push(performance.now() - began);
    }
    return Math.min(...times);
  };
  const [known, unknown] = [await fastest('zhang'), await fastest('nobody')];
  expect(unknown).toBeGreaterThan(known / 2);
});

test('guessing the current password in an open session has its limit too', async () => {
  const { cookie } = await door.arrive('zhang');
  const change = (current: string) =>
    door.call('POST', '/api/me/password', { cookie, body: { current, next: 'another password' } });
  for (let i = 0; i < 10; i++) expect((await change(`guess ${i}`)).json.error?.code).toBe('wrong_password');
  const limited = await change(password);
  expect(limited.status).toBe(429);
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('after ten failures the account waits at this address, and a success does not count', async () => {
  await door.arrive('zhang');
  await door.arrive('li');
  for (let i = 0; i < 12; i++) expect((await login('zhang')).status).toBe(200);
  const spellings = ['zhang', 'ZHANG', ' zhang ', 'ｚhang'];
  for (let i = 0; i < 10; i++) expect((await login(spellings[i % 4]!, 'wrong')).status).toBe(401);
  const limited = await login('zhang');
  expect(limited.status).toBe(429);
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(limited.json.error?.code).toBe('rate_limited');
  expect((await login('li')).status).toBe(200);
  door.clock.now += 15 * 60_000;
  expect((await login('zhang')).status).toBe(200);
});

test('an address that tries many names waits as well', async () => {
  await door.arrive('zhang');
  const limited = [];
  for (let i = 0; i < 220; i++) limited.push(door.accounts.redeemLink(`guess ${i}`, { address: '10.0.0.9' }));
  const outcomes = await Promise.all(limited);
  expect(outcomes.filter((outcome) => !outcome.ok && outcome.code === 'rate_limited')).toHaveLength(20);
  const blocked = await door.accounts.login({ username: 'zhang', password }, { address: '10.0.0.9' });
  expect(blocked).toMatchObject({ ok: false, code: 'rate_limited' });
  expect((await login('zhang')).status).toBe(200);
});

test('sessions end after 7 idle days and after 30 days whatever happens', async () => {
  const { cookie } = await door.arrive('zhang');
  const day = 86_400_000;
  const start = Date.now();
  const alive = async (days: number) => {
    vi.useFakeTimers({ now: start + days * day, toFake: ['Date'] });
    return (await door.sessions.visitorOf(cookie)) !== null;
  };
  for (const days of [5, 10, 15, 20, 25, 29.9]) expect(await alive(days)).toBe(true);
  expect(await alive(30.1)).toBe(false);
  vi.useRealTimers();
  const { cookie: idle } = await login('zhang');
  vi.useFakeTimers({ now: start + 7.1 * day, toFake: ['Date'] });
  expect(await door.sessions.visitorOf(idle)).toBeNull();
});

test('a changed password ends the other sessions and keeps this one', async () => {
  const { cookie } = await door.arrive('zhang');
  const { cookie: other } = await login('zhang');
  const change = (body: object) => door.call('POST', '/api/me/password', { cookie, body });
  expect((await change({ current: 'wrong', next: 'another password' })).json.error?.code).toBe('wrong_password');
  expect((await change({ current: password, next: 'short' })).status).toBe(400);
  expect((await change({ current: password, next: 'another password' })).status).toBe(204);
  expect((await door.call('GET', '/api/me', { cookie })).status).toBe(200);
  expect((await door.call('GET', '/api/me', { cookie: other })).status).toBe(401);
  expect((await login('zhang')).status).toBe(401);
  expect((await login('zhang', 'another password')).status).toBe(200);
});

test('people list and end their own sessions, and nobody else’s', async () => {
  const { cookie } = await door.arrive('zhang');
  await login('zhang', password, { headers: { 'User-Agent': 'Mozilla/5.0 (iPhone) MicroMessenger/8.0 Safari/600' } });
  const { cookie: foreign } = await door.arrive('li');
  const mine = await door.call('GET', '/api/me/sessions', { cookie });
  const sessions = mine.json.sessions as { id: string; device: string; current: boolean }[];
  expect(sessions.map(({ current }) => current).toSorted()).toEqual([false, true]);
  const phone = sessions.find(({ current }) => !current)!;
  expect(phone.device).toBe('WeChat · iPhone');
  const stolen = await door.call('DELETE', `/api/me/sessions/${phone.id}`, { cookie: foreign });
  expect([stolen.status, stolen.json.error?.code]).toEqual([404, 'not_found']);
  expect((await door.call('DELETE', `/api/me/sessions/${phone.id}`, { cookie })).status).toBe(204);
  expect((await door.call('DELETE', `/api/me/sessions/${phone.id}`, { cookie })).status).toBe(404);
  const own = sessions.find(({ current }) => current)!;
  const bye = await door.call('DELETE', `/api/me/sessions/${own.id}`, { cookie });
  expect(bye.headers.get('set-cookie')).toContain('Max-Age=0');
});

test('[G12] whoever watches a session is told once when it ends, however it ends', async () => {
  const ended: string[] = [];
  const revoked: unknown[] = [];
  door.sessions.onRevoked((what) => revoked.push(what));
  const { cookie, person } = await door.arrive('zhang');
  const visitor = (await door.sessions.visitorOf(cookie))!;
  door.sessions.watch(visitor.sessionId, () => ended.push('first tab'));
  door.sessions.watch(visitor.sessionId, () => ended.push('second tab'));
  const stop = door.sessions.watch(visitor.sessionId, () => ended.push('closed tab'));
  stop();
  await door.call('POST', '/api/logout', { cookie });
  expect(ended).toEqual(['first tab', 'second tab']);
  expect(revoked).toEqual([{ sessionId: visitor.sessionId }]);
  const next = (await door.sessions.visitorOf((await login('zhang')).cookie))!;
  const elsewhere = new Promise<void>((gone) => door.sessions.watch(next.sessionId, gone));
  await door.archive.people.setDisabled(person.id, true);
  await elsewhere;
});

test('an empty store is set up once, with the address that was printed', async () => {
  const token = (await door.accounts.beginSetup())!;
  const body = {
    username: 'admin',
    name: '管理员',
    password,
    council: { name: '联席会议', charterId: 'qiandeng-2020q1' },
    units: ['社区办', { name: '物业服务企业', part: 'company' }],
  };
  expect((await door.call('POST', '/api/setup/guess', { body })).status).toBe(404);
  const wrong = [
    { units: [] },
    { units: ['社区办', ' 社区办 '] },
    { units: ['社区办\n综治办'] },
    { username: 'two words' },
    { password: 'short' },
    { council: { ...body.council, charterId: 'unheard-of' } },
    { council: { ...body.council, name: '  ' } },
    { admin: true },
  ];
  for (const part of wrong)
    expect((await door.call('POST', `/api/setup/${token}`, { body: { ...body, ...part } })).status).toBe(400);
  const done = await door.call('POST', `/api/setup/${token}`, { body });
  expect(done.status).toBe(200);
  const me = await door.call('GET', '/api/me', { cookie: done.cookie });
  expect(me.json).toMatchObject({ person: { admin: true }, seats: [{ roles: ['secretary', 'recorder'] }] });
  const council = await door.archive.councils.get(done.json.councilId as string);
  expect(council?.units.map(({ name, part }) => [name, part])).toEqual([
    ['社区办', 'office'],
    ['物业服务企业', 'company'],
  ]);
  expect((await door.call('POST', `/api/setup/${token}`, { body })).status).toBe(404);
  expect(await door.accounts.beginSetup()).toBeNull();
});

test('[U8] set-up that fails half-way leaves nothing, and its address is good for another try', async () => {
  const token = (await door.accounts.beginSetup())!;
  const form = {
    username: 'admin',
    name: '管理员',
    password,
    council: { name: '联席会议', charterId: 'qiandeng-2020q1' },
    units: [{ name: '社区办', part: undefined }],
  };
  await door.archive.db.schema.alterTable('seats').renameTo('seats_away').execute();
  await expect(door.accounts.redeemSetup(token, form, { address: '10.0.0.1' })).rejects.toThrow();
  await door.archive.db.schema.alterTable('seats_away').renameTo('seats').execute();
  expect([await door.archive.people.isEmpty(), await door.archive.councils.list()]).toEqual([true, []]);
  expect(await door.accounts.redeemSetup(token, form, { address: '10.0.0.1' })).toMatchObject({ ok: true });
});

test('the language is the person’s own', async () => {
  const { cookie } = await door.arrive('zhang');
  expect((await door.call('POST', '/api/me/locale', { cookie, body: { locale: 'en' } })).status).toBe(204);
  expect((await door.call('GET', '/api/meetings/none', { cookie })).json.error?.message).toBe('en not_found');
});

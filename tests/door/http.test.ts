import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isApi } from '../../server/door/http.ts';
import { doorHouse, plantMeeting, type DoorHouse } from './door-house.ts';

let door: DoorHouse;
beforeEach(async () => {
  door = await doorHouse();
});
afterEach(() => door.close());

test('its own addresses, and no page’s', () => {
  for (const url of ['/api/me', '/api/x?y', '/healthz', '/readyz?z', '/metrics', '/api']) expect(isApi(url)).toBe(true);
  for (const url of ['/', '/apiary', '/healthz/x', '/login', undefined]) expect(isApi(url)).toBe(false);
});

test('a person lists their meetings', async () => {
  const { person, cookie } = await door.arrive('zhang');
  const council = await door.archive.councils.create({ name: '千灯镇联席会议', charterId: 'x', units: [] });
  await plantMeeting(door.archive, 'm1', [person.id], 1, council.id);
  await plantMeeting(door.archive, 'm2', ['someone else']);
  const { json } = await door.call('GET', '/api/meetings', { cookie });
  expect(json.meetings).toEqual([
    {
      id: 'm1',
      title: '联席会议',
      state: 'noticed',
      council: { id: council.id, name: '千灯镇联席会议' },
      starts: '2026-11-24T02:00:00.000Z',
    },
  ]);
});

test('the log comes as JSON Lines after the number one has, in any length', async () => {
  const { person, cookie } = await door.arrive('zhang');
  await plantMeeting(door.archive, 'm1', [person.id], 1203);
  const log = await door.call('GET', '/api/meetings/m1/log?since=2', { cookie });
  expect(log.headers.get('content-type')).toBe('application/jsonl; charset=utf-8');
  const lines = log.text.trimEnd().split('\n');
  expect(lines).toHaveLength(1201);
  expect(JSON.parse(lines[0]!)).toEqual({
    seq: 3,
    at: '2026-11-24T02:00:00.000Z',
    type: 'meeting.noted',
    actor: 'system',
    n: 3,
  });
  expect((await door.call('GET', '/api/meetings/m1/log?since=9999', { cookie })).text).toBe('');
  expect((await door.call('GET', '/api/meetings/m1/log', { cookie })).text.split('\n')).toHaveLength(1204);
  for (const since of ['x', '-1', '1.5', '99999999999'])
    expect((await door.call('GET', `/api/meetings/m1/log?since=${since}`, { cookie })).status).toBe(400);
});

test('minutes come in three forms, now or as of a version; unknown forms are not found', async () => {
  const { person, cookie } = await door.arrive('zhang');
  await plantMeeting(door.archive, 'm1', [person.id]);
  const version = { version: 1, hash: 'abc', canonical: '{"v":1}', state: new Uint8Array(), at: '', by: person.id };
  await door.archive.events.append('m1', 3, { events: [], answers: [], ballots: [], emptied: [], version });
  const get = (form: string) => door.call('GET', `/api/meetings/m1/minutes.${form}`, { cookie });
  expect((await get('json')).text).toBe('{"minutesOf":"m1"}');
  expect((await get('md')).text).toBe('# {"minutesOf":"m1"}');
  const page = await get('html?version=1');
  expect(page.text).toBe('<p>{"v":1}</p>');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.headers.get('x-content-sha256')).toBe('abc');
  for (const form of ['json?version=2', 'pdf', 'docx', 'exe']) expect((await get(form)).status).toBe(404);
  expect((await get('md?version=one')).status).toBe(400);
});

test('[G12] without a session every member’s address says 401, and with a foreign one "not found", in one shape', async () => {
  const { cookie, person } = await door.arrive('zhang');
  await plantMeeting(door.archive, 'm1', ['someone else']);
  const addresses: [string, string, unknown?][] = [
    ['GET', '/api/meetings/m1'],
    ['GET', '/api/meetings/m1/log'],
    ['GET', '/api/meetings/m1/minutes.html'],
    ['GET', '/api/meetings/m1/minutes.md'],
    ['GET', '/api/meetings/m1/minutes.json'],
    ['GET', '/api/meetings/m1/links'],
    ['POST', '/api/meetings/m1/links', { personId: person.id }],
    ['DELETE', '/api/links/l1'],
    ['DELETE', '/api/me/sessions/s1'],
  ];
  for (const [method, path, body] of addresses) {
    const outside = await door.call(method, path, { body });
    expect([path, outside.status, outside.json.error?.code]).toEqual([path, 401, 'no_session']);
    const foreign = await door.call(method, path, { body, cookie });
    const missing = await door.call(method, path.replace('m1', 'none'), { body, cookie });
    expect([path, foreign.status, foreign.text]).toEqual([path, 404, missing.text]);
    expect(foreign.json).toEqual({ error: { code: 'not_found', message: 'zh-CN not_found' } });
  }
  for (const path of ['/api/me', '/api/meetings', '/api/me/sessions'])
    expect((await door.call('GET', path)).status).toBe(401);
});

test('errors speak the visitor’s language, else the browser’s', async () => {
  const { cookie } = await door.arrive('zhang');
  const headers = { 'Accept-Language': 'en-GB,zh;q=0.5' };
  expect((await door.call('GET', '/api/me', { headers })).json.error?.message).toBe('en no_session');
  const own = await door.call('GET', '/api/meetings/x', { headers, cookie });
  expect(own.json.error?.message).toBe('zh-CN not_found');
});

test('addresses and methods that are not there', async () => {
  for (const path of ['/api', '/api/', '/api/nothing', '/api/me/', '/api/meetings/%E0%A4%A', '/api/meetings/a%00b'])
    expect((await door.call('GET', path)).status).toBe(404);
  expect((await door.call('GET', `/api/meetings/${'x'.repeat(81)}`)).status).toBe(404);
  const put = await door.call('PUT', '/api/login', { body: {} });
  expect([put.status, put.headers.get('allow'), put.json.error?.code]).toEqual([405, 'POST', 'method_not_allowed']);
});

test('[G13] a body that is no JSON, another type, too large, or not what was asked for is turned down', async () => {
  const post = async (body: string, type = 'application/json') => {
    const answer = await door.call('POST', '/api/login', { body, headers: { 'Content-Type': type } });
    return [answer.status, answer.json.error?.code];
  };
  const malformed = [400, 'malformed'];
  for (const body of ['', '{', 'null', '[]', '"x"', '{"username":1,"password":"x"}', '{"username":"x"}', '\ufeff{}'])
    expect(await post(body)).toEqual(malformed);
  expect(await post('{"username":"x","password":"y","admin":true}')).toEqual(malformed);
  expect(await post('{"username":"x","password":"y","__proto__":{"admin":true}}')).toEqual(malformed);
  expect(await post(`{"username":"x","password":"${'y'.repeat(300)}"}`)).toEqual(malformed);
  expect(await post('username=x', 'application/x-www-form-urlencoded')).toEqual([415, 'not_json']);
  expect(await post('{}', 'application/jsonx')).toEqual([415, 'not_json']);
  expect(await post(`{"username":"${'x'.repeat(70_000)}"}`)).toEqual([413, 'too_large']);
});

test('[G13] a body that grows beyond 64 KiB without saying so is cut off', async () => {
  const { hostname, port } = new URL(door.origin);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  const answer = new Promise<string>((heard) => {
    let text = '';
    socket.on('data', (data) => (text += data));
    socket.on('close', () => heard(text));
  });
  socket.write(
    'POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
  );
  for (let i = 0; i < 70; i++) socket.write(`400\r\n${'x'.repeat(1024)}\r\n`);
  expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
});

test('[G13] a caller who leaves in the middle of a body is no fault', async () => {
  const { hostname, port } = new URL(door.origin);
  const socket = connect(Number(port), hostname);
  socket.write('POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{');
  await new Promise((sent) => socket.write('"', sent));
  socket.destroy();
  await new Promise((closed) => socket.on('close', closed));
  expect((await door.call('GET', '/healthz')).status).toBe(200);
  expect(door.faults).toEqual([]);
});

test('a bug is answered with the id under which it is logged, and with nothing else', async () => {
  await door.close();
  door = await doorHouse(() => ({ meetings: { state: () => Promise.reject(new Error('secret detail')) } }));
  const { cookie } = await door.arrive('zhang');
  const answer = await door.call('GET', '/api/meetings/m1', { cookie });
  expect(answer.status).toBe(500);
  expect(answer.json).toEqual({ error: { code: 'fault', message: 'zh-CN fault fault-1' } });
  expect(door.faults).toHaveLength(1);
});

test('liveness, readiness and figures', async () => {
  expect((await door.call('GET', '/healthz')).json).toEqual({ ok: true });
  expect((await door.call('HEAD', '/healthz')).status).toBe(200);
  expect((await door.call('GET', '/readyz')).json).toEqual({ ok: true });
  door.house.metrics.countConnections('events', () => 12);
  door.house.metrics.committed(0.004, 3);
  const figures = await door.call('GET', '/metrics');
  expect(figures.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(figures.text).toContain('lianxi_connections{kind="events"} 12');
  expect(figures.text).toContain('lianxi_commands_total 3');
  expect(figures.text).toContain('process_cpu_seconds_total');
});

test('not ready while starting, draining, or without a store', async () => {
  await door.close();
  let ready = false;
  door = await doorHouse(() => ({ isReady: () => ready }));
  expect((await door.call('GET', '/readyz')).json.error?.code).toBe('not_ready');
  expect((await door.call('GET', '/healthz')).status).toBe(200);
  ready = true;
  expect((await door.call('GET', '/readyz')).status).toBe(200);
  await door.archive.close();
  expect((await door.call('GET', '/readyz')).status).toBe(503);
});

test('figures are for this machine, or for who has the token', async () => {
  await door.close();
  const metricsToken = 'a token of some length';
  door = await doorHouse(({ config }) => ({ config: { ...config, metricsToken } }));
  const get = (headers: Record<string, string>) => door.call('GET', '/metrics', { headers });
  expect((await get({ 'X-Forwarded-For': '10.0.0.1' })).status).toBe(404);
  expect((await get({ 'X-Forwarded-For': '10.0.0.1', Authorization: `Bearer ${metricsToken}` })).status).toBe(200);
  expect((await get({ Authorization: 'Bearer wrong' })).status).toBe(404);
});

test('every answer forbids sniffing, framing, caching and scripts', async () => {
  for (const path of ['/healthz', '/api/me', '/api/none']) {
    const { headers } = await door.call('GET', path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  }
});

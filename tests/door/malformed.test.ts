import { randomInt } from 'node:crypto';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atScale } from '../scale.ts';
import { doorHouse, plantMeeting, type DoorHouse } from './door-house.ts';

const [requests, rawStreams] = [atScale(9_000, 900_000), atScale(1_000, 100_000)];
const seed = Number(process.env.TEST_SEED ?? randomInt(2 ** 31));
const atOnce = 32;

let door: DoorHouse;
let cookie: string;
beforeAll(async () => {
  process.stderr.write(`malformed HTTP: seed ${seed}\n`);
  door = await doorHouse();
  const arrived = await door.arrive('zhang', { admin: true });
  cookie = arrived.cookie;
  await plantMeeting(door.archive, 'm1', [arrived.person.id]);
});
afterAll(() => door.close());

/** Mulberry32: the same numbers for the same seed. */
function dice(start: number) {
  let state = start;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number) => Math.floor(next() * n);
  return { below, of: <T>(list: readonly T[]): T => list[below(list.length)]! };
}
type Dice = ReturnType<typeof dice>;

const methods = ['GET', 'POST', 'DELETE', 'PUT', 'HEAD', 'OPTIONS', 'PATCH', 'TRACE'];
const segments = [
  'api', 'login', 'logout', 'me', 'sessions', 'password', 'locale', 'meetings', 'm1', 'log', 'links', 'redeem', 'setup',
  'minutes.json', 'minutes.html', 'minutes.md', 'healthz', 'metrics', '', '..', '.', '%00', '%2e%2e', '%E0%A4%A', '%',
  '__proto__', 'constructor', "'; drop table people; --", 'x'.repeat(3000),
]; // prettier-ignore
const queries = [
  '',
  '?since=0',
  '?since=1e9',
  '?since=-1',
  '?since=99999999999999999999',
  '?version=1',
  '?version[]=1',
  '?%',
  '?since=0&since=x',
];
const values: unknown[] = [
  null, true, 0, -1, 1e308, '', 'zhang', 'a good password', '\u0000', '\ud800', '<script>', '=cmd()', [], {}, [[[]]],
  { $ne: null }, 'x'.repeat(5000), ['x'], Number.MAX_SAFE_INTEGER,
]; // prettier-ignore
const keys = [
  'username',
  'password',
  'current',
  'next',
  'locale',
  'personId',
  'hours',
  '__proto__',
  'toString',
  'council',
];
const types = ['application/json', 'application/json; charset=utf-16', 'text/plain', 'multipart/form-data', ''];

function bodyFrom(roll: Dice): string {
  const kind = roll.below(6);
  if (kind === 0) return '';
  if (kind === 1) return '['.repeat(roll.below(30_000));
  const entries = Array.from({ length: roll.below(5) }, () => [roll.of(keys), roll.of(values)] as const);
  const text = `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`;
  if (kind < 4) return text;
  const place = roll.below(text.length + 1);
  return text.slice(0, place) + String.fromCodePoint(roll.below(0xd7ff)) + text.slice(place + roll.below(3));
}

function pathFrom(roll: Dice): string {
  const known = ['/api/login', '/api/me/password', '/api/me/locale', '/api/meetings/m1/links', '/api/meetings/m1/log'];
  const made = `/${Array.from({ length: roll.below(5) }, () => roll.of(segments)).join('/')}`;
  const path = roll.below(2) ? roll.of(known) : made;
  return encodeURI(path).replaceAll('%25', '%') + roll.of(queries);
}

/** @returns the status */
function sendOne(roll: Dice, agent: Agent): Promise<number> {
  const { hostname, port } = new URL(door.origin);
  const headers: Record<string, string> = { 'Content-Type': roll.of(types) };
  if (roll.below(2)) headers.Cookie = roll.below(4) ? cookie : `lianxi_session=${'%'.repeat(roll.below(200))}; ; =;`;
  if (roll.below(8) === 0) headers.Origin = roll.of(['null', 'http://evil', door.origin, 'x', '']);
  const options = { hostname, port, agent, method: roll.of(methods), path: pathFrom(roll), headers };
  const body = bodyFrom(roll);
  return new Promise((heard, broke) => {
    const req = request(options, (res) => {
      res
        .on('error', broke)
        .on('end', () => heard(res.statusCode!))
        .resume();
    });
    req.on('error', broke).end(options.method === 'GET' || options.method === 'HEAD' ? undefined : body);
  });
}

function sendRaw(roll: Dice): Promise<void> {
  const { hostname, port } = new URL(door.origin);
  const lines = [
    'GET /api/me HTTP/1.1',
    'POST /api/login HTTP/1.1',
    'GET / HTTP/9.9',
    'PRI * HTTP/2.0',
    '\u0016\u0003\u0001',
  ];
  const heads = [
    'Host: x',
    'Host:',
    'Content-Length: -1',
    'Content-Length: 10',
    'Transfer-Encoding: chunked',
    'Cookie: \u0001',
    ': x',
    'X: '.padEnd(20_000, 'y'),
  ];
  const noise = Buffer.from(Array.from({ length: roll.below(200) }, () => roll.below(256)));
  const parts = Array.from({ length: roll.below(4) }, () => roll.of(heads));
  return new Promise((closed) => {
    const socket = connect(Number(port), hostname);
    socket
      .on('error', () => {})
      .on('close', () => closed())
      .resume();
    socket.write(`${roll.of(lines)}\r\n${parts.join('\r\n')}\r\n\r\n`, 'latin1');
    socket.end(noise);
  });
}

/** Runs `count` tries, some at once. */
async function tries(count: number, one: () => Promise<unknown>): Promise<void> {
  let left = count;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await one();
    }),
  );
}

test(
  '[G13] no request, however malformed, is a fault or stops the door',
  async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
    const roll = dice(seed);
    const statuses = new Map<number, number>();
    await tries(requests, async () => {
      const status = await sendOne(roll, agent);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    });
    agent.destroy();
    await tries(rawStreams, () => sendRaw(roll));
    expect(door.faults).toEqual([]);
    expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
    for (const status of [400, 401, 403, 404, 405, 415]) expect([...statuses.keys()]).toContain(status);
    expect((await door.call('GET', '/readyz')).status).toBe(200);
    const { cookie: fresh } = await door.arrive('li');
    expect((await door.call('GET', '/api/me', { cookie: fresh })).status).toBe(200);
  },
  requests * 14,
);

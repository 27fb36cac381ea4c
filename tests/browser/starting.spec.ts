import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { root } from '../house/tree.ts';
import { Member } from '../protocol/client.ts';
import { expect, test } from './people.ts';
import { startHouse } from './running-house.ts';

/** Starts the server where it is expected to end by itself. @returns what it said and its exit code */
async function attempt(args: string[], env: Record<string, string>): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [join(root, 'server/main.ts'), ...args], {
    env: { ...process.env, FORCE_COLOR: undefined, HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const [code] = (await once(child, 'close')) as [number];
  return { code, said };
}

test('a taken port is one clear sentence', async ({ house }) => {
  const blocker = createServer();
  await new Promise<void>((listening) => blocker.listen(0, '127.0.0.1', listening));
  const { port } = blocker.address() as AddressInfo;
  const { code, said } = await attempt(['--demo'], { PORT: String(port), DATA_DIR: house.dataDir });
  await new Promise((closed) => blocker.close(closed));
  expect(code).toBe(1);
  expect(said).toContain(String(port));
  expect(said.trim().split('\n')).toHaveLength(1);
});

test('a place where one cannot listen, or a store that cannot be opened, is one clear sentence', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianxi-broken-'));
  writeFileSync(join(folder, 'lianxi.sqlite'), 'no database at all');
  const broken = await attempt([], { PORT: '0', DATA_DIR: folder });
  const away = await attempt([], { PORT: '0', DATA_DIR: join(folder, 'new'), HOST: '192.0.2.1' });
  const silent = await attempt([], { PORT: '0', DATABASE_URL: 'postgres://clerk:hunter2@127.0.0.1:1/lianxi' });
  for (const { code, said } of [broken, away, silent]) {
    expect(code).toBe(1);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(said).not.toContain('hunter2');
  }
  expect(broken.said).toContain(folder);
  expect(away.said).toContain('HOST');
  expect(silent.said).toContain('DATABASE_URL');
  rmSync(folder, { recursive: true });
});

test('everything that is wrong in the configuration is listed at once', async () => {
  const { code, said } = await attempt([], { PORT: 'abc', ORIGIN: 'nowhere', LOG_LEVEL: 'loud' });
  expect(code).toBeGreaterThan(0);
  for (const name of ['PORT', 'ORIGIN', 'LOG_LEVEL']) expect(said).toContain(name);
  expect(said).not.toContain('    at ');
});

test('a real council’s folder is left alone by the demo', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianxi-real-'));
  writeFileSync(join(folder, 'lianxi.sqlite'), 'real');
  const { code, said } = await attempt(['--demo', '--reset'], { PORT: '0', DATA_DIR: folder });
  expect(code).toBe(1);
  expect(said).toContain('DATA_DIR');
  expect(readdirSync(folder)).toEqual(['lianxi.sqlite']);
  rmSync(folder, { recursive: true });
});

test('the sample is made once and found again', async () => {
  const first = await startHouse({ dataDir: mkdtempSync(join(tmpdir(), 'lianxi-fresh-')) });
  const { dataDir } = first;
  const list = async (url: string) => {
    const login = await fetch(`${url}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ username: 'chair', password: 'lianxi-demo' }),
    });
    const cookie = login.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const { meetings } = (await (await fetch(`${url}/api/meetings`, { headers: { cookie } })).json()) as {
      meetings: { id: string; state: string }[];
    };
    return meetings;
  };
  const meetings = await list(first.url);
  expect(meetings.map(({ state }) => state).toSorted()).toEqual(['archived', 'noticed', 'planned']);
  await first.kill();
  const second = await startHouse({ dataDir });
  expect(await list(second.url)).toEqual(meetings);
  await second.stop();
});

test('SIGTERM tells everybody who is connected, writes everything out and ends within five seconds', async ({
  house,
}) => {
  const chair = await Member.login(house.url, 'chair');
  const { meetings } = await chair.json<{ meetings: { id: string; state: string }[] }>('/api/meetings');
  const meetingId = meetings.find(({ state }) => state === 'noticed')!.id;
  await chair.join(meetingId);
  const told = new Promise<string>((heard) => chair.socket.once('session:farewell', ({ reason }) => heard(reason)));
  const minutes = new WebSocket(`${house.url.replace('http', 'ws')}/yjs/${meetingId}`, {
    headers: { cookie: chair.cookie, origin: house.url },
  });
  await once(minutes, 'open');
  const closed = once(minutes, 'close');
  const slow = connect(house.port, '127.0.0.1');
  await once(slow, 'connect');
  slow
    .on('error', () => slow.destroy())
    .write('POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n');
  const began = performance.now();
  const exit = once(house.process, 'exit');
  house.process.kill('SIGTERM');
  expect(await told).toBe('restarting');
  await closed;
  expect(await exit).toEqual([0, null]);
  expect(performance.now() - began).toBeLessThan(5000);
});

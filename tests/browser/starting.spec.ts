import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../house/tree.ts';
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
  const first = await startHouse();
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

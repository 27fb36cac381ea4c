import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { accountRoutes } from '../../server/door/account-routes.ts';
import { councilRoutes } from '../../server/door/council-routes.ts';
import { lateRoutes } from '../../server/door/late-routes.ts';
import { meetingRoutes } from '../../server/door/meeting-routes.ts';
import { probeRoutes } from '../../server/door/probe-routes.ts';
import { createHouse, type House } from '../../server/house.ts';
import { createLog } from '../../server/log.ts';
import { configIn } from './house.ts';

const site = 'https://lianxi.example.cn';
const foreign: [string, string | undefined][] = [
  ['foreign', 'https://evil.com'],
  ['null', 'null'],
  ['missing', undefined],
  ['sub-domain', 'https://evil.lianxi.example.cn'],
  ['longer domain', 'https://lianxi.example.cn.evil.com'],
  ['plain http', 'http://lianxi.example.cn'],
  ['other port', 'https://lianxi.example.cn:8443'],
];

describe.each(foreign)('[G12] in production a %s Origin', (_what, origin) => {
  let house: House;
  let port: number;
  const dataDir = mkdtempSync(join(tmpdir(), 'lianxi-origins-'));
  const pages: string[] = [];
  const headers: Record<string, string> = origin === undefined ? {} : { Origin: origin };

  beforeAll(async () => {
    const config = { ...configIn(dataDir), mode: 'production' as const, origin: site, secure: true };
    house = await createHouse(config, createLog('silent'));
    port = await house.listen((req, res) => {
      pages.push(`${req.method} ${req.url}`);
      res.end();
    });
  });
  afterAll(async () => {
    await house.close();
    rmSync(dataDir, { recursive: true });
  });

  /** The status with which an upgrade is answered. */
  const upgrade = (path: string, more: Record<string, string>): Promise<number> =>
    new Promise((heard) => {
      const ws = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: more });
      ws.on('unexpected-response', (_req, res) => heard(res.statusCode!));
      ws.on('open', () => heard(101));
      ws.on('error', () => {});
    });

  test.each(['/yjs/m1', '/socket.io/?EIO=4&transport=websocket'])('is answered 403 at %s', async (path) => {
    expect(await upgrade(path, headers)).toBe(403);
    expect(await upgrade(path, { Origin: site })).toBe(101);
  });

  test('is answered 403 at long polling', async () => {
    const poll = (more: Record<string, string>) =>
      fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`, { headers: more });
    expect((await poll(headers)).status).toBe(403);
    expect((await poll({ Origin: site })).status).toBe(200);
  });

  test('gets no Socket.IO connection by any transport', async () => {
    const socket = io(`http://127.0.0.1:${port}`, { extraHeaders: headers, reconnection: false, forceNew: true });
    await new Promise<void>((refused, came) => {
      socket.once('connect_error', () => refused());
      socket.once('connect', came);
    });
    socket.close();
  });

  test('is answered 403 by every call that changes something', async () => {
    const changing = [...accountRoutes, ...meetingRoutes, ...councilRoutes, ...lateRoutes, ...probeRoutes].filter(
      ({ method }) => method !== 'GET',
    );
    expect(changing.length).toBeGreaterThan(9);
    for (const { method, path } of changing) {
      const url = `http://127.0.0.1:${port}${path.replace(/:\w+/g, 'x')}`;
      const answer = await fetch(url, { method, headers });
      expect([path, answer.status]).toEqual([path, 403]);
      expect(await answer.json()).toMatchObject({ error: { code: 'foreign_origin' } });
      expect((await fetch(url, { method, headers: { Origin: site } })).status).not.toBe(403);
    }
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s never reaches a page', async (method) => {
    pages.length = 0;
    expect((await fetch(`http://127.0.0.1:${port}/login`, { method, headers })).status).toBe(403);
    expect(pages).toEqual([]);
    await fetch(`http://127.0.0.1:${port}/login`, { method, headers: { Origin: site } });
    expect(pages).toEqual([`${method} /login`]);
  });
});

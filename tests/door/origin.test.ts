import { afterEach, expect, test } from 'vitest';
import { originAllowed } from '../../server/door/origin.ts';
import { doorHouse, type DoorHouse } from './door-house.ts';

const site = 'https://lianxi.example.cn';
const ask = (
  origin: string | undefined,
  config: { origin?: string; allowMissingOrigin: boolean },
  host = 'a.cn:3000',
) => originAllowed({ headers: { origin, host } }, config);

let door: DoorHouse | undefined;
afterEach(() => door?.close());

test.each([
  [site, true],
  ['http://lianxi.example.cn', false],
  ['https://lianxi.example.cn:8443', false],
  ['https://evil.lianxi.example.cn', false],
  ['https://lianxi.example.cn.evil.com', false],
  ['https://example.cn', false],
  ['null', false],
  ['', false],
  [undefined, false],
])('with a configured origin in production, %s is allowed: %s', (origin, allowed) => {
  expect(ask(origin, { origin: site, allowMissingOrigin: false })).toBe(allowed);
});

test.each([
  ['http://a.cn:3000', true],
  ['https://a.cn:3000', true],
  ['http://A.CN:3000', true],
  ['http://a.cn', false],
  ['http://b.a.cn:3000', false],
  ['file://', false],
  ['null', false],
  ['garbage', false],
  [undefined, true],
])('without one the Host header decides: %s is allowed: %s', (origin, allowed) => {
  expect(ask(origin, { allowMissingOrigin: true })).toBe(allowed);
});

test('every address that changes something answers 403 to a foreign, null, missing or sub-domain Origin', async () => {
  door = await doorHouse(() => ({ config: { origin: site, allowMissingOrigin: false, trustProxy: false } }));
  const changing: [string, string][] = [
    ['POST', '/api/login'],
    ['POST', '/api/logout'],
    ['POST', '/api/links/token/redeem'],
    ['POST', '/api/setup/token'],
    ['POST', '/api/me/password'],
    ['POST', '/api/me/locale'],
    ['DELETE', '/api/me/sessions/s1'],
    ['POST', '/api/meetings/m1/links'],
    ['DELETE', '/api/links/l1'],
  ];
  for (const [method, path] of changing) {
    for (const origin of ['https://evil.com', 'null', 'https://evil.lianxi.example.cn', undefined]) {
      const headers: Record<string, string> = origin === undefined ? {} : { Origin: origin };
      const answer = await door.call(method, path, { headers });
      expect([path, origin, answer.status, answer.json.error?.code]).toEqual([path, origin, 403, 'foreign_origin']);
    }
    expect((await door.call(method, path, { headers: { Origin: site } })).status).not.toBe(403);
  }
});

import type { Page } from '@playwright/test';
import { findings, nothing, overhang, visit } from './page-checks.ts';
import { expect, openReception, test as base, type Reception } from './people.ts';
import { type RunningHouse, startHouse } from './running-house.ts';

let house: RunningHouse;

/** Nobody changes anything here, so the tests of this file share a house. */
const test = base.extend<{ reception: Reception }>({
  reception: async ({ browser }, use) => {
    const reception = openReception(browser, house);
    await use(reception);
    await reception.end();
  },
});

test.beforeAll(async () => void (house = await startHouse()));
test.afterAll(() => house.stop());

/** Pages for anybody: login, a join link, a set-up address that is used up, an address that is none. */
const openPages = ['/login', '/j/never-made', '/setup/never-made', '/nowhere'];

async function signedInPages(reception: Reception): Promise<string[]> {
  const paths = ['/', '/account', '/inbox'];
  for (const state of ['noticed', 'planned', 'archived']) {
    const id = await reception.meeting(state);
    paths.push(`/meetings/${id}`);
    paths.push(`/meetings/${id}/${state === 'archived' ? 'minutes' : 'notice'}`);
    if (state === 'noticed') paths.push(`/meetings/${id}/checklist`);
  }
  return paths;
}

/** Axe on a page by day and by night. */
async function inspect(page: Page, path: string): Promise<void> {
  await visit(page, path);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect.soft(await findings(page), `${path}, ${colorScheme}`).toEqual([]);
  }
}

for (const [name, phone] of [
  ['desktop', false],
  ['phone', true],
] as const) {
  test(`axe finds nothing on any page, light and dark: ${name}`, async ({ reception }) => {
    const outside = await reception.window({ phone });
    for (const path of openPages) await inspect(outside, path);
    const { page } = await reception.admit('chair', { phone });
    for (const path of await signedInPages(reception)) await inspect(page, path);
    const convener = await reception.admit('convener', { phone });
    await inspect(convener.page, `/meetings/${await reception.meeting('noticed')}/links`);
    const admin = await reception.admit('admin', { phone });
    await inspect(admin.page, '/calendar?year=2026');
    expect(reception.errors).toEqual([]);
  });
}

test('nothing is wider than the phone, even with large letters', async ({ reception }) => {
  const outside = await reception.window({ phone: true });
  for (const path of openPages) {
    await visit(outside, path);
    expect.soft(await overhang(outside), path).toEqual(nothing);
  }
  const { page } = await reception.admit('wuye', { phone: true });
  for (const path of await signedInPages(reception)) {
    await visit(page, path);
    expect.soft(await overhang(page), path).toEqual(nothing);
  }
});

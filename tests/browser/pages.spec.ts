import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test, type Reception, type WindowOptions } from './people.ts';

/** What axe finds on a page, a line for each kind of element concerned. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) ${target.join(' ')}: ${failureSummary?.split('\n')[1]}`),
  );
}

/** Goes to a page and waits until its main part is there and the network rests. */
async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('main')).toBeVisible();
  await page.waitForLoadState('networkidle');
}

const looks: readonly (WindowOptions & { name: string })[] = [
  { name: 'desktop, light' },
  { name: 'desktop, dark', dark: true },
  { name: 'phone, light', phone: true },
  { name: 'phone, dark', phone: true, dark: true },
];

async function signedInPages(reception: Reception): Promise<string[]> {
  const paths = ['/', '/account'];
  for (const state of ['noticed', 'planned', 'archived']) {
    const id = await reception.meeting(state);
    paths.push(`/meetings/${id}`);
    if (state === 'archived') paths.push(`/meetings/${id}/minutes`);
  }
  return paths;
}

for (const { name, ...look } of looks) {
  test(`axe finds nothing on any page: ${name}`, async ({ reception }) => {
    const outside = await reception.window(look);
    await visit(outside, '/login');
    expect(await findings(outside), '/login').toEqual([]);
    const { page } = await reception.admit('chair', look);
    for (const path of await signedInPages(reception)) {
      await visit(page, path);
      expect.soft(await findings(page), path).toEqual([]);
    }
    expect(reception.errors).toEqual([]);
  });
}

test('nothing is wider than the phone, even with large letters', async ({ reception }) => {
  const { page } = await reception.admit('wuye', { phone: true });
  for (const path of await signedInPages(reception)) {
    await visit(page, path);
    for (const size of ['', '125%', '200%']) {
      await page.evaluate((fontSize) => (document.documentElement.style.fontSize = fontSize), size);
      const spare = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(spare, `${path} at ${size || '100%'}`).toBeLessThanOrEqual(0);
    }
  }
});

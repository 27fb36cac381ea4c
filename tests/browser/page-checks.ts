import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './people.ts';

/** What axe finds on a page, a line for each kind of element concerned. */
export async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) ${target.join(' ')}: ${failureSummary?.split('\n')[1]}`),
  );
}

/** Goes to a page and waits until its main part is there and the network rests. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('main')).toBeVisible();
  await page.waitForLoadState('networkidle');
}

/** By how many pixels the page is wider than its window, at usual, large and doubled letters. */
export async function overhang(page: Page): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const size of ['100%', '125%', '200%']) {
    found[size] = await page.evaluate((fontSize) => {
      document.documentElement.style.fontSize = fontSize;
      return Math.max(0, document.documentElement.scrollWidth - window.innerWidth);
    }, size);
  }
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  return found;
}

/** Nothing hangs over. */
export const nothing = { '100%': 0, '125%': 0, '200%': 0 };

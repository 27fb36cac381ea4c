import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './people.ts';

/**
 * What axe finds on a page, a line for each kind of element concerned. The same rules in a third of the time: in the page
 * itself (no page of ours has frames), and without a report on what is right.
 */
export async function findings(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
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

/** What hangs over the window's sides or is cut off by a column, at usual, large and, on phones, doubled letters. */
export async function cut(page: Page, sizes = ['100%', '125%', '200%']): Promise<string[]> {
  const found: string[] = [];
  for (const size of sizes) {
    const here = await page.evaluate((fontSize) => {
      document.documentElement.style.fontSize = fontSize;
      const isShown = (element: Element) =>
        element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest('.unseen');
      const hasText = (element: Element) =>
        [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue!.trim());
      return [...document.body.querySelectorAll<HTMLElement>('*')].filter(isShown).flatMap((element) => {
        const { left, right, width, height } = element.getBoundingClientRect();
        if (width <= 2 || height <= 2) return [];
        const { overflowX, textOverflow } = getComputedStyle(element);
        const isOver = hasText(element) && (left < -1 || right > window.innerWidth + 1);
        const isTight =
          overflowX !== 'visible' && textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1;
        const what = `${element.tagName.toLowerCase()}.${element.className} “${element.textContent.trim().slice(0, 20)}”`;
        return isOver || isTight ? [`${what} ${isOver ? 'hangs over' : 'is cut'}`] : [];
      });
    }, size);
    found.push(...here.map((each) => `${size} ${each}`));
  }
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  return found;
}

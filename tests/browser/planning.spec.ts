import type { Page } from '@playwright/test';
import { findings, nothing, overhang, visit } from './page-checks.ts';
import { expect, test } from './people.ts';

const items = (page: Page) => page.locator('[data-item]:not([data-item] [data-item])');
const titles = (page: Page) =>
  items(page).evaluateAll((rows) => rows.map((row) => row.querySelector<HTMLInputElement>('.title')!.value));

/** Drags the last item over the one before it, as a hand does. */
async function dragLastUp(page: Page): Promise<void> {
  const grips = items(page).locator('> .row > .grip');
  await page.getByRole('button', { name: '添加议程项' }).scrollIntoViewIfNeeded();
  const last = (await grips.nth(-1).boundingBox())!;
  const before = (await grips.nth(-2).boundingBox())!;
  const x = last.x + last.width / 2;
  await page.mouse.move(x, last.y + last.height / 2);
  await page.mouse.down();
  await page.mouse.move(x, before.y + 5, { steps: 12 });
  await page.mouse.up();
}

test('a convener plans from the template, moves items, and looks at a PDF that was brought', async ({ reception }) => {
  const { page } = await reception.admit('chair');
  await visit(page, '/councils/qiandeng/meetings/new');
  expect(await findings(page)).toEqual([]);
  expect(await overhang(page)).toEqual(nothing);
  await page.getByRole('button', { name: '安排会议' }).click();
  await expect(page).toHaveURL(/\/plan$/);
  await expect(page.getByText('议程已保存')).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(await findings(page)).toEqual([]);
  expect(await overhang(page)).toEqual(nothing);

  const planned = await titles(page);
  const swapped = [...planned.slice(0, -2), planned.at(-1)!, planned.at(-2)!];
  await dragLastUp(page);
  await expect.poll(() => titles(page)).toEqual(swapped);
  await page.getByLabel('第 1 项名称', { exact: true }).press('Alt+ArrowDown');
  await expect.poll(() => titles(page)).toEqual([swapped[1], swapped[0], ...swapped.slice(2)]);
  await page.getByRole('button', { name: '撤销' }).click();
  await expect.poll(() => titles(page)).toEqual(swapped);
  await page.getByRole('button', { name: '保存议程' }).click();
  await expect(page.getByText('议程已保存')).toBeVisible();

  const paper = await page.context().newPage();
  await paper.setContent('<h1>消防设施检查情况</h1>');
  const buffer = await paper.pdf();
  await paper.close();
  const fake = Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64');
  await page.locator('input[type=file]').setInputFiles([
    { name: '检查情况.pdf', mimeType: 'application/pdf', buffer },
    { name: '压缩包.pdf', mimeType: 'application/pdf', buffer: fake },
  ]);
  await expect(page.getByText('不接受这种文件')).toBeVisible();
  await page.getByRole('button', { name: '预览' }).click();
  const canvas = page.getByRole('dialog', { name: '检查情况.pdf' }).locator('canvas');
  await expect.poll(() => canvas.evaluate((drawn: HTMLCanvasElement) => drawn.height)).toBeGreaterThan(400);

  await page.reload();
  await page.waitForLoadState('networkidle');
  expect(await titles(page)).toEqual(swapped);
  await expect(page.getByText('检查情况.pdf')).toBeVisible();
});

test('who edits an agenda that somebody else has saved is told, and loses nothing', async ({ reception }) => {
  const [mine, theirs] = await Promise.all([reception.admit('chair'), reception.admit('recorder')]);
  const path = `/meetings/${await reception.meeting('planned')}/plan`;
  await Promise.all([visit(mine.page, path), visit(theirs.page, path)]);
  await mine.page.getByLabel('第 1 项名称', { exact: true }).fill('我改的开场');
  await mine.page.getByLabel('第 1 项名称', { exact: true }).press('Tab');
  await theirs.page.getByRole('button', { name: '添加议程项' }).click();
  await theirs.page.keyboard.type('对方加的一项');
  await theirs.page.keyboard.press('Tab');
  await theirs.page.getByRole('button', { name: '保存议程' }).click();
  await expect(mine.page.getByRole('alert').filter({ hasText: '他人刚刚' })).toContainText('新增“对方加的一项”');
  expect((await titles(mine.page))[0]).toBe('我改的开场');
  await mine.page.getByRole('button', { name: '改用对方的议程' }).click();
  await expect.poll(async () => (await titles(mine.page)).at(-1)).toBe('对方加的一项');
});

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { qiandeng2020q1 } from '#lib/meeting/charters/qiandeng-2020q1.ts';
import { findings, nothing, overhang, visit } from './page-checks.ts';
import { expect, test } from './people.ts';
import { startHouse } from './running-house.ts';

const head = '姓名,单位,角色,职务,邮箱,手机\n';
const others = qiandeng2020q1.members.slice(1).map(({ name }, index) => `代表${index},${name},代表,,,`);
const roster = (address: string) =>
  `${head}陆志明,,召集人,党委副书记,lu@example.cn,13800000001\n陈静,社区办,主持人、代表,主任,${address},\n${others.join('\n')}\n`;

async function upload(page: Page, text: string): Promise<void> {
  const buffer = Buffer.from(text);
  await page.getByLabel('文件').setInputFiles({ name: 'roster.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: '预览' }).click();
}

test('from nothing to a council of twelve units whose people come in by their links', async ({ browser }) => {
  const house = await startHouse({ dataDir: mkdtempSync(join(tmpdir(), 'lianxi-new-')), entry: ['server/main.ts'] });
  const printed = new URL((await house.heard(/\/setup\//)).split(' ').at(-1)!);
  const context = await browser.newContext({ baseURL: house.url });
  const page = await context.newPage();
  await visit(page, printed.pathname);
  await page.getByLabel('姓名').fill('蒋涛');
  await page.getByLabel('账号').fill('admin');
  await page.getByLabel('密码').fill('a good password');
  await page.getByLabel('名称').fill('千灯镇物业管理联席会议');
  await page.getByLabel('章程').selectOption(qiandeng2020q1.id);
  await page.getByRole('button', { name: '填入章程列举的 12 个单位' }).click();
  await expect(page.getByRole('combobox', { name: '派出所', exact: true })).toHaveValue('police');
  await page.getByRole('button', { name: '建立', exact: true }).click();
  await expect(page).toHaveURL(/\/councils\/[\w-]+$/);
  const council = new URL(page.url()).pathname;
  await expect(page.getByText('还没有代表、不能表决的单位：')).toBeVisible();
  expect(await findings(page)).toEqual([]);

  await visit(page, `${council}/members/import`);
  await upload(page, 'no,columns\n1,2\n');
  await expect(page.getByRole('alert')).toContainText('找不到“姓名”一列');
  await upload(page, roster('chen@'));
  await expect(page.getByText('第 3 行，邮箱：邮箱格式不对：“chen@”。')).toBeVisible();
  await expect(page.getByRole('button', { name: '确认导入' })).toBeDisabled();
  expect(await findings(page)).toEqual([]);
  await page.getByRole('link', { name: '换一个文件' }).click();
  await page.waitForLoadState('networkidle');
  await upload(page, roster('chen@example.cn'));
  await page.getByRole('button', { name: '确认导入' }).click();
  await expect(page.getByText('已导入：新增 13 人，更新 0 人。')).toBeVisible();

  await visit(page, `${council}/members/invitations`);
  await page.getByRole('button', { name: '给没有账号的 13 人生成链接' }).click();
  const made = page.getByRole('listitem').filter({ hasText: '陈静' }).first();
  const address = new URL((await made.locator('code').textContent())!);
  expect(address.origin).toBe(house.url);

  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: 'dark' as const };
  const guest = await (await browser.newContext({ baseURL: house.url, ...phone })).newPage();
  await guest.goto(address.pathname);
  await guest.getByRole('button', { name: '进入会议' }).tap();
  await expect(guest).toHaveURL('/');
  for (const path of [`${council}/members`, '/councils']) {
    await visit(guest, path);
    expect([path, await overhang(guest), await findings(guest)]).toEqual([path, nothing, []]);
  }
  await expect(guest.getByText('社区办（主持人、代表）')).toBeVisible();
  await guest.context().close();
  await context.close();
  await house.stop();
});

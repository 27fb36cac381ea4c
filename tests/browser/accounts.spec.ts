import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openArchive } from '../../server/archive/archive.ts';
import { demoPassword } from '../../server/demo/council.ts';
import { findings, nothing, overhang } from './page-checks.ts';
import { expect, test } from './people.ts';
import { startHouse } from './running-house.ts';

const another = 'another good password';

async function login(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('账号', { exact: true }).fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

test('a link to a meeting leads through login and back, and a wrong password keeps the name', async ({ reception }) => {
  const path = `/meetings/${await reception.meeting('archived')}/minutes?version=1`;
  const page = await reception.window();
  await page.goto(path);
  await expect(page).toHaveURL(/\/login\?next=/);
  await login(page, 'wuye', 'not the password');
  await expect(page.getByRole('alert')).toHaveText('账号或密码不对。');
  await expect(page.getByLabel('账号', { exact: true })).toHaveValue('wuye');
  await login(page, 'wuye', demoPassword);
  await expect(page).toHaveURL(path);
  await expect(page.getByRole('main')).toBeVisible();
});

test('after ten wrong passwords the page says how long to wait', async ({ reception }) => {
  const page = await reception.window();
  await page.goto('/login');
  for (let i = 0; i < 10; i++) {
    const answered = page.waitForEvent('domcontentloaded');
    await login(page, 'wuye', `wrong ${i}`);
    await answered;
  }
  const limited = page.waitForResponse((response) => response.request().method() === 'POST');
  await login(page, 'wuye', demoPassword);
  expect(Number((await limited).headers()['retry-after'])).toBeGreaterThan(0);
  await expect(page.getByRole('alert')).toContainText('分钟后再试');
});

test('without a network the form says so and keeps everything', async ({ reception }) => {
  const { page } = await reception.admit('wuye');
  await page.goto('/account');
  await page.waitForLoadState('networkidle');
  await page.getByLabel('当前密码').fill(demoPassword);
  await page.getByLabel('新密码').fill(another);
  await page.context().setOffline(true);
  await page.getByRole('button', { name: '修改密码' }).click();
  await expect(page.getByRole('alert')).toContainText('没有保存');
  await expect(page.getByLabel('新密码')).toHaveValue(another);
  await page.context().setOffline(false);
  await page.getByRole('button', { name: '修改密码' }).click();
  await expect(page.getByText('密码已修改，其他设备上的登录已退出。')).toBeVisible();
});

test('a new password logs the other devices out and keeps this one', async ({ reception }) => {
  const [{ page }, other] = [await reception.admit('wuye'), await reception.admit('wuye')];
  await page.goto('/account');
  const change = async (current: string) => {
    await page.getByLabel('当前密码').fill(current);
    await page.getByLabel('新密码').fill(another);
    await page.getByRole('button', { name: '修改密码' }).click();
  };
  await change('not the password');
  await expect(page.getByText('当前密码不对。')).toBeVisible();
  await expect(page.getByLabel('当前密码')).toBeFocused();
  await expect(page.getByLabel('新密码')).toHaveValue(another);
  await change(demoPassword);
  await expect(page.getByText('密码已修改，其他设备上的登录已退出。')).toBeVisible();
  await expect(page.getByLabel('新密码')).toHaveValue('');
  await expect(page.getByRole('button', { name: '退出此设备' })).toHaveCount(0);
  await other.page.goto('/account');
  await expect(other.page).toHaveURL('/login?next=/account');
  await login(other.page, 'wuye', demoPassword);
  await expect(other.page.getByRole('alert')).toBeVisible();
  await login(other.page, 'wuye', another);
  await expect(other.page).toHaveURL('/account');
});

test('a device that I log out is out', async ({ reception }) => {
  const [{ page }, other] = [await reception.admit('wuye'), await reception.admit('wuye', { phone: true })];
  await page.goto('/account');
  const devices = page.getByRole('region', { name: '登录中的设备' }).getByRole('listitem');
  await expect(devices).toHaveCount(2);
  await expect(devices.first()).toContainText('本设备');
  await devices.last().getByRole('button', { name: '退出此设备' }).click();
  await expect(page.getByText('该设备已退出。')).toBeVisible();
  await expect(devices).toHaveCount(1);
  await other.page.goto('/');
  await expect(other.page).toHaveURL('/login');
});

test('language, theme and size show at once and stay', async ({ reception }) => {
  const { page } = await reception.admit('wuye');
  await page.goto('/account');
  await page.waitForLoadState('networkidle');
  await page.getByLabel('深色').check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByLabel('大字').check();
  await expect(page.locator('html')).toHaveAttribute('data-size', 'large');
  await page.getByLabel('English').check();
  await expect(page.getByRole('heading', { name: 'My account' })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Dark')).toBeChecked();
  await expect(page.getByLabel('Large')).toBeChecked();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('the menu closes with Escape and wherever else one goes', async ({ reception }) => {
  const { page } = await reception.admit('wuye');
  await page.goto('/account');
  await page.waitForLoadState('networkidle');
  const me = page.locator('summary');
  const menu = page.locator('details').getByRole('link', { name: '我的账户', includeHidden: true });
  await me.click();
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(me).toBeFocused();
  await me.click();
  await page.mouse.click(300, 500);
  await expect(menu).toBeHidden();
});

test('everything about accounts works without JavaScript', async ({ browser, house }) => {
  const context = await browser.newContext({ baseURL: house.url, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/account');
  await login(page, 'wuye', 'wrong');
  await expect(page.getByRole('alert')).toHaveText('账号或密码不对。');
  await login(page, 'wuye', demoPassword);
  await expect(page).toHaveURL('/account');
  await page.getByLabel('深色').check();
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByLabel('当前密码').fill(demoPassword);
  await page.getByLabel('新密码').fill(another);
  await page.getByRole('button', { name: '修改密码' }).click();
  await expect(page.getByText('密码已修改')).toBeVisible();
  await page.locator('summary').click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page).toHaveURL('/login');
  await context.close();
});

test('a personal link enters with one tap; its person may take a username and a password', async ({
  reception,
  house,
}) => {
  const meetingId = await reception.meeting('noticed');
  const archive = await openArchive({ dataDir: house.dataDir });
  const guest = await archive.people.create({ name: '王五' });
  const link = { personId: guest.id, meetingId: null, madeBy: null };
  const { token } = await archive.links.create({ ...link, expiresAt: new Date(Date.now() + 60_000).toISOString() });
  const over = await archive.links.create({ ...link, expiresAt: new Date(Date.now() - 1).toISOString() });
  const theirs = { ...link, personId: 'wuye', meetingId };
  const known = await archive.links.create({ ...theirs, expiresAt: new Date(Date.now() + 60_000).toISOString() });
  await archive.close();

  const page = await reception.window({ phone: true });
  await page.goto(`/j/${known.token}`);
  await page.getByRole('button', { name: '进入会议' }).tap();
  await expect(page).toHaveURL(`/meetings/${meetingId}`);

  const first = await reception.window({ phone: true });
  await first.goto(`/j/${token}`);
  await first.getByRole('button', { name: '进入会议' }).tap();
  await expect(first).toHaveURL('/');
  await first.goto('/account');
  await expect(first.getByText('你目前只能用个人链接进入')).toBeVisible();
  expect(await findings(first)).toEqual([]);
  expect(await overhang(first)).toEqual(nothing);
  await first.getByLabel('账号', { exact: true }).fill('wuye');
  await first.getByLabel('新密码').fill(another);
  await first.getByRole('button', { name: '设置密码' }).tap();
  await expect(first.getByText('这个账号名已有人使用，请换一个。')).toBeVisible();
  await first.getByLabel('账号', { exact: true }).fill('王五');
  await first.getByRole('button', { name: '设置密码' }).tap();
  await expect(first.getByText('账号和密码已设置')).toBeVisible();

  const again = await reception.window({ phone: true });
  await again.goto(`/j/${token}`);
  await again.getByRole('button', { name: '进入会议' }).tap();
  await expect(again, 'a used link serves until it expires').toHaveURL('/');

  const late = await reception.window();
  await late.goto(`/j/${over.token}`);
  await late.getByRole('button', { name: '进入会议' }).click();
  await expect(late.getByRole('alert')).toContainText('请向会议秘书索取新的链接。');
  await expect(late.getByRole('button', { name: '进入会议' })).toHaveCount(0);
  expect(await findings(late)).toEqual([]);
  await late.getByRole('link', { name: '用账号登录' }).click();
  await login(late, '王五', another);
  await expect(late).toHaveURL('/');
});

test('a link is made, tapped and revoked: its person is out and the link is dead', async ({ reception }) => {
  const meetingId = await reception.meeting('noticed');
  const { page } = await reception.admit('convener');
  await page.goto(`/meetings/${meetingId}/links`);
  await page.getByLabel('发给').selectOption({ label: '吴强 · 物业服务企业' });
  await page.getByRole('button', { name: '生成链接' }).click();
  const address = (await page.getByText(/\/j\/[\w-]{32}$/).textContent())!.trim();
  const guest = await reception.window({ phone: true });
  await guest.goto(new URL(address).pathname);
  await guest.getByRole('button', { name: '进入会议' }).tap();
  await expect(guest).toHaveURL(`/meetings/${meetingId}`);
  await page.reload();
  await page.getByRole('button', { name: '撤销' }).click();
  await page.getByRole('button', { name: '确定撤销并断开' }).click();
  await expect(page.getByText('链接已撤销')).toBeVisible();
  await guest.goto('/');
  await expect(guest).toHaveURL('/login');
  await guest.goto(new URL(address).pathname);
  await guest.getByRole('button', { name: '进入会议' }).tap();
  await expect(guest.getByRole('heading', { name: '链接已失效' })).toBeVisible();
});

test('an empty store is set up once, with the address that was printed', async ({ browser }) => {
  const house = await startHouse({ dataDir: mkdtempSync(join(tmpdir(), 'lianxi-new-')), entry: ['server/main.ts'] });
  const address = new URL((await house.heard(/\/setup\//)).split(' ').at(-1)!);
  const page = await (await browser.newContext({ baseURL: house.url })).newPage();
  await page.goto('/setup/not-the-address');
  await expect(page.getByRole('heading', { name: '这个设置地址不对' })).toBeVisible();
  await page.goto(address.pathname);
  await page.waitForLoadState('networkidle');
  expect(await findings(page)).toEqual([]);
  await page.getByLabel('姓名').fill('张三');
  await page.getByLabel('账号').fill('zhang san');
  await page.getByLabel('密码').fill('short');
  await page.getByLabel('名称').fill('光明镇物业管理联席会议');
  await page.getByLabel('成员单位').fill('社区办\n综治办\n物业服务企业\n');
  await page.getByRole('button', { name: '建立' }).click();
  await expect(page.getByText('账号不能为空，也不能有空格。')).toBeVisible();
  await expect(page.getByText('密码至少 8 个字符。')).toBeVisible();
  await expect(page.getByLabel('账号')).toBeFocused();
  await expect(page.getByLabel('成员单位')).toHaveValue('社区办\n综治办\n物业服务企业\n');
  expect(await findings(page)).toEqual([]);
  await page.getByLabel('账号').fill('zhang');
  await page.getByLabel('密码').fill(another);
  await page.getByRole('button', { name: '建立' }).click();
  await expect(page).toHaveURL(/\/councils\/[\w-]+$/);
  await expect(page.getByRole('heading', { name: '光明镇物业管理联席会议' })).toBeVisible();
  await expect(page.getByRole('link', { name: '登记人员' })).toHaveAttribute('aria-current', 'step');
  await page.goto(address.pathname);
  await expect(page.getByRole('heading', { name: '已经建立过了' })).toBeVisible();
  await page.context().close();
  await house.stop();
});

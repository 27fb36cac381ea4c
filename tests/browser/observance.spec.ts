import { visit } from './page-checks.ts';
import { expect, openReception, test as base, type Reception } from './people.ts';
import { type RunningHouse, startHouse } from './running-house.ts';

let house: RunningHouse;

/** The two tests touch different things, so they share a house. */
const test = base.extend<{ reception: Reception }>({
  reception: async ({ browser }, use) => {
    const reception = openReception(browser, house);
    await use(reception);
    await reception.end();
  },
});

test.beforeAll(async () => void (house = await startHouse()));
test.afterAll(() => house.stop());

test('the home leads to what the charter wants, and the calendar to subscribers', async ({ reception }) => {
  const { page, context } = await reception.admit('convener');
  await visit(page, '/');
  await expect(page.getByRole('heading', { name: '我召集、还没有发通知的会议' })).toBeVisible();
  await expect(page.getByRole('heading', { name: '会议日历' })).toBeVisible();
  await page.getByRole('link', { name: '下个月' }).click();
  await expect(page).toHaveURL(/\?month=\d{4}-\d{2}#calendar$/);

  await visit(page, `/meetings/${await reception.meeting('planned')}/checklist`);
  await expect(page.getByRole('heading', { level: 1, name: '章程对照' })).toBeVisible();
  const lead = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: '通知时限' }) });
  await lead.getByText('章程依据').click();
  await expect(lead.getByText(/^要求：/)).toBeVisible();
  await lead.getByRole('link', { name: '发出通知' }).click();
  await expect(page).toHaveURL(/\/notice$/);

  await visit(page, '/account');
  const address = await page.getByLabel('订阅地址').inputValue();
  expect(address.startsWith(house.url)).toBe(true);
  const feed = await context.request.get(address);
  expect(await feed.text()).toContain('BEGIN:VEVENT');
  await page.getByRole('button', { name: '更换地址' }).click();
  await expect(page.getByText('地址已更换')).toBeVisible();
  expect((await context.request.get(address)).status()).toBe(404);
});

test('an administrator publishes a year; a wrong day is named and nothing is lost', async ({ reception }) => {
  const member = await reception.admit('wuye');
  expect((await member.page.goto('/calendar'))!.status()).toBe(404);
  const { page } = await reception.admit('admin');
  await visit(page, '/calendar');
  const days = page.getByLabel('放假日期');
  const makeUp = page.getByLabel('调休上班的周末');
  const year = /year=(\d{4})/.exec(
    (await page.locator('form[method="POST"][action^="/calendar"]').getAttribute('action'))!,
  )![1]!;
  await days.fill(`${year}-10-01 – ${year}-10-07`);
  await makeUp.fill(`${year}-10-06\nnonsense`);
  await page.getByLabel('国务院办公厅已公布').check();
  await page.getByRole('button', { name: '保存这一年' }).click();
  await expect(page.getByText('看不懂“nonsense”')).toBeVisible();
  await expect(days).toHaveValue(`${year}-10-01 – ${year}-10-07`);
  await expect(makeUp).toBeFocused();
  await makeUp.fill('');
  await page.getByRole('button', { name: '保存这一年' }).click();
  await expect(page.getByText(/已保存，\d+ 次未结束的会议/)).toBeVisible();
  await expect(page.getByRole('link', { name: `${year} 已公布` })).toBeVisible();
});

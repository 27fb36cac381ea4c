import { findings, nothing, overhang, visit } from './page-checks.ts';
import { expect, test } from './people.ts';

const base = '/councils/qiandeng/charter';

test('a charter is read with its sources, drafted, and published as a new version', async ({ reception }) => {
  const { page } = await reception.admit('chair');
  await visit(page, base);
  await page.getByText('出处：二、联席会议召集人').click();
  await expect(page.getByText('千灯镇党委分管物业管理工作的主管领导')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.getByRole('link', { name: '编辑章程' }).click();
  const due = page.getByRole('region', { name: '纪要时限' });
  await due.getByRole('spinbutton').fill('48');
  await expect(page.getByText(/草稿已于 .* 保存；与现行章程有 1 处不同/)).toBeVisible();
  const titles = page.getByRole('textbox', { name: '议程项', exact: true });
  await titles.first().fill('');
  await expect(page.getByRole('status').filter({ hasText: '议程模板没有填好，修改存于本机' })).toBeVisible();
  await page.reload();
  await expect(titles.first()).toHaveValue('');
  await titles.first().fill('情况通报');
  await expect(page.getByText(/草稿已于 .* 保存；与现行章程有 1 处不同/)).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: '发布新版本' }).click();
  await page.getByLabel('修改说明').fill('经会议议定');
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: '发布第 2 版' }).click();
  await expect(page.getByRole('heading', { name: '历次版本' })).toBeVisible();
  await expect(page.getByText('与上一版相比变动：纪要时限')).toBeVisible();
});

test('two who draft at once are told of each other, also on a phone', async ({ reception }) => {
  const { page: one } = await reception.admit('chair');
  const { page: other } = await reception.admit('recorder', { phone: true });
  for (const page of [one, other]) await visit(page, `${base}/edit`);
  expect(await overhang(other)).toEqual(nothing);
  const place = { name: '固定地点（留空则每次另定）' };
  await one.getByRole('textbox', place).fill('一号会议室');
  await expect(one.getByText(/草稿已于 .* 保存/)).toBeVisible();
  await other.getByRole('textbox', place).fill('二号会议室');
  await expect(other.getByText('陈静于')).toBeVisible();
  await other.getByRole('button', { name: '保留我的修改' }).click();
  await expect(other.getByText(/草稿已于 .* 保存/)).toBeVisible();
  await one.getByRole('textbox', place).fill('三号会议室');
  await one.getByRole('button', { name: '改用对方的草稿' }).click();
  await expect(one.getByRole('textbox', place)).toHaveValue('二号会议室');
});

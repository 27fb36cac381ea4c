import { expect, test } from './people.ts';

test('a notice is composed and sent, and a unit answers it from a phone by sending a deputy', async ({ reception }) => {
  const id = await reception.meeting('planned');
  const convener = (await reception.admit('recorder')).page;
  await convener.goto(`/meetings/${id}/notice`);
  await convener.getByLabel('有关要求').fill('请携带维修进度表');
  await convener.getByLabel('联系人').fill('李文 0512-1234');
  const paper = convener.getByTestId('notice-paper');
  await expect(paper).toContainText('请携带维修进度表');
  await convener.getByRole('button', { name: '发送通知' }).click();
  await expect(convener.getByRole('status')).toContainText('通知已发出');
  await expect(convener.getByRole('region', { name: '送达与回执' })).toContainText('未回执 12');

  const unit = (await reception.admit('wuye', { phone: true })).page;
  await unit.goto('/inbox');
  await unit
    .getByRole('button', { name: /会议通知.*第/ })
    .first()
    .click();
  await expect(unit.getByTestId('notice-paper')).toContainText('李文 0512-1234');
  await unit.getByLabel('委托').check();
  await unit.getByRole('button', { name: '提交回执' }).click();
  await expect(unit.getByText('请填写受委托人的姓名')).toBeVisible();
  await unit.getByLabel('受委托人姓名').fill('丁一');
  await unit.getByRole('button', { name: '提交回执' }).click();
  const reply = unit.locator('#reply');
  await expect(reply).toContainText('丁一');
  await unit.getByRole('button', { name: '生成丁一的入会链接' }).click();
  const link = await reply.locator('.address').textContent();

  const deputy = await reception.window({ phone: true });
  await deputy.goto(link!);
  await deputy.getByRole('button', { name: '进入会议' }).click();
  await expect(deputy).toHaveURL(new RegExp(`/meetings/${id}$`));

  await convener.reload();
  const board = convener.getByRole('region', { name: '送达与回执' });
  const row = board.getByRole('listitem').filter({ has: convener.getByRole('heading', { name: '物业服务企业' }) });
  await expect(row).toContainText('委托');
  await expect(row).toContainText('丁一');
  await expect(row).toContainText('已读');
  expect(reception.errors).toEqual([]);
});

import type { MeetingEvent } from '#lib/meeting/meeting.ts';
import { startProxy, type Proxy } from '../faults/proxy.ts';
import { expect, test } from './people.ts';
import { button, dialog, part, prepareSitting, type Sitting } from './sitting.ts';

/** Added to every chunk in each direction, in milliseconds. */
const DELAY = 400;

let sitting: Sitting;
let proxy: Proxy;

test.beforeAll(async ({ browser }) => {
  sitting = await prepareSitting(browser);
  await sitting.open();
  proxy = await startProxy(sitting.house.port, DELAY);
});

test.afterAll(async () => {
  const { errors } = sitting.reception;
  await proxy.close();
  await sitting.end();
  expect(errors).toEqual([]);
});

test('over a network that is slow and breaks, a phone speaks, votes and types; all is there once', async () => {
  const { page } = await sitting.reception.admit('shequ', { phone: true, url: `http://localhost:${proxy.port}` });
  await page.goto(sitting.path);
  const hand = part(page, 'phonebar');
  await expect(button(hand, '举手发言')).toHaveAttribute('aria-disabled', 'false');

  await button(hand, '举手发言').tap();
  proxy.cut();
  await expect(button(hand, '第 1 位，取消')).toBeVisible({ timeout: 30_000 });
  await sitting.does('chair', { type: 'floor.grant', personId: 'shequ' });
  await expect(part(page, 'floor')).toContainText('轮到你发言');
  proxy.cut();
  await expect(button(hand, '结束发言')).toHaveAttribute('aria-disabled', 'false');
  await button(hand, '结束发言').tap();
  await expect(part(page, 'floor')).toContainText('现在没有人发言');

  await button(hand, '提出问题').tap();
  await dialog(page).getByLabel('问题').fill('北门路灯不亮');
  await button(dialog(page), '列入清单').tap();
  proxy.cut();
  await expect(dialog(page)).toHaveCount(0, { timeout: 30_000 });
  await expect(part(page, 'problems')).toContainText('北门路灯不亮');

  const chair = await sitting.member('chair');
  const text = '北门路灯由供电限期修复。';
  const about = { title: '路灯', text, measures: '', responsible: [], supporting: [], person: '', deadline: null };
  await chair.do({ type: 'resolution.draft', ...about, important: false });
  const { resolutions } = await chair.until((meeting) => meeting.resolutions.length > 0);
  await chair.do({ type: 'vote.open', resolutionId: resolutions[0]!.id, method: 'secret', seconds: 0 });
  await button(part(page, 'ballot'), '同意').tap();
  proxy.cut();
  await expect(part(page, 'ballot')).toContainText('本单位的票已投入票箱', { timeout: 30_000 });
  await expect(part(page, 'ballot')).toContainText('已投 1/8');
  const receipt = (await part(page, 'ballot').locator('code').textContent())!;

  await button(page.getByRole('navigation', { name: '会议室分页' }), '纪要').tap();
  const editor = page.getByRole('textbox', { name: '会议纪要正文' });
  await expect(editor).toHaveAttribute('aria-readonly', 'false');
  await editor.press('Control+End');
  for (const sentence of ['社区意见：', '先修北门，', '再修东门。']) {
    await editor.pressSequentially(sentence);
    proxy.cut();
  }
  await expect(page.getByText('已全部保存').filter({ visible: true }).first()).toBeVisible({ timeout: 30_000 });
  const vote = (await chair.until(({ votes }) => votes.length > 0)).votes[0]!;
  await chair.do({ type: 'vote.close', voteId: vote.id });
  await button(page.getByRole('navigation', { name: '会议室分页' }), '当前').tap();
  await part(page, 'result').getByText('回执与选择').tap({ timeout: 30_000 });
  await button(part(page, 'result'), '核对我的票').tap();
  const mine = part(page, 'result').getByRole('listitem').filter({ hasText: '我的票' });
  await expect(mine).toContainText(receipt);
  await expect(mine).toContainText('同意');

  const log = await (await chair.fetch(`/api/meetings/${sitting.meetingId}/log?since=0`)).text();
  const events = log
    .trim()
    .split('\n')
    .map((each) => JSON.parse(each) as MeetingEvent);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  for (const type of ['floor.requested', 'floor.granted', 'floor.ended', 'problem.recorded', 'ballot.received'])
    expect
      .soft(
        events.filter((event) => event.type === type),
        type,
      )
      .toHaveLength(1);
  const minutes = await (await chair.fetch(`/api/meetings/${sitting.meetingId}/minutes.md`)).text();
  expect(minutes.split('社区意见：先修北门，再修东门。')).toHaveLength(2);
});

import type { Page } from '@playwright/test';
import { findings } from './page-checks.ts';
import { expect, test } from './people.ts';
import { button, dialog, part, prepareSitting, type Sitting } from './sitting.ts';

let sitting: Sitting;
let pages: Record<string, Page>;

test.beforeAll(async ({ browser }) => {
  sitting = await prepareSitting(browser);
  await sitting.open();
  pages = {
    'chair, light': await sitting.enter('chair'),
    'recorder, dark': await sitting.enter('recorder', { dark: true }),
    'representative, phone': await sitting.enter('shequ', { phone: true }),
  };
});

test.afterAll(async () => {
  const { errors } = sitting.reception;
  await sitting.end();
  expect(errors).toEqual([]);
});

/** Axe on every window. */
async function inspect(what: string): Promise<void> {
  for (const [who, page] of Object.entries(pages)) expect.soft(await findings(page), `${what}: ${who}`).toEqual([]);
}

test('axe finds nothing in the room: asking, voting, decided, suspended, over, signing', async () => {
  const {
    'chair, light': chair,
    'recorder, dark': recorder,
    'representative, phone': phone,
  } = pages as Record<string, Page>;
  for (const page of [chair!, recorder!])
    await expect(page.getByRole('textbox', { name: '会议纪要正文' })).toBeVisible();
  await sitting.does('shequ', { type: 'floor.request', kind: 'speak' });
  await sitting.does('zongzhiban', { type: 'floor.request', kind: 'order' });
  await sitting.does('chair', { type: 'floor.grant', personId: 'zongzhiban' });
  await expect(part(phone!, 'floor')).toContainText('正在发言');

  for (const tab of ['议程', '纪要', '出席']) {
    await button(phone!.getByRole('navigation', { name: '会议室分页' }), new RegExp(tab)).tap();
    expect.soft(await findings(phone!), tab).toEqual([]);
  }
  await button(phone!.getByRole('navigation', { name: '会议室分页' }), '当前').tap();
  await button(part(recorder!, 'resolutions'), '＋决议').click();
  await button(chair!.getByRole('navigation', { name: '议程' }), '更多').click();
  await button(part(phone!, 'phonebar'), '提出问题').tap();
  for (const page of Object.values(pages)) await expect(dialog(page)).toBeVisible();
  await inspect('a dialog');
  await dialog(recorder!).getByLabel('题目').fill('路灯');
  await dialog(recorder!).getByLabel('决议正文').fill('修复北门路灯。');
  await button(dialog(recorder!), '写入决议').click();
  for (const page of [chair!, phone!]) await button(dialog(page), '关闭').click();

  await button(part(chair!, 'resolutions'), '发起表决').click();
  expect.soft(await findings(chair!), 'opening a vote').toEqual([]);
  await button(dialog(chair!), '发起表决').click();
  for (const page of Object.values(pages)) await expect(part(page, 'ballot')).toBeVisible();
  await button(part(phone!, 'ballot'), '同意').tap();
  await expect(part(phone!, 'ballot')).toContainText('已收到');
  await inspect('a ballot');
  const { votes } = (await sitting.member('chair')).meeting;
  await sitting.does('chair', { type: 'vote.close', voteId: votes.at(-1)!.id });
  await expect(part(phone!, 'result')).toBeVisible();
  await sitting.does('chair', { type: 'meeting.suspend', reason: '茶歇' });
  await expect(phone!.getByText('休会中：茶歇')).toBeVisible();
  await inspect('a result, and suspended');

  await sitting.does('chair', { type: 'meeting.resume' });
  await sitting.does('chair', { type: 'meeting.close' });
  for (const page of Object.values(pages)) await expect(part(page, 'over')).toBeVisible();
  await inspect('over');
  await sitting.does('recorder', { type: 'minutes.finalise' });
  for (const page of Object.values(pages)) {
    await page.goto(`${sitting.path}/minutes`);
    await expect(page.getByRole('main')).toBeVisible();
  }
  await expect(button(phone!, '签署纪要')).toBeEnabled();
  await inspect('signing');
});

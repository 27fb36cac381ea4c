import type { Page } from '@playwright/test';
import { dialogs } from '#lib/messages/zh-cn/dialogs.ts';
import { room } from '#lib/messages/zh-cn/room.ts';
import { startProxy } from '../faults/proxy.ts';
import { Member } from '../protocol/client.ts';
import { cut } from './page-checks.ts';
import { expect, test } from './people.ts';
import { startHouse } from './running-house.ts';
import { allSaved, button, dialog, enterRoom, part, prepareSitting, type Sitting } from './sitting.ts';

let sitting: Sitting;

test.beforeAll(async ({ browser }) => {
  sitting = await prepareSitting(browser);
  await sitting.open();
});

test.afterAll(async () => {
  const { errors } = sitting.reception;
  await sitting.end();
  expect(errors).toEqual([]);
});

const strip = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });
const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: '会议室分页' }).getByRole('button', { name });
const editor = (page: Page) => page.getByRole('textbox', { name: '会议纪要正文' });

/** Puts a resolution to an open vote that the chair ends. @returns the vote's id and what ends it */
async function openVote(
  on: Sitting,
  text: string,
  secret = false,
): Promise<{ id: string; close: () => Promise<void> }> {
  const chair = await on.member('chair');
  const about = {
    title: text,
    text,
    measures: '',
    responsible: [],
    supporting: [],
    person: '',
    deadline: null,
    important: false,
  };
  await chair.do({ type: 'resolution.draft', ...about });
  const drafted = await chair.until(({ resolutions }) => resolutions.at(-1)?.text === text);
  const resolutionId = drafted.resolutions.at(-1)!.id;
  await chair.do({ type: 'vote.open', resolutionId, method: secret ? 'secret' : 'open', seconds: 0 });
  const { id } = (await chair.until(({ votes }) => votes.at(-1)?.text === text)).votes.at(-1)!;
  return { id, close: async () => void (await chair.do({ type: 'vote.close', voteId: id })) };
}

test('before the meeting: planned, called, when and who, called off; and no meeting at all', async ({
  reception,
  house,
}) => {
  const [id, planned] = [await reception.meeting('noticed'), await reception.meeting('planned')];
  const enter = async (username: string, meetingId: string) => {
    const { page } = await reception.admit(username);
    await enterRoom(page, `/meetings/${meetingId}`);
    return page;
  };
  const [wuye, convener] = [await enter('wuye', id), await enter('convener', id)];
  await expect(part(wuye, 'lobby')).toContainText(/距开会还有\s*[\d:]+|已到开会时间/);
  await expect(part(wuye, 'lobby')).toContainText('另有 1 人在线：陆志明');
  await expect(part(wuye, 'checkin')).toContainText('请签到，你的单位才计入出席');

  await enterRoom(convener, `/meetings/${planned}`);
  await expect(part(convener, 'lobby')).toContainText('会议已安排，通知尚未发出');
  const later = await enter('shequ', planned);
  await expect(later.getByRole('link', { name: '发出会议通知' })).toHaveCount(0);
  await convener.getByRole('link', { name: '发出会议通知' }).click();
  await convener.getByRole('button', { name: '发送通知' }).click();
  await expect(convener.getByRole('status')).toContainText('通知已发出');
  await expect(part(later, 'lobby')).toContainText(/会议尚未开始，\d+年\d+月\d+日.*开放签到/);
  const checkIn = button(part(later, 'checkin'), '现场签到');
  await expect(checkIn).toHaveAttribute('aria-disabled', 'true');
  await expect(checkIn).toHaveAccessibleDescription('签到尚未开放。');
  await checkIn.click({ force: true });
  await expect(strip(later, '签到尚未开放。')).toBeVisible();

  const calls = await Member.login(house.url, 'convener');
  await calls.join(id);
  await calls.do({ type: 'meeting.cancel', reason: '台风停工' });
  calls.close();
  await expect(part(wuye, 'over')).toContainText('会议已取消');
  await expect(part(wuye, 'over')).toContainText('原因：台风停工');
  await expect(part(wuye, 'checkin')).toHaveCount(0);

  await later.goto('/meetings/never-planned');
  await expect(later.getByRole('heading', { name: '找不到这个页面' })).toBeVisible();
  await later.getByRole('link', { name: '回到会务台' }).click();
  await expect(later).toHaveURL('/');
  expect(reception.errors).toEqual([]);
});

test('a meeting that is suspended says why, and nothing is decided meanwhile', async () => {
  const [wuye, chair] = [await sitting.enter('wuye'), await sitting.enter('chair')];
  await sitting.does('chair', { type: 'meeting.suspend', reason: '茶歇' });
  for (const page of [wuye, chair]) await expect(strip(page, '休会中：茶歇')).toBeVisible();
  await expect(button(part(wuye, 'floor'), '举手发言')).toHaveAttribute('aria-disabled', 'true');
  await expect(button(wuye, '恢复会议')).toHaveCount(0);
  await button(chair, '恢复会议').first().click();
  await expect(strip(wuye, '休会中')).toHaveCount(0);
  await expect(wuye.getByRole('banner')).toContainText('会议进行中');
});

test('without a network the page stays, says so, and settles a ballot that was on its way', async () => {
  const proxy = await startProxy(sitting.house.port);
  const phone = await sitting.enter('zongzhiban', { phone: true, url: `http://localhost:${proxy.port}` });
  const vote = await openVote(sitting, '断网时的一票');
  await expect(part(phone, 'ballot')).toContainText('断网时的一票');
  proxy.refuse(true);
  proxy.cut();
  await expect(strip(phone, '正在重新连接')).toBeVisible();
  await expect(button(part(phone, 'phonebar'), '举手发言')).toHaveAccessibleDescription('网络中断，恢复后再操作。');
  await phone.context().setOffline(true);
  await expect(strip(phone, '离线：显示的是断网前的情况')).toBeVisible();
  await button(part(phone, 'ballot'), '反对').tap();
  await expect(part(phone, 'ballot')).toContainText('待确认：网络中断，恢复后自动核对这一票');
  await expect(strip(phone, '有操作待确认')).toBeVisible();
  await expect(part(phone, 'ballot').getByRole('button', { pressed: true })).toHaveCount(0);
  proxy.refuse(false);
  await phone.context().setOffline(false);
  await expect(part(phone, 'ballot')).toContainText(/已收到.*结束前可改票/);
  await expect(button(part(phone, 'ballot'), '反对')).toHaveAttribute('aria-pressed', 'true');
  await expect(strip(phone, '离线')).toHaveCount(0);
  await vote.close();
  await expect(part(phone, 'result')).toContainText('反对 1');
  await phone.context().close();
  await proxy.close();
});

test('the house is killed and comes back: nothing is lost, and what was pending is settled', async ({ browser }) => {
  const own = await prepareSitting(browser);
  await own.open();
  const [recorder, phone] = [await own.enter('recorder'), await own.enter('shequ', { phone: true })];
  const vote = await openVote(own, '重启时的一票');
  await editor(recorder).press('Control+End');
  await editor(recorder).pressSequentially('停电前写的。');
  await allSaved(recorder);
  await own.house.kill();
  await expect(strip(recorder, '正在重新连接')).toBeVisible();
  await editor(recorder).pressSequentially('停电时写的。');
  await expect(recorder.getByText('离线，已存于本机').filter({ visible: true }).first()).toBeVisible();
  await button(part(phone, 'ballot'), '同意').tap();
  await expect(part(phone, 'ballot')).toContainText('待确认');
  own.house = await startHouse({ dataDir: own.house.dataDir, port: own.house.port });
  await expect(part(phone, 'ballot')).toContainText('已收到', { timeout: 30_000 });
  await allSaved(recorder);
  await expect(strip(recorder, '正在重新连接')).toHaveCount(0);
  const text = await (await recorder.request.get(`/api/meetings/${own.meetingId}/minutes.md`)).text();
  expect(text).toContain('停电前写的。停电时写的。');
  const log = await (await recorder.request.get(`/api/meetings/${own.meetingId}/log?since=0`)).text();
  const ballots = log.split('\n').filter((line) => line.includes('"ballot.received"') && line.includes(vote.id));
  expect(ballots).toHaveLength(1);
  await own.end();
});

test('a session that is ended elsewhere, and the way back in', async () => {
  const room = await sitting.enter('gongshui');
  const { page: account } = await sitting.reception.admit('gongshui');
  await account.goto('/account');
  await account.getByRole('button', { name: '退出此设备' }).click();
  await expect(strip(room, '登录已结束，请重新登录后继续')).toBeVisible();
  await expect(button(part(room, 'floor'), '举手发言')).toHaveAttribute('aria-disabled', 'true');
  await room.getByRole('link', { name: '重新登录' }).click();
  await room.getByLabel('账号', { exact: true }).fill('gongshui');
  await room.getByLabel('密码', { exact: true }).fill('lianxi-demo');
  await button(room, '登录').click();
  await expect(room).toHaveURL(sitting.path);
  await button(part(room, 'checkin'), '远程签到').click();
  await expect(button(part(room, 'floor'), '举手发言')).toHaveAttribute('aria-disabled', 'false');
});

test('somebody who is taken off the list is told, and reads no more', async () => {
  const page = await sitting.enter('gongqi');
  await expect(editor(page)).toContainText('会议开场');
  await sitting.does('convener', { type: 'seat.withdraw', personId: 'gongqi', reason: '调离' });
  await expect(strip(page, '你已不在本次会议的名单中')).toBeVisible();
  await expect(editor(page)).toHaveCount(0);
  await expect(page.getByText('你已不在本次会议中，不能查看纪要。')).toBeVisible();
  await page.getByRole('link', { name: '回到会务台' }).click();
  await expect(page).toHaveURL('/');
  await page.goto(sitting.path);
  await expect(page.getByRole('heading', { name: '找不到这个页面' })).toBeVisible();
});

test('a second tab and a second device, a reload in the middle of a vote, and the Back button', async () => {
  const tab1 = await sitting.enter('xiaofang');
  const tab2 = await tab1.context().newPage();
  await enterRoom(tab2, sitting.path);
  const phone = await sitting.enter('xiaofang', { phone: true });
  await button(part(tab1, 'floor'), '举手发言').click();
  await expect(button(part(tab2, 'floor'), '第 1 位，取消')).toBeVisible();
  await button(part(phone, 'phonebar'), '第 1 位，取消').tap();
  await expect(button(part(tab1, 'floor'), '举手发言')).toBeVisible();

  const vote = await openVote(sitting, '多处登录的一票');
  await button(part(tab1, 'ballot'), '弃权').click();
  await expect(part(phone, 'ballot')).toContainText('本单位已投票，结束前可改票');
  await tab1.reload();
  await expect(button(part(tab1, 'ballot'), '弃权')).toHaveAttribute('aria-pressed', 'true');
  await button(part(phone, 'ballot'), '同意').tap();
  await expect(button(part(phone, 'ballot'), '同意')).toHaveAttribute('aria-pressed', 'true');
  await expect(part(tab1, 'ballot').getByRole('button', { pressed: true })).toHaveCount(0);

  await tab2.getByRole('link', { name: '会务台' }).click();
  await expect(tab2).toHaveURL('/');
  await tab2.goBack();
  await expect(part(tab2, 'ballot')).toContainText('已投 1/');
  await sitting.does('shequ', { type: 'ballot.cast', voteId: vote.id, choice: 'for' });
  await expect(part(tab2, 'ballot')).toContainText('已投 2/');
  await vote.close();
  for (const page of [tab1, tab2, phone]) await expect(part(page, 'result')).toContainText('同意 2 · 反对 0 · 弃权 0');
  await tab1.context().close();
});

test('on a phone every tab is whole; so are tablet, desktop and doubled letters', async () => {
  const vote = await openVote(sitting, '各种屏幕上的表决');
  const phone = await sitting.enter('jianguansuo', { phone: true });
  await expect(part(phone, 'ballot')).toBeInViewport();
  for (const name of ['当前', '议程', '纪要', '出席']) {
    await tab(phone, name).tap();
    await expect(tab(phone, name)).toHaveAttribute('aria-current', 'true');
    if (name === '议程') await expect(phone.getByRole('navigation', { name: '议程' })).toBeInViewport();
    if (name === '纪要') await expect(editor(phone)).toBeInViewport();
    if (name === '出席') await expect(phone.getByRole('heading', { name: '社区办' })).toBeInViewport();
    expect.soft(await cut(phone), name).toEqual([]);
  }
  await tab(phone, '议程').tap();
  await phone
    .getByRole('navigation', { name: '议程' })
    .getByRole('button', { name: /消防设施/ })
    .tap();
  await expect(dialog(phone)).toContainText('计划用时');
  const desk = await sitting.enter('chair');
  // A desktop, a tablet, and the desktop zoomed to 200 %.
  for (const [width, height] of [
    [1440, 900],
    [900, 1100],
    [720, 450],
  ] as const) {
    await desk.setViewportSize({ width, height });
    await expect(part(desk, 'ballot')).toBeVisible();
    expect.soft(await cut(desk, ['100%', '125%']), `${width}`).toEqual([]);
  }
  await desk.setViewportSize({ width: 900, height: 1100 });
  const agenda = desk.getByRole('navigation', { name: '议程', exact: true });
  await expect(agenda).toBeHidden();
  await button(desk, '议程').click();
  await expect(agenda).toBeInViewport();
  await desk.keyboard.press('Escape');
  await expect(agenda).toBeHidden();
  await vote.close();
});

test('大字 in the menu makes everything larger, and nothing falls off', async () => {
  const phone = await sitting.enter('chengguanban', { phone: true });
  await phone.locator('summary').first().tap();
  await phone.getByRole('switch', { name: '大字' }).tap();
  await expect(phone).toHaveURL(sitting.path);
  await expect(phone.locator('html')).toHaveAttribute('data-size', 'large');
  expect(await phone.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('20px');
  expect(await cut(phone)).toEqual([]);
});

test('keys: a list, agenda, vote, choices, hand, minutes; none while somebody types', async () => {
  const page = await sitting.enter('paichusuo');
  const vote = await openVote(sitting, '键盘上的表决');
  await expect(part(page, 'ballot')).toContainText('键盘上的表决');
  await page.keyboard.press('?');
  await expect(dialog(page)).toContainText('在议程中上下移动');
  await page.keyboard.press('h');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await page.keyboard.press('j');
  await expect(page.getByRole('button', { name: /上次纪要审议/ })).toBeFocused();
  await page.keyboard.press('k');
  await expect(page.getByRole('button', { name: /会议开场/ })).toBeFocused();
  await page.keyboard.press('v');
  await expect(button(part(page, 'ballot'), '同意')).toBeFocused();
  await page.keyboard.press('3');
  await expect(button(part(page, 'ballot'), '弃权')).toBeFocused();
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await expect(button(part(page, 'ballot'), '反对')).toHaveAttribute('aria-pressed', 'true');
  await expect(button(part(page, 'floor'), '举手发言')).toBeVisible();
  await page.keyboard.press('h');
  await expect(button(part(page, 'floor'), '第 1 位，取消')).toBeVisible();
  await page.keyboard.press('m');
  await expect(editor(page)).toBeFocused();
  await page.keyboard.type('hjkvm123?');
  await expect(editor(page)).toContainText('hjkvm123?');
  await expect(dialog(page)).toHaveCount(0);
  await expect(button(part(page, 'floor'), '第 1 位，取消')).toBeVisible();
  await sitting.does('paichusuo', { type: 'floor.withdraw' });
  await vote.close();
});

test('the English room has no Chinese word of the tool', async () => {
  const { page } = await sitting.reception.admit('gongdian');
  await page.goto('/account');
  await page.waitForLoadState('networkidle');
  await page.getByLabel('English').check();
  await expect(page.getByRole('heading', { name: 'My account' })).toBeVisible();
  const vote = await openVote(sitting, '英文界面的表决');
  await enterRoom(page, sitting.path);
  await expect(part(page, 'ballot')).toContainText('英文界面的表决');
  await expect(button(part(page, 'ballot'), 'For')).toBeVisible();
  await page.keyboard.press('?');
  await expect(dialog(page)).toBeVisible();
  const said = await page.evaluate(() => {
    document.querySelectorAll('.ProseMirror').forEach((text) => text.remove());
    const named = [...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap((element) =>
      ['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
    );
    const walker = document.createTreeWalker(document.querySelector('#room') ?? document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) named.push(walker.currentNode.nodeValue!.trim());
    return named;
  });
  const words = new Set(
    Object.values({ ...room, ...dialogs }).filter((word) => !word.includes('{') && word.length > 1),
  );
  expect(said.filter((each) => words.has(each as never))).toEqual([]);
  await vote.close();
});

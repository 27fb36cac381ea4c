import type { Page } from '@playwright/test';
import { expect, test } from './people.ts';
import { allSaved, button, chairActs, dialog, enterRoom, part, prepareSitting, send, type Sitting } from './sitting.ts';

test.describe.configure({ mode: 'serial' });

let sitting: Sitting;
let chair: Page;
let recorder: Page;
let wuye: Page;
/** 业主委员会 on a phone. */
let phone: Page;
let observer: Page;

test.beforeAll(async ({ browser }) => {
  sitting = await prepareSitting(browser);
  const window = async (username: string, options = {}) => (await sitting.reception.admit(username, options)).page;
  chair = await window('chair');
  recorder = await window('recorder', { dark: true });
  wuye = await window('wuye');
  phone = await window('yeweihui', { phone: true });
  observer = await window('observer');
});

test.afterAll(async () => {
  const { errors } = sitting.reception;
  await sitting.end();
  expect(errors).toEqual([]);
});

const windows = (): Page[] => [chair, recorder, wuye, phone, observer];

/** What everybody must come to see. */
async function allSee(testId: string, text: string | RegExp, pages = windows()): Promise<void> {
  for (const page of pages) await expect(part(page, testId)).toContainText(text);
}

const editor = (page: Page) => page.getByRole('textbox', { name: '会议纪要正文' });
const agenda = (page: Page) => page.getByRole('navigation', { name: '议程' });
const line = (page: Page, title: string) => agenda(page).getByRole('listitem').filter({ hasText: title });
const current = (page: Page) => page.getByRole('region', { name: '当前议程项' });
/** The summary of a resolution, and all that can be done with it. */
const resolution = (page: Page, title: string) =>
  part(page, 'resolutions').getByRole('listitem').filter({ hasText: title });

async function draft(page: Page, title: string, text: string): Promise<void> {
  await button(part(page, 'resolutions'), '＋决议').click();
  await dialog(page).getByLabel('题目').fill(title);
  await dialog(page).getByLabel('决议正文').fill(text);
  await dialog(page).getByLabel('物业企业').first().check();
  await dialog(page).getByLabel('责任人').fill('吴强');
  await dialog(page).getByLabel('期限').fill('2030-06-30');
  await send(page, '写入决议');
  await expect(resolution(page, title)).toBeVisible();
}

async function putToVote(title: string, secret = false): Promise<void> {
  await button(resolution(chair, title), '发起表决').click();
  if (secret) await dialog(chair).getByText('无记名投票').click();
  await dialog(chair).getByLabel('时间').selectOption({ label: '由主持人结束' });
  await send(chair, '发起表决');
}

test('five people come in with one click, check in, and each sees only what is theirs', async () => {
  for (const page of windows()) {
    await page.goto('/');
    await page.getByRole('link', { name: '进入会议室' }).click();
    await expect(page).toHaveURL(sitting.path);
    await expect(part(page, 'lobby')).toContainText(/距开会还有|已到开会时间/);
  }
  await expect(part(observer, 'lobby')).toContainText('另有 4 人在线');
  for (const page of [chair, recorder, wuye, phone]) {
    await button(part(page, 'checkin'), '现场签到').click();
    await expect(part(page, 'checkin')).toHaveCount(0);
  }
  await button(part(observer, 'checkin'), '远程签到').click();
  await expect(button(part(chair, 'lobby'), '开始会议')).toBeVisible();
  for (const page of [recorder, wuye, phone, observer]) await expect(button(page, '开始会议')).toHaveCount(0);

  await expect(part(chair, 'attendance')).toContainText('出席 3/12 个单位，须有 7 个才能作出决定');
  await button(part(recorder, 'attendance'), '名单与代签到').click();
  for (const name of ['钱卫国', '郑海峰', '冯建平', '张伟', '孙丽']) {
    await button(dialog(recorder), `代签到：${name}`).click();
    await expect(button(dialog(recorder), `登记${name}离会`)).toBeVisible();
  }
  await button(dialog(recorder), '登记请假：供气').click();
  await dialog(recorder).getByLabel('原因').fill('抢修');
  await send(recorder, '登记请假');
  for (const page of [chair, recorder, wuye, observer])
    await expect(part(page, 'attendance')).toContainText('出席 8/12 个单位，已达法定人数');

  await button(part(chair, 'lobby'), '开始会议').click();
  for (const page of windows()) await expect(page.getByRole('banner')).toContainText('会议进行中');
  for (const page of [chair, recorder, wuye, phone]) await expect(button(page, '举手发言').first()).toBeVisible();
  await expect(button(observer, '举手发言')).toHaveCount(0);
  await expect(button(observer, '＋问题')).toHaveCount(0);
  for (const page of [recorder, wuye, phone, observer]) {
    await expect(button(page, '进入下一项')).toHaveCount(0);
    await expect(button(page, '延时')).toHaveCount(0);
    await expect(button(page, '指定发言人')).toHaveCount(0);
  }
  for (const page of [wuye, phone, observer]) await expect(button(page, '＋决议')).toHaveCount(0);
});

test('the chair leads through the agenda: on, longer, new, another order, skipped, put off', async () => {
  await expect(current(observer)).toContainText('会议开场');
  await button(agenda(chair), '延时').click();
  await button(dialog(chair), '10 分').click();
  await send(chair, '延长 10 分');
  for (const page of windows()) await expect(current(page)).toContainText('/ 15:00');

  await chairActs(chair, '插入议程项');
  await dialog(chair).getByLabel('名称').fill('电动车充电棚选址');
  await dialog(chair).getByLabel('分钟').fill('6');
  await send(chair, '插入');
  await expect(agenda(wuye).getByRole('listitem').nth(1)).toContainText('电动车充电棚选址');
  await button(line(chair, '电动车充电棚选址'), /电动车/).click();
  await button(dialog(chair), '下移').click();
  await expect(agenda(wuye).getByRole('listitem').nth(2)).toContainText('电动车充电棚选址');
  await button(dialog(chair), '关闭').click();

  await button(line(chair, '各单位工作汇报'), /汇报/).click();
  await button(dialog(chair), '跳过此项').click();
  await expect(dialog(chair)).toHaveCount(0);
  await expect(line(observer, '各单位工作汇报')).toContainText('已跳过');
  await button(line(chair, '非机动车停放'), /停放/).click();
  await button(dialog(chair), '延至下次会议').click();
  await dialog(chair).getByLabel('原因').fill('等待消防验收');
  await send(chair, '延至下次会议');
  await expect(line(recorder, '非机动车停放')).toContainText('延至下次');

  await button(agenda(chair), '进入下一项').click();
  for (const page of windows()) await expect(current(page)).toContainText('上次纪要审议与落实情况');
  await expect(line(wuye, '会议开场')).toContainText('已进行');
  await button(line(wuye, '消防设施损坏维修'), /消防/).click();
  await expect(dialog(wuye)).toContainText('物业服务企业');
  await expect(button(dialog(wuye), '进入此项')).toHaveCount(0);
  await button(dialog(wuye), '关闭').click();
  await button(line(chair, '消防设施损坏维修'), /消防/).click();
  await button(dialog(chair), '进入此项').click();
  for (const page of windows()) await expect(current(page)).toContainText('消防设施损坏维修');
});

test('hands are raised, a point of order goes first, the chair gives the floor', async () => {
  await button(part(phone, 'phonebar'), '举手发言').tap();
  await expect(button(part(phone, 'phonebar'), '第 1 位，取消')).toBeVisible();
  await button(part(wuye, 'floor'), '程序动议').click();
  await expect(part(chair, 'floor').getByRole('listitem').first()).toContainText('吴强');
  await expect(button(part(phone, 'phonebar'), '第 2 位，取消')).toBeVisible();
  await button(part(chair, 'floor'), '请发言：吴强').click();
  await allSee('floor', '正在发言', [chair, recorder, observer, phone]);
  await expect(part(wuye, 'floor')).toContainText('轮到你发言');
  await button(part(wuye, 'floor'), '结束发言').click();
  await button(part(chair, 'floor'), '请发言：王磊').click();
  await expect(part(phone, 'floor')).toContainText('轮到你发言');
  await expect(part(wuye, 'floor')).toContainText(/0[23]:\d\d/);
  await button(part(chair, 'floor'), '结束发言').click();
  await allSee('floor', '现在没有人发言');
  await button(part(chair, 'floor'), '指定发言人').click();
  await dialog(chair).getByLabel('发言人').selectOption({ label: '吴强 · 物业企业' });
  await dialog(chair).getByLabel('简短回应').check();
  await send(chair, '请发言');
  await expect(part(observer, 'floor')).toContainText('回应');
  await button(part(wuye, 'floor'), '结束发言').click();
  await button(part(phone, 'phonebar'), '举手发言').tap();
  await button(part(phone, 'phonebar'), '第 1 位，取消').tap();
  await allSee('floor', '现在没有人发言');
});

test('two people type the minutes at once, and everybody reads the same', async () => {
  await allSaved(recorder);
  await expect(editor(observer)).toHaveAttribute('aria-readonly', 'true');
  await button(phone.getByRole('navigation', { name: '会议室分页' }), '纪要').tap();
  await editor(recorder).press('Control+End');
  await editor(recorder).pressSequentially('物业企业汇报：七号楼消防栓无水。');
  await expect(editor(phone)).toContainText('七号楼消防栓无水');
  await Promise.all([
    editor(recorder).pressSequentially('已报修三次。'),
    editor(phone)
      .press('Control+Home')
      .then(() => editor(phone).pressSequentially('业委会补充：五号楼亦同。')),
  ]);
  for (const page of windows()) {
    await expect(editor(page)).toContainText('七号楼消防栓无水。已报修三次。');
    await expect(editor(page)).toContainText('业委会补充：五号楼亦同。');
  }
  await expect(part(recorder, 'minutes')).toContainText('2人正在记录');
  await expect(part(observer, 'minutes').getByText('业委会', { exact: false }).first()).toBeVisible();
  for (const page of [recorder, phone]) await allSaved(page);
  await button(phone.getByRole('navigation', { name: '会议室分页' }), '当前').tap();
});

test('a problem becomes a resolution; an open vote with a changed ballot adopts it', async () => {
  await button(part(phone, 'phonebar'), '提出问题').tap();
  await dialog(phone).getByLabel('问题').fill('消防栓无水');
  await send(phone, '列入清单');
  await button(part(recorder, 'problems'), '修改第 1 个问题').click();
  await dialog(recorder).getByLabel('问题').fill('五号、七号楼消防栓无水');
  await dialog(recorder).getByLabel('物业企业').check();
  await send(recorder, '保存');
  await expect(part(observer, 'problems')).toContainText('五号、七号楼消防栓无水');
  await draft(recorder, '限期修复消防栓', '五号、七号楼消防栓由物业服务企业限期修复。');

  await putToVote('限期修复消防栓');
  await allSee('ballot', '由物业服务企业限期修复');
  await expect(part(observer, 'ballot')).toContainText('由到会单位的代表投票');
  for (const page of [recorder, observer]) await expect(button(page, '同意')).toHaveCount(0);
  await expect(button(wuye, '结束表决')).toHaveCount(0);
  await button(part(wuye, 'ballot'), '反对').click();
  await expect(part(wuye, 'ballot')).toContainText(/已收到.*结束前可改票/);
  await expect(button(part(wuye, 'ballot'), '反对')).toHaveAttribute('aria-pressed', 'true');
  await button(part(phone, 'ballot'), '同意').tap();
  await button(part(chair, 'ballot'), '同意').click();
  await allSee('ballot', '已投 3/8');
  await expect(part(observer, 'ballot')).not.toContainText('反对');
  await button(part(wuye, 'ballot'), '弃权').click();
  await expect(button(part(wuye, 'ballot'), '弃权')).toHaveAttribute('aria-pressed', 'true');
  for (const who of ['zongzhiban', 'chengguanban', 'xiaofang']) {
    const { meeting } = await sitting.member(who);
    await sitting.does(who, { type: 'ballot.cast', voteId: meeting.votes.at(-1)!.id, choice: 'for' });
  }
  await allSee('ballot', '已投 6/8');
  await button(part(chair, 'ballot'), '结束表决').click();
  await expect(dialog(chair)).toContainText('还有 2 个单位没有投票');
  await send(chair, '结束表决');
  await allSee('result', '通过');
  await allSee('result', '同意 5 · 反对 0 · 弃权 1 · 未投 2');
  await allSee('result', '过半数出席单位：基数 8，须 5 票同意，实得 5 票。');
  await part(observer, 'result').getByText('各单位的选择').click();
  await expect(part(observer, 'result').getByRole('listitem').filter({ hasText: '物业企业' })).toContainText('弃权');
  await resolution(chair, '限期修复消防栓').getByText('限期修复消防栓', { exact: false }).first().click();
  await button(resolution(chair, '限期修复消防栓'), '宣读决议').click();
  for (const page of [recorder, wuye, observer])
    await expect(editor(page).locator('.reso').filter({ hasText: '限期修复消防栓' })).toContainText('通过');
});

test('a secret ballot gives a receipt that its voter finds in the list', async () => {
  await draft(recorder, '推选物业矛盾调解员', '推选张伟为物业矛盾调解员。');
  await putToVote('推选物业矛盾调解员', true);
  await button(part(wuye, 'ballot'), '反对').click();
  await button(part(phone, 'ballot'), '同意').tap();
  await button(part(chair, 'ballot'), '同意').click();
  const receipts = new Map<Page, string>();
  for (const page of [wuye, phone, chair]) {
    await expect(part(page, 'ballot')).toContainText('本单位的票已投入票箱');
    receipts.set(page, (await part(page, 'ballot').locator('code').textContent())!);
    await expect(button(part(page, 'ballot'), '同意')).toHaveAttribute('aria-disabled', 'true');
    await expect(part(page, 'ballot').getByRole('button', { pressed: true })).toHaveCount(0);
  }
  await allSee('ballot', '已投 3/8');
  await button(part(chair, 'ballot'), '结束表决').click();
  await send(chair, '结束表决');
  await allSee('result', '同意 2 · 反对 1 · 弃权 0 · 未投 5');
  await allSee('result', '未通过');
  for (const [page, choice] of [
    [wuye, '反对'],
    [phone, '同意'],
  ] as const) {
    await part(page, 'result').getByText('回执与选择').click();
    const mine = part(page, 'result').getByRole('listitem').filter({ hasText: '我的票' });
    await expect(mine, 'whoever looks on sees nothing before it is asked for').toHaveCount(0);
    await button(part(page, 'result'), '核对我的票').click();
    await expect(mine).toContainText(receipts.get(page)!);
    await expect(mine).toContainText(choice);
  }
  await part(observer, 'result').getByText('回执与选择').click();
  await expect(part(observer, 'result')).toContainText(receipts.get(wuye)!);
  await expect(part(observer, 'result')).not.toContainText('我的票');
});

test('silence is consent; meanwhile the chair vanishes and the vice-chair takes over', async () => {
  await draft(recorder, '季度联合巡查', '各成员单位每季度联合巡查一次。');
  await draft(recorder, '楼道堆物清理', '四月底前清理楼道堆物。');
  await button(resolution(chair, '楼道堆物清理'), '征询异议').click();
  await button(part(phone, 'consensus'), '提出异议').tap();
  await dialog(phone).getByLabel('原因').fill('四月来不及');
  await send(phone, '提出异议');
  await allSee('consensus', '四月来不及');
  await button(part(chair, 'consensus'), '结束征询').click();
  await allSee('consensus', '有异议，未达成一致');

  await button(resolution(chair, '季度联合巡查'), '征询异议').click();
  await allSee('consensus', '时间结束仍无异议即为同意');
  await expect(button(observer, '提出异议')).toHaveCount(0);
  const vice = await sitting.enter('vicechair');
  await button(part(vice, 'checkin'), '现场签到').click();
  await chair.goto('about:blank');
  await expect(vice.getByText('主持人陈静已离线。')).toBeVisible({ timeout: 45_000 });
  await expect(button(wuye, '接替主持')).toHaveCount(0);
  await button(vice, '接替主持').click();
  await expect(button(agenda(vice), '进入下一项')).toBeVisible();
  await allSee('consensus', '无异议通过', [recorder, wuye, phone, observer]);
  await enterRoom(chair, sitting.path);
  await expect(button(chair, '进入下一项')).toHaveCount(0);
  await chairActs(vice, '移交主持');
  await dialog(vice).getByText('陈静').click();
  await send(vice, '移交');
  await expect(button(agenda(chair), '进入下一项')).toBeVisible();
  await expect(button(vice, '进入下一项')).toHaveCount(0);
  await vice.context().close();
});

test('the meeting is suspended and resumed, the next one set, and closed', async () => {
  await chairActs(chair, '休会');
  await dialog(chair).getByLabel('原因').fill('茶歇十分钟');
  await send(chair, '休会');
  for (const page of windows()) await expect(page.getByText('休会中：茶歇十分钟')).toBeVisible();
  await button(agenda(chair), '恢复会议').click();
  for (const page of windows()) await expect(page.getByRole('banner')).toContainText('会议进行中');

  await chairActs(chair, '下次会议');
  await dialog(chair).getByLabel('时间（北京时间）').fill('2030-07-05T14:00');
  await dialog(chair).getByLabel('议题').fill('充电棚选址');
  await send(chair, '保存');
  await chairActs(chair, '交办督办事项');
  await dialog(chair).getByLabel('事项').fill('清点消防栓');
  await dialog(chair).getByLabel('责任单位').selectOption('消防中队');
  await send(chair, '交办');
  await expect(editor(observer)).toContainText('清点消防栓');
  await chairActs(chair, '结束会议');
  await send(chair, '结束会议');
  await allSee('over', '会议已结束');
  await allSee('over', '通过决议 2 项');
  await expect(part(recorder, 'over').getByRole('link')).toHaveText('去定稿');
  await expect(part(wuye, 'over').getByRole('link')).toHaveText('查看纪要');
  await expect(editor(observer)).toContainText('2030年7月5日');
});

test('the text is made final, signed, objected to, reopened, and signed by everybody', async () => {
  const panel = (page: Page) => page.getByRole('complementary', { name: '签署' });
  const finalise = async () => {
    await button(panel(recorder), '定稿').click();
    await button(dialog(recorder), '确认定稿').click();
    await expect(panel(recorder)).toContainText('已定稿，正文已冻结');
  };
  await part(recorder, 'over').getByRole('link').click();
  await finalise();
  await expect(part(wuye, 'over').getByRole('link')).toHaveText('去签署');
  for (const page of [wuye, phone, observer, chair]) await page.goto(`${sitting.path}/minutes`);
  await expect(button(observer, '签署纪要')).toHaveCount(0);
  await expect(panel(wuye)).toContainText('已核对：本页全文的指纹与此一致');
  await button(panel(wuye), '签署纪要').click();
  await expect(panel(wuye)).toContainText('你已代表物业服务企业签署（点击确认）');
  await expect(panel(recorder)).toContainText('1/8 个单位已签');

  await button(panel(phone), '提出异议').tap();
  await dialog(phone).getByLabel('异议的理由').fill('遗漏业委会意见');
  await button(dialog(phone), '提出异议').tap();
  await expect(panel(recorder)).toContainText('遗漏业委会意见');
  await button(panel(recorder), '重新打开纪要').click();
  await dialog(recorder).getByLabel('重新打开的原因').fill('补充业委会意见');
  await button(dialog(recorder), '重新打开').click();
  await expect(panel(recorder)).toContainText('第 1 版已重新打开');
  await recorder.getByRole('link', { name: '返回会议' }).click();
  await editor(recorder).press('Control+End');
  await editor(recorder).pressSequentially('业委会意见：先修七号楼。');
  await allSaved(recorder);
  await part(recorder, 'over').getByRole('link').click();
  await finalise();
  await expect(panel(wuye)).toContainText('0/8 个单位已签');
  await expect(wuye.getByRole('article')).toContainText('业委会意见：先修七号楼。');

  const canvas = panel(phone).locator('canvas');
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  await phone.mouse.move(box.x + 30, box.y + 30);
  await phone.mouse.down();
  for (let i = 1; i <= 8; i++) await phone.mouse.move(box.x + 30 + i * 15, box.y + 30 + (i % 2) * 30);
  await phone.mouse.up();
  await expect(panel(phone)).toContainText('笔迹与内容指纹一并登记');
  await button(panel(phone), '签署纪要').tap();
  await expect(panel(chair)).toContainText('手写笔迹');
  await expect(panel(chair).getByRole('img', { name: '王磊的手写笔迹' })).toBeVisible();
  for (const page of [wuye, chair]) await button(panel(page), '签署纪要').click();
  for (const who of ['zongzhiban', 'chengguanban', 'jianguansuo', 'xiaofang', 'shequ']) {
    const { version, hash } = (await sitting.member(who)).meeting.versions.at(-1)!;
    await sitting.does(who, { type: 'minutes.sign', version, hash, method: 'click' });
  }
  for (const page of windows()) await expect(panel(page)).toContainText('到会单位已全部签署');
  await button(panel(recorder), '归档').click();
  await button(dialog(recorder), '确认归档').click();
  for (const page of windows()) await expect(panel(page)).toContainText('内容不再变化');
  await expect(button(panel(wuye), '签署纪要')).toHaveCount(0);
});

import type { Page, WebSocketRoute } from '@playwright/test';
import { expect, test } from './people.ts';
import { allSaved, button, dialog, enterRoom, part, prepareSitting, type Sitting } from './sitting.ts';

let sitting: Sitting;
let recorder: Page;
let other: Page;

test.beforeAll(async ({ browser }) => {
  sitting = await prepareSitting(browser);
  await sitting.open();
  [recorder, other] = [await sitting.enter('recorder'), await sitting.enter('shequ')];
  await allSaved(recorder);
});

test.afterAll(async () => {
  const { errors } = sitting.reception;
  await sitting.end();
  expect(errors).toEqual([]);
});

const editor = (page: Page) => page.getByRole('textbox', { name: '会议纪要正文' });
const tools = (page: Page) => page.getByRole('toolbar', { name: '编辑工具' });
/** The text without others' carets. */
const textOf = (page: Page): Promise<string> =>
  editor(page).evaluate((text) => {
    const copy = text.cloneNode(true) as HTMLElement;
    copy.querySelectorAll('.caret, br').forEach((each) => each.remove());
    return copy.textContent;
  });
const saveState = (page: Page, text: string) => page.getByText(text).filter({ visible: true }).first();

/** Begins a new line at the end of the text. */
async function newLine(page: Page): Promise<void> {
  await editor(page).press('Control+End');
  await editor(page).press('Enter');
}

async function paste(page: Page, html: string): Promise<void> {
  await editor(page).evaluate((target, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', text);
    target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, html);
}

/** The connection of a page's minutes, which a test may break; everything else goes on. */
async function breakable(page: Page): Promise<{ down: () => Promise<void>; up: () => void }> {
  let isDown = false;
  const open = new Set<WebSocketRoute>();
  await page.routeWebSocket(/\/yjs\//, (socket) => {
    if (isDown) return void socket.close({ code: 1001 });
    open.add(socket);
    socket.connectToServer();
  });
  return {
    down: async () => {
      isDown = true;
      for (const socket of open) await socket.close({ code: 1001 });
      open.clear();
    },
    up: () => (isDown = false),
  };
}

test('headings, lists and tables look the same to everybody', async () => {
  await newLine(recorder);
  await tools(recorder).getByLabel('段落格式').selectOption({ label: '标题2' });
  await editor(recorder).pressSequentially('讨论情况');
  await editor(recorder).press('Enter');
  await button(tools(recorder), '加粗').click();
  await editor(recorder).pressSequentially('要点');
  await button(tools(recorder), '加粗').click();
  await editor(recorder).press('Enter');
  await editor(recorder).pressSequentially('- 先修消防栓');
  await editor(recorder).press('Enter');
  await editor(recorder).pressSequentially('再清楼道');
  await editor(recorder).press('Tab');
  await expect(editor(other).getByRole('heading', { name: '讨论情况', level: 4 })).toBeVisible();
  await expect(editor(other).locator('strong')).toHaveText('要点');
  await expect(editor(other).locator('ul ul')).toContainText('再清楼道');
  for (let i = 0; i < 3; i++) await editor(recorder).press('Enter');
  await button(tools(recorder), '表格').click();
  await editor(other).locator('th').first().click();
  await editor(other).pressSequentially('单位');
  await editor(other).press('Tab');
  await editor(other).pressSequentially('完成日期');
  await button(tools(other), '加一行').click();
  await expect(editor(recorder).locator('tr')).toHaveCount(4);
  await expect(editor(recorder).locator('th')).toHaveText([/^单位/, /^完成日期/, '']);
  await button(tools(other), '删除表格').click();
  await expect(editor(recorder).locator('table')).toHaveCount(0);
  await allSaved(recorder);
});

test('my undo takes back mine and leaves yours', async () => {
  await newLine(recorder);
  await editor(recorder).pressSequentially('甲写的。');
  await expect(editor(other)).toContainText('甲写的。');
  await editor(other).press('Control+End');
  await editor(other).pressSequentially('乙写的。');
  await expect(editor(recorder)).toContainText('甲写的。乙写的。');
  await button(tools(recorder), '撤销').click();
  for (const page of [recorder, other]) {
    await expect(editor(page)).toContainText('乙写的。');
    await expect(editor(page)).not.toContainText('甲写的。');
  }
  await button(tools(recorder), '重做').click();
  await expect(editor(other)).toContainText('甲写的。乙写的。');
});

test('carets bear names, which fade when they rest', async () => {
  const [caret, named] = [editor(other).locator('.caret'), editor(other).locator('.caret.named b')];
  await newLine(recorder);
  for (const text of ['看得见谁在写', '，接着写也看得见']) {
    await Promise.all([expect(named).toHaveText('李文 社区办'), editor(recorder).pressSequentially(text)]);
    await expect(part(other, 'minutes')).toContainText(/[12]人正在记录/);
    await expect(named).toHaveCount(0);
    await expect(caret).toHaveCount(1);
  }
});

test('what others write waits while an input method composes', async () => {
  await newLine(recorder);
  await editor(recorder).pressSequentially('经讨论，');
  await expect(editor(other)).toContainText('经讨论，');
  const devtools = await recorder.context().newCDPSession(recorder);
  for (const text of ['yi', 'yizhi'])
    await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await editor(other).press('Control+End');
  await editor(other).pressSequentially('（旁注）');
  await allSaved(other);
  await devtools.send('Input.imeSetComposition', { text: 'yizhitongyi', selectionStart: 11, selectionEnd: 11 });
  await expect(editor(recorder)).toContainText('经讨论，yizhitongyi');
  await expect(editor(recorder)).not.toContainText('旁注');
  await devtools.send('Input.insertText', { text: '一致同意' });
  for (const page of [recorder, other]) {
    await expect(editor(page)).toContainText('旁注');
    await expect(editor(page)).not.toContainText('yizhi');
    expect((await textOf(page)).split('一致同意')).toHaveLength(2);
  }
  expect(await textOf(recorder)).toBe(await textOf(other));
});

test('what comes from Word and WeChat is cleaned', async () => {
  await newLine(recorder);
  await paste(
    recorder,
    `<section data-role="outer" style="color:#fff"><p><img data-src="https://mmbiz.example/p.png" src="https://mmbiz.example/p.png">
    <span style="background:url(https://mmbiz.example/b.png)">微信​里的通知</span></p><script>document.title='x'</script></section>`,
  );
  await newLine(recorder);
  await paste(
    recorder,
    `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head><body>
    <p class=MsoNormal style='margin:0;color:red'><b><span lang=EN-US style='font-family:宋体'>整改要求</span></b><o:p></o:p></p>
    <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>1.</span><![endif]>更换阀门</p>
    <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>2.</span><![endif]>试水</p>
    <table class=MsoTable border=1><tr><td style='width:9cm'>责任人</td><td>吴强</td></tr></table></body></html>`,
  );
  for (const page of [recorder, other]) {
    await expect(editor(page).locator('strong', { hasText: '整改要求' })).toBeVisible();
    await expect(editor(page).locator('ol li')).toHaveText(['更换阀门', '试水']);
    await expect(editor(page).locator('td')).toHaveText([/^责任人/, /^吴强/]);
    await expect(editor(page)).toContainText('微信里的通知');
    await expect(editor(page).locator('img:not(.ProseMirror-separator), script, [class^=Mso], section')).toHaveCount(0);
    await expect(editor(page).locator('p[style], td[style], span[lang]')).toHaveCount(0);
  }
});

test('nobody writes over what the log wrote, and an observer writes nothing', async () => {
  const record = editor(other).locator('.record').first();
  const before = await record.innerText();
  await record.click();
  await editor(other).press('Delete');
  await expect(part(other, 'minutes')).toContainText('会议自动记录的内容不能修改');
  await editor(other).press('Control+a');
  await editor(other).press('x');
  await expect(record).toHaveText(before, { useInnerText: true });
  const observer = await sitting.enter('observer');
  await expect(editor(observer)).toContainText('一、会议开场');
  await expect(editor(observer)).toHaveAttribute('contenteditable', 'false');
  await expect(tools(observer)).toHaveCount(0);
  await expect(saveState(observer, '只读')).toBeVisible();
});

test('what is typed offline stays on the device through a reload and is sent later', async () => {
  const { page } = await sitting.reception.admit('zongzhiban', { phone: true });
  const network = await breakable(page);
  await enterRoom(page, sitting.path);
  const minutes = button(page.getByRole('navigation', { name: '会议室分页' }), '纪要');
  await minutes.tap();
  await allSaved(page);
  await network.down();
  await newLine(page);
  await editor(page).pressSequentially('地下车库里写的。');
  await expect(saveState(page, '离线，已存于本机')).toBeVisible();
  await enterRoom(page, sitting.path);
  await minutes.tap();
  await expect(editor(page)).toContainText('地下车库里写的。');
  await expect(saveState(page, '离线，已存于本机')).toBeVisible();
  await expect(editor(recorder)).not.toContainText('地下车库里写的。');
  network.up();
  await allSaved(page);
  await expect(editor(recorder)).toContainText('地下车库里写的。');
  expect((await textOf(recorder)).split('地下车库里写的。')).toHaveLength(2);
  await page.context().close();
});

test('an edit after the final text is shown and kept apart; reopening begins a new generation', async () => {
  const late = (await sitting.reception.admit('xiaofang')).page;
  const never = (await sitting.reception.admit('gongdian')).page;
  const [lateNetwork, neverNetwork] = [await breakable(late), await breakable(never)];
  for (const page of [late, never]) {
    await enterRoom(page, sitting.path);
    await allSaved(page);
  }
  await sitting.does('chair', { type: 'meeting.close' });
  await expect(part(late, 'over')).toContainText('会议已结束');
  await lateNetwork.down();
  await neverNetwork.down();
  for (const [page, text] of [
    [late, '消防中队补一句。'],
    [never, '供电补一句。'],
  ] as const) {
    await newLine(page);
    await editor(page).pressSequentially(text);
    await expect(saveState(page, '离线，已存于本机')).toBeVisible();
  }
  await sitting.does('recorder', { type: 'minutes.finalise' });
  await expect(saveState(recorder, '已冻结')).toBeVisible();
  await expect(editor(recorder)).toHaveAttribute('contenteditable', 'false');
  lateNetwork.up();
  const mine = late.getByRole('region', { name: '定稿后修改' });
  await expect(mine).toContainText('消防中队补一句。');
  const final = await (await late.request.get(`/api/meetings/${sitting.meetingId}/minutes.md?version=1`)).text();
  expect(final).not.toContain('补一句');
  await recorder.reload();
  await expect(recorder.getByRole('region', { name: '定稿后修改' })).toContainText('张伟');
  await button(mine, '作为异议提出').click();
  await expect(dialog(late).getByLabel('原因')).toHaveValue(/消防中队补一句。/);
  await button(dialog(late), '提出异议').click();
  await expect(dialog(late)).toHaveCount(0);

  await sitting.does('recorder', { type: 'minutes.reopen', reason: '补充消防中队意见' });
  await expect(saveState(late, '已全部保存')).toBeVisible();
  await newLine(recorder);
  await editor(recorder).pressSequentially('第二稿。');
  await expect(editor(late)).toContainText('第二稿。');
  await expect(editor(late)).not.toContainText('消防中队补一句。');
  neverNetwork.up();
  await expect(never.getByRole('alert', { name: '未纳入的修改' })).toContainText('供电补一句。');
  await expect(editor(never)).toContainText('第二稿。');
  await expect(editor(never)).not.toContainText('供电补一句。');
  await allSaved(never);
});

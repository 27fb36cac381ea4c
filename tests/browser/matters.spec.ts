import sharp from 'sharp';
import { HASTY_MS } from '#lib/wire/matter-form.ts';
import { cut, findings } from './page-checks.ts';
import { expect, test } from './people.ts';

test('a resident reports with a photo, the office accepts, the link shows it', async ({ reception }) => {
  const phone = await reception.window({ phone: true });
  await phone.goto('/report/qiandeng');
  await phone.waitForLoadState('networkidle');
  expect(await findings(phone)).toEqual([]);
  expect(await cut(phone)).toEqual([]);
  await phone.getByLabel('类别').selectOption('路灯养护维修');
  await phone.getByLabel('小区').fill('阳光花园');
  await phone.getByLabel('问题', { exact: true }).fill('3号楼北侧路灯坏了三盏。晚上看不清。');
  const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#468' } })
    .jpeg()
    .toBuffer();
  const files = phone.locator('input[type=file]');
  await files.setInputFiles({ name: '路灯.jpg', mimeType: 'image/jpeg', buffer: photo });
  await expect(phone.getByText('已上传')).toBeVisible();
  const zip = Buffer.from('PK\u0003\u0004 no picture', 'latin1');
  await files.setInputFiles({ name: '照片.jpg', mimeType: 'image/jpeg', buffer: zip });
  await expect(phone.getByText('这个文件不是能识别的照片')).toBeVisible();
  await phone.getByRole('button', { name: '移除照片 2' }).tap();

  await phone.reload();
  await expect(phone.getByText('已恢复上次没有提交的内容')).toBeVisible();
  await expect(phone.getByLabel('问题', { exact: true })).toHaveValue(/三盏/);
  await phone.getByLabel('电话').fill('13800000000');
  // A test is as quick as the programs that the form turns away.
  await phone.waitForFunction(
    (least) => Date.now() - Number(document.querySelector<HTMLInputElement>('[name="since"]')!.value) > least,
    HASTY_MS,
  );
  await phone.getByRole('button', { name: '提交' }).tap();
  await expect(phone.getByRole('heading', { name: '已收到' })).toBeVisible();
  await phone.getByRole('link', { name: '查看办理情况' }).tap();
  await expect(phone.getByText('已收到，等待办公室审核登记')).toBeVisible();

  const { page } = await reception.admit('recorder');
  await page.goto(`/councils/qiandeng/matters?q=${encodeURIComponent('路灯 三盏')}`);
  await page.getByRole('button', { name: '登记' }).click();
  await page.getByRole('button', { name: '受理' }).click();
  await page.getByRole('link', { name: '3号楼北侧路灯坏了三盏', exact: true }).click();
  await expect(page.getByText('13800000000')).toBeVisible();
  await expect(page.getByText(/李文 · 20/).first()).toBeVisible();
  await page.getByRole('button', { name: '放大照片 1' }).click();
  await expect(page.getByRole('dialog').getByRole('img')).toHaveJSProperty('naturalWidth', 900);
  await page.getByRole('button', { name: '关闭' }).click();
  expect(await findings(page)).toEqual([]);

  await phone.reload();
  await expect(phone.getByText('已受理', { exact: true })).toBeVisible();
  await expect(phone.getByText(/〔20\d\d〕\d+号/)).toBeVisible();
  await expect(phone.getByText('李文')).toBeHidden();
  expect(await findings(phone)).toEqual([]);
  expect(reception.errors).toEqual([]);
});

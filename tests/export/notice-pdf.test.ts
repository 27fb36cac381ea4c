import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import type { NoticeFacts } from '#lib/document/notice-paper.ts';
import { messageFor } from '#lib/messages/messages.ts';
import { noticePdf } from '../../server/export/notice-pdf.ts';

const rare = [
  '喆',
  '昇',
  '堃',
  '珺',
  '璟',
  '翀',
  '犇',
  '旻',
  '镕',
  '煊',
  '赟',
  '晟',
  '昊',
  '鑫',
  '淼',
  '焱',
  '垚',
  '懿',
  '祎',
  '玥',
];
const signs = ['〔', '〕', '①', '☑', '㎡'];

const facts = (more: Partial<NoticeFacts['told']> = {}, requirements = ''): NoticeFacts => ({
  council: '千灯镇物业管理联席会议',
  document: '物业管理联席会议制度',
  number: { year: 2026, n: 4 },
  told: {
    title: '第四季度会议',
    startsAt: '2026-11-24T06:00:00.000Z',
    place: '综治办二楼会议室',
    link: '',
    topics: ['情况通报', '逐项讨论'],
    participants: [{ unit: '社区办', people: rare }],
    ...more,
  },
  asked: { requirements, replyBy: '2026-11-20T09:00:00.000Z', contact: '李文 13800000000' },
  at: '2026-11-10T02:00:00.000Z',
  amendedAt: null,
});

const print = (given: NoticeFacts) => noticePdf(given, (key, values) => messageFor('zh-CN', key, values), 'zh');

async function textIn(pdf: Buffer): Promise<string> {
  const task = getDocument({ data: new Uint8Array(pdf), useSystemFonts: false, verbosity: 0 });
  const document = await task.promise;
  let text = '';
  for (let n = 1; n <= document.numPages; n++) {
    const { items } = await (await document.getPage(n)).getTextContent();
    text += items.map((item) => ('str' in item ? item.str : '')).join('');
  }
  await task.destroy();
  return text;
}

// PDF/A is refused by the printer when a single sign has no glyph in any font, so printing it is the proof.
test('every name and sign has a glyph', async () => {
  const text = await textIn(print(facts({}, `材料用${signs.join('')}标明`)));
  for (const sign of [...rare, ...signs]) expect(text, sign).toContain(sign);
  for (const part of [
    '关于召开第四季度会议的通知',
    '〔2026〕4号',
    '2026年11月24日（周二）14:00',
    '综治办二楼会议室',
    '李文',
  ])
    expect(text).toContain(part);
});

test('the same notice gives the same bytes', () => {
  expect(print(facts()).equals(print(facts()))).toBe(true);
});

test('nothing that people write is read as markup', async () => {
  const sly = '#read("/etc/passwd") *强调* $x$ @ref \\ ]';
  const text = await textIn(print(facts({ place: sly, topics: [sly] })));
  expect(text.replaceAll(' ', '')).toContain(sly.replaceAll(' ', ''));
});

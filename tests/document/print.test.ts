import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { canonicalJson } from '#lib/document/canonical.ts';
import { canonicalOf } from '#lib/document/from-yjs.ts';
import { paperHtml, toHtml, toMarkdown } from '#lib/document/print.ts';
import { schema } from '#lib/document/schema.ts';
import { inscribe } from '../../server/rooms/scribe.ts';
import { SampleMeeting } from './sample-meeting.ts';

const NASTY = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  '</style><script>1</script>',
  '</title><script>1</script>',
  '&lt;script&gt;',
  '![x](http://evil.example/x.png)',
  '[点我](javascript:alert(1))',
  '<!-- --><iframe src=//evil.example>',
  '`<script>`',
];

const documentWith = (text: string): string => {
  const words = [{ type: 'text', text, marks: [{ type: 'strong' }] }];
  const cell = { type: 'table_cell', content: [{ type: 'paragraph', content: words }] };
  const attrs = {
    key: text,
    kind: 'resolution',
    title: text,
    body: text,
    state: text,
    rows: JSON.stringify([[text, text]]),
  };
  const json = {
    type: 'doc',
    content: [
      { type: 'record', attrs: { ...attrs, kind: 'opening' } },
      { type: 'heading', attrs: { level: 1 }, content: words },
      { type: 'bullet_list', content: [{ type: 'list_item', content: [{ type: 'paragraph', content: words }] }] },
      { type: 'table', content: [{ type: 'table_row', content: [cell] }] },
      { type: 'record', attrs },
      { type: 'record', attrs: { ...attrs, kind: 'attendance' } },
      { type: 'record', attrs: { ...attrs, kind: text } },
    ],
  };
  return canonicalJson(schema.nodeFromJSON(json));
};

/** Tags of the printers, and no others. */
const OWN =
  /<\/?(?:p|br|b|u|em|strong|h[1-4]|ul|ol|li|table|tbody|tr|td|th|blockquote)(?: (?:class|start|colspan|rowspan)="[\w ]+")?>/g;

describe('printing', () => {
  test.each(NASTY)('%s is only text, wherever it stands', (text) => {
    const canonical = documentWith(text);
    const html = paperHtml(canonical);
    expect(html.replace(OWN, '')).not.toMatch(/[<>]/);
    const page = toHtml(canonical, { council: text, title: text, number: text, date: text });
    expect(page.match(/<(script|img|svg|iframe)/gi)).toBeNull();
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    const markdown = toMarkdown(canonical);
    expect(markdown).not.toMatch(/(^|[^\\])(<[a-z!/]|\]\()/i);
  });

  test('any text whatever is only text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        expect(paperHtml(documentWith(text)).replace(OWN, '')).not.toMatch(/[<>]/);
        expect(() => toMarkdown(documentWith(text))).not.toThrow();
      }),
    );
  });

  const doc = new Y.Doc();
  inscribe(doc, SampleMeeting.whole().state);
  const canonical = canonicalOf(doc);

  test('a meeting as a page: mark, number, levels, attendance below the text, a place for the seal', () => {
    const page = toHtml(canonical, { date: '2026年3月5日' });
    const order = [
      '千灯镇物业管理联席会议纪要',
      '〔2026〕1号',
      '二、逐项讨论',
      '（一）消防设施',
      '已通过',
      '出席：',
      '此处盖章',
    ];
    const places = order.map((words) => page.indexOf(words));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
  });

  test('a page asks nothing of any host', () => {
    expect(toHtml(canonical)).not.toMatch(/https?:|url\(|src=|href=/);
  });

  test('a meeting as Markdown', () => {
    expect(toMarkdown(canonical)).toContain('### （一）消防设施\n\n');
    expect(toMarkdown(canonical)).toContain('**决议2026-1-01 限期修复消防设施**（已通过）');
  });

  test('what is not minutes is not printed', () => {
    expect(() => toHtml('{"content":[]}')).toThrow(TypeError);
  });
});

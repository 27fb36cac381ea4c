import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { canonicalOf } from '#lib/document/from-yjs.ts';
import { recordsOf } from '#lib/document/records.ts';
import { RECORD_ATTRS, rowsOf } from '#lib/document/record-attrs.ts';
import { FRAGMENT } from '#lib/document/schema.ts';
import { inscribe, touchesRecords } from '../../server/rooms/scribe.ts';
import { resolutionText, SampleMeeting } from './sample-meeting.ts';

const linesOf = (doc: Y.Doc): Y.XmlElement[] => doc.getXmlFragment(FRAGMENT).toArray() as Y.XmlElement[];

const paragraph = (text: string): Y.XmlElement => {
  const made = new Y.XmlElement('paragraph');
  made.insert(0, [new Y.XmlText(text)]);
  return made;
};

const sayOf = (line: Y.XmlElement): string =>
  line.nodeName === 'record' ? `[${line.getAttribute('key')}]` : line.toArray().map(String).join('');

const outline = (doc: Y.Doc): string => linesOf(doc).map(sayOf).join(' ');

const keysOf = (doc: Y.Doc): unknown[] =>
  linesOf(doc)
    .filter((line) => line.nodeName === 'record')
    .map((line) => line.getAttribute('key'));

const write = (doc: Y.Doc, key: string, text: string): void => {
  const at = linesOf(doc).findIndex((line) => line.getAttribute('key') === key);
  doc.getXmlFragment(FRAGMENT).insert(at + 1, [paragraph(text)]);
};

const remove = (doc: Y.Doc, key: string): void => {
  const at = linesOf(doc).findIndex((line) => line.getAttribute('key') === key);
  doc.getXmlFragment(FRAGMENT).delete(at);
};

describe('the log writes its own blocks', () => {
  test('[13] a whole meeting, in agenda order though items were revisited', () => {
    const { state } = SampleMeeting.whole();
    const doc = new Y.Doc();
    expect(inscribe(doc, state)).toBe(true);
    expect(keysOf(doc)).toEqual(recordsOf(state).map((record) => record.key));
    expect(outline(doc)).toMatchInlineSnapshot(
      `"[opening] [attendance] [item:a]  [item:b] [item:b1]  [problem:p9] [resolution:r10] [action:a12-1] [resolution:r19] [suspension:1] [item:b2]  [item:c]  [next] [close] "`,
    );
    expect(inscribe(doc, state)).toBe(false);
  });

  test('[13] says what was decided, in words', () => {
    const records = new Map(recordsOf(SampleMeeting.whole().state).map((record) => [record.key, record]));
    const said = (key: string) => [
      records.get(key)!.title,
      records.get(key)!.body,
      ...rowsOf(records.get(key)!.rows).map((row) => row.join('=')),
    ];
    const first = [...records.keys()].find((key) => key.startsWith('resolution:'));
    expect(said('opening')).toMatchInlineSnapshot(`
      [
        "2026年第一季度联席会议",
        "2026年3月5日（周四）13:56，会议在二楼会议室召开，陈静主持。",
        "联席会议=千灯镇物业管理联席会议",
        "编号=〔2026〕1号",
        "记录=李文",
      ]
    `);
    expect(said('attendance')).toMatchInlineSnapshot(`
      [
        "出席情况",
        "成员单位4个，到会3个，法定人数3个，达到法定人数。",
        "出席=社区办陈静、供水周敏（远程）、物业服务企业吴强",
        "缺席=消防中队",
      ]
    `);
    expect(said('item:b1')).toMatchInlineSnapshot(`
      [
        "（一）消防设施",
        "13:57开始，14:09结束，用时10分钟。提出单位：物业服务企业。涉及单位：消防中队、供水。",
      ]
    `);
    expect(said('item:b2')).toMatchInlineSnapshot(`
      [
        "（二）生命通道",
        "本项延至下次会议。提出单位：物业服务企业。涉及单位：消防中队、供水。",
      ]
    `);
    expect(said(first!)).toMatchInlineSnapshot(`
      [
        "决议2026-1-01 限期修复消防设施",
        "限期修复消防设施，消防中队验收。",
        "责任单位=物业服务企业",
        "协办单位=消防中队",
        "责任人=吴强",
        "期限=2026年5月31日",
        "表决=公开表决，过半数投票单位；同意2，反对0，弃权1，未投0（基数2，须2）；通过；同意：社区办、物业服务企业；弃权：供水",
      ]
    `);
    expect(said('suspension:1')).toMatchInlineSnapshot(`
      [
        "",
        "14:02休会（茶歇），14:03复会。",
      ]
    `);
    expect(said('next')).toMatchInlineSnapshot(`
      [
        "下次会议",
        "",
        "时间=2026年6月5日（周五）14:00",
        "地点=三楼",
        "议题=回头看",
      ]
    `);
    expect(said('close')).toMatchInlineSnapshot(`
      [
        "",
        "14:09会议结束。",
      ]
    `);
  });

  test('[12] a running vote shows its rule and neither turnout nor choices', () => {
    const sample = new SampleMeeting().opens().does({ type: 'resolution.draft', ...resolutionText('甲') }, 'li');
    const resolutionId = sample.state.resolutions[0]!.id;
    sample.does({ type: 'vote.open', resolutionId, method: 'secret', seconds: 0 });
    const before = recordsOf(sample.state);
    sample.does({ type: 'ballot.cast', voteId: sample.state.votes[0]!.id, choice: 'against' }, 'wu');
    expect(recordsOf(sample.state)).toEqual(before);
    expect(before.find((record) => record.kind === 'resolution')?.state).toBe('voting');
  });

  test('[13] a block that comes later goes to the end of its section, behind what people wrote there', () => {
    const sample = new SampleMeeting().opens().does({ type: 'agenda.goTo', itemId: 'b1' });
    const doc = new Y.Doc();
    inscribe(doc, sample.state);
    write(doc, 'item:b1', '供水公司同意。');
    inscribe(doc, sample.does({ type: 'agenda.advance' }).state);
    inscribe(doc, sample.does({ type: 'agenda.goTo', itemId: 'b1' }).state);
    inscribe(doc, sample.does({ type: 'resolution.draft', ...resolutionText('甲') }, 'li').state);
    expect(outline(doc)).toMatch(/\[item:b1\] 供水公司同意。 {2}\[resolution:r\d+\] \[item:b2\]/);
  });

  test('[13] under every item there is a line to type in, and one at the end', () => {
    const doc = new Y.Doc();
    inscribe(doc, SampleMeeting.whole().state);
    const lines = linesOf(doc);
    expect(lines.at(-1)?.nodeName).toBe('paragraph');
    const parts = lines.filter((line) => line.getAttribute('kind') === 'part');
    expect(parts.map((part) => lines[lines.indexOf(part) + 1]?.nodeName)).toEqual(parts.map(() => 'paragraph'));
  });

  test('before the meeting opens the log has nothing to say', () => {
    const doc = new Y.Doc();
    expect(inscribe(doc, new SampleMeeting().state)).toBe(false);
    expect(linesOf(doc)).toEqual([]);
  });
});

describe('healing', () => {
  const open = (): [Y.Doc, SampleMeeting] => {
    const sample = SampleMeeting.whole();
    const doc = new Y.Doc();
    inscribe(doc, sample.state);
    return [doc, sample];
  };

  test('[13] a deleted block comes back where it stood, between the same words', () => {
    const [doc, { state }] = open();
    write(doc, 'attendance', '前言');
    write(doc, 'item:b1', '正文');
    const before = outline(doc);
    for (const key of ['item:b1', 'attendance', 'close']) remove(doc, key);
    expect(inscribe(doc, state)).toBe(true);
    expect(outline(doc)).toBe(before);
  });

  test('[13] a changed, filled, doubled or hidden block is put right', () => {
    const [doc, { state }] = open();
    const before = canonicalOf(doc);
    const [opening] = linesOf(doc);
    opening!.setAttribute('body', '伪造');
    opening!.setAttribute('onclick', 'x');
    opening!.insert(0, [new Y.XmlText('混入')]);
    const copy = new Y.XmlElement('record');
    copy.setAttribute('key', 'close');
    const quote = new Y.XmlElement('blockquote');
    quote.insert(0, [new Y.XmlElement('record'), paragraph('话')]);
    doc.getXmlFragment(FRAGMENT).insert(2, [copy, quote]);
    inscribe(doc, state);
    expect(quote.toString()).toBe('<blockquote><paragraph>话</paragraph></blockquote>');
    doc.getXmlFragment(FRAGMENT).delete(linesOf(doc).indexOf(quote));
    expect(canonicalOf(doc)).toBe(before);
    expect(Object.keys(opening!.getAttributes()).sort()).toEqual([...RECORD_ATTRS].sort());
  });

  test('knows which transactions may have harmed a block', () => {
    const [doc] = open();
    const seen: boolean[] = [];
    doc.on('afterTransaction', (transaction) => seen.push(touchesRecords(transaction)));
    write(doc, 'item:b1', '正文');
    const line = linesOf(doc).find((element) => sayOf(element) === '正文')!;
    (line.get(0) as Y.XmlText).insert(0, '会');
    (line.get(0) as Y.XmlText).delete(0, 1);
    expect(seen).toEqual([false, false, false]);
    seen.length = 0;
    linesOf(doc)[0]!.setAttribute('body', 'x');
    remove(doc, 'close');
    linesOf(doc)
      .at(-1)!
      .insert(0, [new Y.XmlElement('record')]);
    expect(seen).toEqual([true, true, true]);
  });

  const edit = fc.record({
    what: fc.constantFrom('write', 'delete', 'forge', 'double', 'nest', 'move'),
    at: fc.nat(60),
    to: fc.nat(60),
  });

  test('[13] whatever people do, every block stands once and in order, and every word they wrote is kept', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 25 }), fc.boolean(), (edits, reload) => {
        const { state } = SampleMeeting.whole();
        let doc = new Y.Doc();
        inscribe(doc, state);
        const words = new Set<string>();
        edits.forEach(({ what, at, to }, index) => {
          const fragment = doc.getXmlFragment(FRAGMENT);
          const spot = Math.min(at, fragment.length);
          const record = linesOf(doc).filter((line) => line.nodeName === 'record')[at % keysOf(doc).length];
          if (what === 'write') {
            words.add(`w${index};`);
            fragment.insert(spot, [paragraph(`w${index};`)]);
          } else if (record) harm(fragment, record, what, Math.min(to, fragment.length));
          if (index % 5 === 4) inscribe(doc, state);
          if (reload && index % 7 === 6) {
            const next = new Y.Doc();
            Y.applyUpdate(next, Y.encodeStateAsUpdate(doc));
            doc = next;
          }
        });
        inscribe(doc, state);
        expect(keysOf(doc)).toEqual(recordsOf(state).map((entry) => entry.key));
        const text = linesOf(doc).map(sayOf).join('');
        expect([...words].filter((word) => text.split(word).length !== 2)).toEqual([]);
        expect(inscribe(doc, state)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  function harm(fragment: Y.XmlFragment, record: Y.XmlElement, what: string, to: number): void {
    const at = (fragment.toArray() as unknown[]).indexOf(record);
    if (what === 'forge') record.setAttribute('title', '伪造');
    if (what === 'double' || what === 'move') fragment.insert(to, [record.clone() as Y.XmlElement]);
    if (what === 'delete' || what === 'move') fragment.delete(what === 'move' && to <= at ? at + 1 : at);
    if (what !== 'nest') return;
    const quote = new Y.XmlElement('blockquote');
    quote.insert(0, [record.clone() as Y.XmlElement]);
    fragment.insert(to, [quote]);
  }
});

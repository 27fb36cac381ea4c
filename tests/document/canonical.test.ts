import fc from 'fast-check';
import { updateYFragment } from 'y-prosemirror';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Chance } from '../desk/chance.ts';
import { atScale } from '../scale.ts';
import { canonicalJson, parseCanonical } from '#lib/document/canonical.ts';
import { canonicalOf, minutesOf } from '#lib/document/from-yjs.ts';
import { rowsOf } from '#lib/document/record-attrs.ts';
import { FRAGMENT, schema } from '#lib/document/schema.ts';

const element = (name: string, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement => {
  const made = new Y.XmlElement(name);
  made.insert(0, children);
  return made;
};

const documentOf = (...children: (Y.XmlElement | Y.XmlText)[]): Y.Doc => {
  const doc = new Y.Doc();
  doc.getXmlFragment(FRAGMENT).insert(0, children);
  return doc;
};

const paragraph = (text: string): Y.XmlElement => element('paragraph', new Y.XmlText(text));

const written = (json: unknown): Y.Doc => {
  const doc = new Y.Doc();
  const meta = { mapping: new Map(), isOMark: new Map() };
  updateYFragment(doc, doc.getXmlFragment(FRAGMENT), schema.nodeFromJSON(json), meta);
  return doc;
};

const sample = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: '一、消防设施' }] },
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: '会议' },
        { type: 'text', text: '议定', marks: [{ type: 'strong' }, { type: 'em' }] },
        { type: 'hard_break' },
        { type: 'text', text: '如下' },
      ],
    },
    {
      type: 'ordered_list',
      content: [{ type: 'list_item', content: [{ type: 'paragraph', content: [{ type: 'text', text: '甲' }] }] }],
    },
    {
      type: 'table',
      content: [
        {
          type: 'table_row',
          content: [{ type: 'table_header', attrs: { colspan: 2 }, content: [{ type: 'paragraph' }] }],
        },
      ],
    },
    { type: 'record', attrs: { key: 'close', kind: 'close', body: '散会', rows: '[["时间","16:00"]]' } },
  ],
};

describe('reading a shared document', () => {
  test('what y-prosemirror writes is read back the same', () => {
    const read = minutesOf(written(sample));
    expect(read.eq(schema.nodeFromJSON(sample))).toBe(true);
    expect(() => read.check()).not.toThrow();
  });

  test('an empty document is one empty paragraph, and an empty canonical text', () => {
    expect(canonicalOf(new Y.Doc())).toBe('{"content":[],"format":"lianxi-minutes/1"}');
  });

  test('text under unknown or misplaced elements stays, and the document is valid', () => {
    const doc = documentOf(
      element('script', paragraph('脚本')),
      element('bullet_list', paragraph('散项')),
      element('table', paragraph('散格'), element('table_row', paragraph('散列'))),
      element('heading', element('paragraph', new Y.XmlText('题'))),
      new Y.XmlText('孤字'),
      element('record'),
    );
    const read = minutesOf(doc);
    expect(() => read.check()).not.toThrow();
    expect(read.textBetween(0, read.content.size, '|')).toBe('脚本|散项|散格|散列|题|孤字');
  });

  test('a document nested a thousand deep is read without harm', () => {
    const doc = new Y.Doc();
    let inner: Y.XmlFragment = doc.getXmlFragment(FRAGMENT);
    for (let depth = 0; depth < 1000; depth += 1) {
      const next = new Y.XmlElement('blockquote');
      inner.insert(0, [next]);
      inner = next;
    }
    inner.insert(0, [new Y.XmlText('底')]);
    expect(canonicalOf(doc)).toContain('底');
  });

  test('reading changes nothing in the shared document', () => {
    const doc = documentOf(paragraph('a'), element('unknown', new Y.XmlText('b'), new Y.XmlText('c')));
    const before = Y.encodeStateAsUpdate(doc);
    canonicalOf(doc);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });
});

describe('the canonical form', { timeout: atScale(60_000, 3_600_000) }, () => {
  test('is the same however the text was cut and whoever typed first', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 12 }), fc.nat(), (pieces, seed) => {
        const first = documentOf(paragraph(''));
        const peers = [1, 2, 3].map((clientID) => {
          const peer = new Y.Doc();
          peer.clientID = clientID + (seed % 1000);
          Y.applyUpdate(peer, Y.encodeStateAsUpdate(first));
          return peer;
        });
        pieces.forEach((piece, index) => {
          const line = peers[index % 3]!.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement;
          (line.get(0) as Y.XmlText).insert(0, piece, index % 2 ? { strong: {} } : {});
        });
        const updates = peers.map((peer) => Y.encodeStateAsUpdate(peer));
        const merged = [updates, updates.toReversed()].map((order) => {
          const doc = new Y.Doc();
          for (const update of order) Y.applyUpdate(doc, update);
          return canonicalOf(doc);
        });
        expect(merged[0]).toBe(merged[1]);
      }),
      { numRuns: atScale(1_000, 100_000), seed: new Chance().told('the canonical form').seed },
    );
  });

  test('says the same of a document and of what it says', () => {
    const doc = schema.nodeFromJSON(sample);
    expect(canonicalJson(minutesOf(written(sample)))).toBe(canonicalJson(doc));
    expect(parseCanonical(canonicalJson(doc)).content).toHaveLength(5);
  });

  test('joins texts, sorts marks, leaves out defaults and empty lines', () => {
    const doc = documentOf(paragraph(''), paragraph('留'), paragraph(''));
    expect(canonicalOf(doc)).toBe(
      '{"content":[{"content":[{"text":"留","type":"text"}],"type":"paragraph"}],"format":"lianxi-minutes/1"}',
    );
  });

  test('what is not minutes is refused', () => {
    expect(() => parseCanonical('{}')).toThrow(TypeError);
    expect(() => parseCanonical('nonsense')).toThrow(SyntaxError);
  });
});

test('rows of a record: malformed text has none', () => {
  expect(rowsOf('[["期限","5月"]]')).toEqual([['期限', '5月']]);
  expect(['', '{}', '[1]', 'x'].flatMap(rowsOf)).toEqual([]);
});

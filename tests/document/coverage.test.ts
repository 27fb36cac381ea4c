import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { covers, MinutesCoverage } from '#lib/live/minutes-coverage.ts';

const typed = (): [Y.Doc, MinutesCoverage] => {
  const doc = new Y.Doc();
  const coverage = new MinutesCoverage(doc);
  doc.on('afterTransaction', (transaction: Y.Transaction) => coverage.wrote(transaction));
  doc.getText('t').insert(0, '会议议定');
  return [doc, coverage];
};

describe('已保存 means on disk (G6)', () => {
  test('[G6] an insertion is saved when the state vector on disk covers it', () => {
    const [doc, coverage] = typed();
    const before = Y.encodeStateVector(doc);
    expect(coverage.isComplete).toBe(false);
    coverage.saved(before);
    expect(coverage.isComplete).toBe(true);
    doc.getText('t').insert(0, '一');
    coverage.saved(before);
    expect(coverage.isComplete).toBe(false);
  });

  test('[G6] a deletion, which no state vector shows, is saved only when an answer to a later question comes', () => {
    const [doc, coverage] = typed();
    coverage.saved(Y.encodeStateVector(doc));
    doc.getText('t').delete(0, 1);
    expect(coverage.isComplete).toBe(false);
    coverage.saved(Y.encodeStateVector(doc));
    expect(coverage.isComplete).toBe(false);
    expect(coverage.ask()).toBe(true);
    coverage.saved(Y.encodeStateVector(doc));
    expect(coverage.isComplete).toBe(true);
    expect(coverage.ask()).toBe(false);
  });

  test('a vector covers another when no client is ahead in it', () => {
    expect(covers(new Map([[1, 5]]), new Map([[1, 5]]))).toBe(true);
    expect(covers(new Map([[1, 5]]), new Map([[1, 6]]))).toBe(false);
    expect(covers(new Map(), new Map([[2, 1]]))).toBe(false);
  });
});

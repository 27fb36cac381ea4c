import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { MinutesPaper } from '../../server/rooms/minutes-paper.ts';
import { Chance } from './chance.ts';
import { message } from './desk-guest.ts';
import { honestUpdates } from './honest.ts';
import { atScale } from '../scale.ts';

const rounds = atScale(10_000, 1_000_000);
const newPaper = () => new MinutesPaper(null, null, [], () => false);

function loadsAgain(state: Uint8Array): boolean {
  const again = new Y.Doc();
  Y.applyUpdate(again, state);
  return Buffer.compare(Y.encodeStateAsUpdate(again), state) === 0;
}

test('honest updates are all taken, alone and merged', () => {
  const chance = new Chance();
  const updates = honestUpdates(chance, 400);
  const [single, merged, reference] = [newPaper(), newPaper(), new Y.Doc()];
  for (const update of updates) {
    Y.applyUpdate(reference, update);
    expect(single.take([update], null), `seed ${chance.seed}`).toMatchObject({ fault: null, orphan: false });
  }
  expect(merged.take([Y.mergeUpdates(updates)], null)).toMatchObject({ fault: null, orphan: false });
  const text = String(reference.getXmlFragment('minutes'));
  expect(String(single.doc().getXmlFragment('minutes')), `seed ${chance.seed}`).toBe(text);
  expect(String(merged.doc().getXmlFragment('minutes')), `seed ${chance.seed}`).toBe(text);
});

test('[G7] honest replicas that were apart merge: nothing is refused, all are equal', () => {
  const chance = new Chance();
  const base = honestUpdates(chance, 60);
  const paper = newPaper();
  paper.take(base, null);
  const docs = [0, 1, 2].map(() => {
    const doc = new Y.Doc();
    for (const update of base) Y.applyUpdate(doc, update);
    return doc;
  });
  for (const doc of docs)
    for (let i = 0; i < 200; i++) {
      const nodes = doc.getXmlFragment('minutes').toArray() as Y.XmlElement[];
      const element = chance.pick(nodes);
      const text = element.get(0) as Y.XmlText;
      if (chance.below(40) === 0 && nodes.length > 2)
        doc.getXmlFragment('minutes').delete(chance.below(nodes.length), 1);
      else if (chance.below(4) === 0 && text.length > 1) text.delete(chance.below(text.length), 1);
      else text.insert(chance.below(text.length + 1), 'x');
    }
  for (const doc of docs) {
    const taken = paper.take([Y.encodeStateAsUpdate(doc, paper.vector())], doc);
    expect(taken, `seed ${chance.seed}`).toMatchObject({ fault: null, orphan: false });
  }
  for (const doc of docs) Y.applyUpdate(doc, paper.merge().state);
  const texts = [paper.doc(), ...docs].map((doc) => String(doc.getXmlFragment('minutes')));
  expect(new Set(texts).size, `seed ${chance.seed}`).toBe(1);
});

test('[G13] mutated updates are refused, or leave a document that loads again', { timeout: rounds * 12 }, () => {
  const chance = new Chance().told('mutated updates');
  let paper = newPaper();
  let updates = honestUpdates(chance, 120);
  let longest = 0;
  let accepted = 0;
  for (let round = 0; round < rounds; round++) {
    if (round % 1000 === 0) {
      paper = newPaper();
      updates = honestUpdates(chance, 120);
      paper.take(updates.slice(0, 60), null);
    }
    const mutated = chance.mutate(updates[chance.below(updates.length)]!);
    const began = performance.now();
    const taken = paper.take([mutated], null);
    longest = Math.max(longest, performance.now() - began);
    if (taken.accepted.length === 0) continue;
    accepted++;
    expect(loadsAgain(paper.merge().state), `seed ${chance.seed} round ${round}`).toBe(true);
    expect(() => String(paper.doc().getXmlFragment('minutes')), `seed ${chance.seed}`).not.toThrow();
  }
  expect(accepted).toBeGreaterThan(0);
  expect(longest, `seed ${chance.seed}`).toBeLessThan(200);
});

test('updates without their predecessor are dropped, not gathered', () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const text = doc.getText('t');
  for (let i = 0; i < 500; i++) text.insert(0, 'x');
  const paper = newPaper();
  for (const update of updates.slice(1)) {
    const taken = paper.take([update], null);
    expect(taken).toMatchObject({ orphan: true, accepted: [] });
  }
  expect(paper.doc().store.pendingStructs).toBeNull();
  expect(paper.take([Y.encodeStateAsUpdate(doc)], null)).toMatchObject({ fault: null, orphan: false });
  expect(String(paper.doc().getText('t'))).toHaveLength(500);
});

test('[G13] thousands of items that all want one place are refused before Yjs walks them', () => {
  // Each item by another client, all at the beginning of the same text: Yjs compares every pair.
  const many = 20_000;
  const parts: (number | Uint8Array)[] = [many];
  const encoded: Uint8Array[] = [];
  for (let client = many; client > 0; client--)
    encoded.push(
      message(1, client, 0, 4, 1),
      message(new TextEncoder().encode('minutes2')),
      message(new Uint8Array([120])),
    );
  const update = Buffer.concat([message(...parts), ...encoded, new Uint8Array([0])]);
  const paper = newPaper();
  const began = performance.now();
  expect(paper.take([update], null).fault).toBe('malformed');
  expect(performance.now() - began).toBeLessThan(200);
});

test('two replicas with one client id: the second is told when their texts differ', () => {
  const [one, two] = [new Y.Doc(), new Y.Doc()];
  one.clientID = two.clientID = 7;
  one.getText('t').insert(0, 'first');
  two.getText('t').insert(0, 'other');
  const paper = newPaper();
  expect(paper.take([Y.encodeStateAsUpdate(one)], null).fault).toBeNull();
  expect(paper.take([Y.encodeStateAsUpdate(one)], null).fault).toBeNull();
  expect(paper.take([Y.encodeStateAsUpdate(two)], null).fault).toBe('client_taken');
});

test('in the minutes only what an editor can show is taken', () => {
  const paper = newPaper();
  const doc = new Y.Doc();
  doc.getArray('minutes').push([1, 2, 3]);
  expect(paper.take([Y.encodeStateAsUpdate(doc)], null).fault).toBe('malformed');
  const deep = new Y.Doc();
  let holder: Y.XmlFragment = deep.getXmlFragment('minutes');
  for (let i = 0; i < 100; i++) {
    const element = new Y.XmlElement('blockquote');
    holder.insert(0, [element]);
    holder = element;
  }
  expect(paper.take([Y.encodeStateAsUpdate(deep)], null).fault).toBe('malformed');
  const nested = new Y.Doc();
  nested.getMap('m').set('sub', new Y.Doc());
  expect(paper.take([Y.encodeStateAsUpdate(nested)], null).fault).toBe('malformed');
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { atScale } from '../scale.ts';
import { Chance } from './chance.ts';
import { comeIn, type Guest } from './desk-guest.ts';
import { openDeskHouse, type DeskHouse } from './desk-house.ts';

const runs = atScale(1_000, 100_000);
/** Each document goes through so many: typing, cuts, and then all must be equal. */
const runsPerDocument = 10;
const atOnce = 10;

let house: DeskHouse;
beforeAll(async () => {
  house = await openDeskHouse();
});
afterAll(async () => {
  await house.close();
  expect(house.faults).toEqual([]);
});

/**
 * A place between two characters. Inside a pair of surrogates no editor puts a caret, and Yjs itself comes apart there:
 * it shows the halves as unknown signs, not on every replica.
 */
function place(text: Y.XmlText, chance: Chance): number {
  const plain = (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('');
  const at = chance.below(plain.length + 1);
  return /^[\udc00-\udfff]/.test(plain.slice(at)) ? at + 1 : at;
}

/** A random step of one of the writers. */
function step({ doc, provider }: Guest, chance: Chance): void {
  const root = doc.getXmlFragment('minutes');
  const blocks = root.toArray() as Y.XmlElement[];
  const how = chance.below(14);
  if (how === 0) return void provider.disconnect();
  if (how === 1) return void provider.connect();
  if (blocks.length === 0 || how === 2) {
    const element = new Y.XmlElement(chance.pick(['paragraph', 'heading']));
    element.insert(0, [new Y.XmlText(chance.pick(['a', '议', '𝄞']))]);
    return root.insert(chance.below(blocks.length + 1), [element]);
  }
  if (how === 3 && blocks.length > 1) return root.delete(chance.below(blocks.length), 1);
  const text = chance.pick(blocks).get(0) as Y.XmlText;
  const [from, to] = [place(text, chance), place(text, chance)].toSorted((a, b) => a - b) as [number, number];
  if (how === 4) text.format(from, to - from, { strong: {} });
  else if (how < 7 && to - from < 5) text.delete(from, to - from);
  else text.insert(from, chance.pick(['x', '\u4f1a\u8bae ', 'word ', '𝄞']));
}

/** Waits until all replicas and the server's document have one text. */
function equal(guests: readonly Guest[]): Promise<void> {
  const texts = () => new Set(guests.map(({ doc }) => JSON.stringify(doc.getXmlFragment('minutes').toJSON())));
  const vectors = () => new Set(guests.map(({ doc }) => Buffer.from(Y.encodeStateVector(doc)).toString('hex')));
  return new Promise((done) => {
    const look = () => {
      if (!guests.every(({ provider }) => provider.synced) || vectors().size > 1 || texts().size > 1) return;
      for (const { doc, provider } of guests) {
        doc.off('update', look);
        provider.off('sync', look);
      }
      done();
    };
    for (const { doc, provider } of guests) {
      doc.on('update', look);
      provider.on('sync', look);
    }
    look();
  });
}

test(
  `[G7] ${runs} times random edits and cuts: all replicas and the server converge`,
  { timeout: 60_000 + runs * 60 },
  async () => {
    const { seed } = new Chance().told('convergence');
    let next = 0;
    const worker = async () => {
      while (next < runs / runsPerDocument) {
        const n = next++;
        const chance = new Chance(seed + n);
        const enter = (who: string) => comeIn(house.port, `m${n}`, who);
        const guests = ['ann', 'bob', 'cid'].map(enter);
        await Promise.all(guests.map((guest) => guest.synced()));
        for (let run = 0; run < runsPerDocument; run++) {
          for (let steps = 8 + chance.below(20); steps > 0; steps--) {
            step(chance.pick(guests), chance);
            if (chance.below(4) === 0) await new Promise(setImmediate);
          }
          for (const { provider } of guests) provider.connect();
          await equal(guests);
        }
        const fresh = enter('eve');
        await fresh.synced();
        const text = String(fresh.doc.getXmlFragment('minutes'));
        for (const { doc } of guests) expect(String(doc.getXmlFragment('minutes')), `seed ${seed} of ${n}`).toBe(text);
        for (const guest of [...guests, fresh]) guest.leave();
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  },
);

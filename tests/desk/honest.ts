import * as Y from 'yjs';
import type { Chance } from './chance.ts';

/** Updates of an honest client who writes, formats, nests and deletes. */
export function honestUpdates(chance: Chance, count: number): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const root = doc.getXmlFragment('minutes');
  const texts: Y.XmlText[] = [];
  while (updates.length < count) {
    const text = texts.length > 0 ? chance.pick(texts) : null;
    const how = chance.below(8);
    if (!text || how === 0) {
      const [element, inside] = [new Y.XmlElement(chance.pick(['paragraph', 'heading'])), new Y.XmlText()];
      doc.transact(() => {
        root.insert(chance.below(root.length + 1), [element]);
        element.setAttribute('level', String(chance.below(3)));
        element.insert(0, [inside]);
      });
      texts.push(inside);
    } else if (how === 1 && text.length > 2) text.delete(chance.below(text.length - 1), 1);
    else if (how === 2 && text.length > 2) text.format(0, 1 + chance.below(text.length - 1), { strong: {} });
    else text.insert(chance.below(text.length + 1), chance.pick(['a', '议', 'word ', '𝄞']));
  }
  return updates;
}

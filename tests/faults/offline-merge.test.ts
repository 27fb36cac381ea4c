import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { startHouse } from '../browser/running-house.ts';
import { Chance } from '../desk/chance.ts';
import { Member } from '../protocol/client.ts';
import { atScale } from '../scale.ts';
import { entry, openMeeting } from './opened-meeting.ts';
import { Writer } from './writer.ts';

const rounds = atScale(3, 200);
const edits = 500;
const names = ['xiaofang', 'wuye', 'recorder'];

/** What one replica did: words it wrote, and those of them it took back. */
interface Deeds {
  readonly written: Set<string>;
  readonly erased: Set<string>;
}

const paragraphs = (doc: Y.Doc): Y.XmlText[] =>
  doc
    .getXmlFragment('minutes')
    .toArray()
    .flatMap((node) => (node instanceof Y.XmlElement && node.nodeName === 'paragraph' ? node.toArray() : []))
    .filter((node) => node instanceof Y.XmlText);

/** Writes and takes back whole words at random places, in one's own and in the others' paragraphs. */
function edit(doc: Y.Doc, chance: Chance, who: string, times: number): Deeds {
  const deeds: Deeds = { written: new Set(), erased: new Set() };
  for (let n = 0; n < times; n++) {
    const texts = paragraphs(doc);
    const text = chance.pick(texts);
    const said = text.toString();
    const own = [...said.matchAll(/\(([^()]+)\)/g)].filter((match) => match[1]!.startsWith(`${who}.`));
    if (chance.below(5) === 0 && own.length > 0) {
      const word = chance.pick(own);
      text.delete(word.index, word[0].length);
      deeds.erased.add(word[0]);
    } else if (chance.below(40) === 0) {
      const element = new Y.XmlElement('paragraph');
      element.insert(0, [new Y.XmlText()]);
      doc.getXmlFragment('minutes').push([element]);
      n--;
    } else {
      const places = [0, ...[...said.matchAll(/\)/g)].map((match) => match.index + 1)];
      const word = `(${who}.${n})`;
      text.insert(chance.pick(places), word);
      deeds.written.add(word);
    }
  }
  return deeds;
}

test(
  `[G7] [G16] ${rounds} times 3 people with ${edits} offline edits each, merged while the server restarts and compacts`,
  { timeout: rounds * 30_000 },
  async () => {
    const chance = new Chance().told('offline merge');
    const opened = await openMeeting();
    let { house } = opened;
    const { dataDir, port } = house;
    const members = await Promise.all(names.map((name) => Member.login(house.url, name)));
    const present = new Set<string>();
    const absent = new Set<string>();
    const writers = members.map((member) => new Writer(member, opened.meetingId));
    await Promise.all(writers.map((writer) => writer.synced()));
    writers[0]!.begin();
    writers[0]!.type('(start)');
    await writers[0]!.saved();
    await Promise.all(writers.map((writer) => writer.reads((text) => text.includes('(start)'))));

    for (let round = 0; round < rounds; round++) {
      for (const writer of writers) writer.provider.disconnect();
      writers.forEach(({ doc }, index) => {
        const { written, erased } = edit(doc, chance, `${round}-${index}`, edits);
        for (const word of written) present.add(word);
        for (const word of erased) {
          present.delete(word);
          absent.add(word);
        }
      });
      // They come back one by one; in the middle of it the process is killed and starts again.
      for (const writer of writers) writer.provider.connect();
      await writers[chance.below(writers.length)]!.synced();
      await house.kill();
      house = await startHouse({ entry, dataDir, port });
      const began = performance.now();
      const missing = (text: string) => [...present].filter((word) => !text.includes(word));
      await Promise.all(writers.map((writer) => writer.reads((text) => missing(text).length === 0)));
      expect(performance.now() - began).toBeLessThan(10_000);

      const fresh = new Writer(members[0]!, opened.meetingId);
      await fresh.synced();
      await fresh.reads((text) => missing(text).length === 0);
      const text = fresh.text();
      for (const writer of writers) await writer.reads((own) => own === text);
      for (const word of present) expect(text.split(word).length - 1, `seed ${chance.seed} ${word}`).toBe(1);
      expect([...absent].filter((word) => text.includes(word))).toEqual([]);
      fresh.leave();
    }
    for (const writer of writers) writer.leave();
    opened.chair.close();
    await house.stop();
  },
);

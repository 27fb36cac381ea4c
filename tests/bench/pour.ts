import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Y from 'yjs';
import { cpuOf, keystrokes, Member, ms, quiet, startOurs } from './minutes-crowd.ts';
import { message } from '../desk/desk-guest.ts';
import type { Row } from './row.ts';

const KEYS = 100_000;
const work = `one writer pours in ${KEYS / 1000},000 keystrokes, 15 % deletions`;

/** A long history written by one person, then read back after a crash. */
export async function measure(): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianxi-pour-'));
  const server = await startOurs(dataDir);
  const url = `${server.ready.url}/doc`;
  const { sent, doc } = keystrokes(KEYS, press());
  const whole = Y.encodeStateAsUpdate(doc).length;
  const wanted = doc.getText('bench').toString();
  const writer = await Member.enter(`${url}?saved=1`, 'writer');
  const reader = await Member.enter(url, 'reader', new Y.Doc());
  await quiet([writer, reader]);
  const vector = Buffer.from(Y.encodeStateVector(doc));
  const cpu = await cpuOf(server, async () => {
    const saved = writer.until((data) => data?.[0] === 100 && Buffer.from(data).includes(vector));
    const read = reader.until(() => reader.doc!.getText('bench').length === wanted.length);
    for (let n = 0; n < sent.length; n++) {
      writer.ws.send(sent[n]!);
      if (n % 500 === 0) await new Promise(setImmediate);
    }
    await Promise.all([saved, read]);
  });
  await server.stop();
  const join1 = await joined(dataDir, wanted, whole);
  return [{ work, figure: 'server CPU', ours: ms(cpu), reference: null, ratio: null, reach: '≤ 5,000 ms' }, ...join1];
}

/** Keys where a person would press them: mostly on, now and then elsewhere. */
function press(): (text: Y.Text, n: number) => void {
  let at = 0;
  return (text, n) => {
    if (n % 53 === 0) at = (n * 7919) % (text.length + 1);
    if (n % 20 >= 17 && at > 0) text.delete(--at, 1);
    else text.insert(at++, String.fromCharCode(97 + (n % 26)));
  };
}

/** The same document after kill -9, right after the writer saw that it was saved. */
async function joined(dataDir: string, wanted: string, whole: number): Promise<Row[]> {
  const server = await startOurs(dataDir);
  // Somebody in another meeting first: the measured join is not the process's first.
  const other = await Member.enter(`${server.ready.url}/other`, 'warm', new Y.Doc());
  await quiet([other]);
  let member!: Member;
  const cpu = await cpuOf(server, async () => {
    member = new Member(`${server.ready.url}/doc`, 'joiner');
    member.doc = new Y.Doc();
    await new Promise((opened) => member.ws.once('open', opened));
    const read = member.until((data) => data?.[0] === 0 && data[1] === 1);
    member.ws.send(message(0, 0, new Uint8Array([0])));
    await read;
  });
  const isWhole = member.doc!.getText('bench').toString() === wanted;
  const ratio = member.bytes / whole;
  await server.stop();
  const about = 'join that document after kill -9';
  return [
    { work: about, figure: 'server CPU', ours: ms(cpu), reference: null, ratio: null, reach: '≤ 20 ms' },
    { work: about, figure: 'bytes', ours: `${member.bytes}`, reference: `${whole}`, ratio, reach: '≤ 1.1' },
    { work: about, figure: 'text', ours: isWhole ? 'whole' : 'LOST', reference: null, ratio: null, reach: 'whole' },
  ];
}

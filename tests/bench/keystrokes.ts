import {
  cpuOf,
  crowd,
  keystrokes,
  Member,
  ms,
  quiet,
  startOurs,
  startRelay,
  type MinutesServer,
} from './minutes-crowd.ts';
import type { Row } from './row.ts';

const READERS = 200;
const KEYS = 1000;
const last = '\u25a0';

/** One writer, many readers, keystrokes as fast as the socket takes them. */
export async function measure(): Promise<Row[]> {
  const [reference, ours] = [await round(await startRelay()), await round(await startOurs())];
  const work = `one writer, ${READERS} readers, ${KEYS} keystrokes`;
  const ratio = ours / reference;
  return [{ work, figure: 'server CPU', ours: ms(ours), reference: ms(reference), ratio, reach: '≤ 0.12' }];
}

async function round(server: MinutesServer): Promise<number> {
  const url = `${server.ready.url}/doc`;
  const { sent } = keystrokes(KEYS, (text, n) => text.insert(n, n === KEYS - 1 ? last : 'k'));
  const readers = await crowd(READERS, (n) => Member.enter(url, `reader${n}`));
  const writer = await Member.enter(url, 'writer');
  await quiet([...readers, writer]);
  const ending = Buffer.from(last);
  const cpu = await cpuOf(server, async () => {
    const all = readers.map((reader) => reader.until((data) => data !== null && Buffer.from(data).includes(ending)));
    for (const message of sent) writer.ws.send(message);
    await Promise.all(all);
  });
  for (const member of [...readers, writer]) member.ws.terminate();
  await server.stop();
  return cpu;
}

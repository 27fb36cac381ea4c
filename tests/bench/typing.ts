import { setInterval as every } from 'node:timers/promises';
import * as Y from 'yjs';
import { message } from '../desk/desk-guest.ts';
import { cpuOf, crowd, Member, ms, quiet, startOurs, startRelay, warmUp, type MinutesServer } from './minutes-crowd.ts';
import type { Row } from './row.ts';

const PEOPLE = 50;
const TYPISTS = 10;
const SECONDS = 10;
const perSecond = 5;

interface Round {
  cpu: number;
  p50: number;
}

/** Many in one document, some of them typing, every keystroke durable on our side. */
export async function measure(): Promise<Row[]> {
  const [reference, ours] = [await round(await startRelay()), await round(await startOurs())];
  const work = `${PEOPLE} people, ${TYPISTS} typing ${perSecond} keys/s for ${SECONDS} s`;
  const ratio = ours.cpu / reference.cpu;
  const slower = ours.p50 - reference.p50;
  return [
    { work, figure: 'server CPU', ours: ms(ours.cpu), reference: ms(reference.cpu), ratio, reach: '≤ 1.8' },
    {
      work,
      figure: 'p50',
      ours: `${ms(ours.p50)} (${slower < 0 ? '' : '+'}${slower.toFixed(1)})`,
      reference: ms(reference.p50),
      ratio: null,
      reach: '≤ +2 ms',
    },
  ];
}

async function round(server: MinutesServer): Promise<Round> {
  const url = `${server.ready.url}/doc?saved=1`;
  const sentAt = new Map<string, number>();
  const delays: number[] = [];
  await warmUp(server);
  const people = await crowd(PEOPLE, (n) => Member.enter(url, `person${n}`));
  await quiet(people);
  const hear = (data: Uint8Array) => {
    const began = sentAt.get(/#(\d+)#/.exec(Buffer.from(data).toString('latin1'))?.[1] ?? '');
    if (began !== undefined) delays.push(performance.now() - began);
  };
  for (const person of people.slice(TYPISTS)) person.onMessage = hear;
  const cpu = await cpuOf(server, () => typeAlong(people.slice(0, TYPISTS), sentAt));
  for (const person of people) person.ws.terminate();
  await server.stop();
  delays.sort((a, b) => a - b);
  return { cpu, p50: delays[delays.length >> 1] ?? Number.NaN };
}

async function typeAlong(typists: readonly Member[], sentAt: Map<string, number>): Promise<void> {
  const docs = typists.map((typist) => {
    const doc = new Y.Doc();
    doc.on('update', (update: Uint8Array) => typist.ws.send(message(0, 2, update)));
    return doc;
  });
  const ticks = every(1000 / perSecond / TYPISTS)[Symbol.asyncIterator]();
  for (let key = 1; key <= SECONDS * perSecond * TYPISTS; key++) {
    await ticks.next();
    const mark = String(key);
    sentAt.set(mark, performance.now());
    const text = docs[key % TYPISTS]!.getText('bench');
    text.insert(text.length, `#${mark}#`);
  }
  await ticks.return?.();
}

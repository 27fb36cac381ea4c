import { setInterval as every } from 'node:timers/promises';
import * as encoding from 'lib0/encoding';
import { message } from '../desk/desk-guest.ts';
import { cpuOf, crowd, Member, ms, quiet, startOurs, startRelay, type MinutesServer } from './minutes-crowd.ts';
import type { Row } from './row.ts';

const PEOPLE = 200;
const SECONDS = 10;
const WARM_SECONDS = 4;

/** Everybody's caret moves once a second, one person after the other. */
export async function measure(): Promise<Row[]> {
  const [reference, ours] = [await round(await startRelay()), await round(await startOurs())];
  const work = `carets: ${PEOPLE} people, each moving once a second, ${SECONDS} s`;
  const ratio = ours / reference;
  return [{ work, figure: 'server CPU', ours: ms(ours), reference: ms(reference), ratio, reach: '≤ 0.22' }];
}

async function round(server: MinutesServer): Promise<number> {
  const people = await crowd(PEOPLE, (n) => Member.enter(`${server.ready.url}/doc`, `person${n}`));
  people.forEach((person, n) => person.ws.send(caret(n + 1, 0)));
  await quiet(people);
  await moveAbout(people, 0, WARM_SECONDS);
  const cpu = await cpuOf(server, () => moveAbout(people, WARM_SECONDS, SECONDS));
  for (const person of people) person.ws.terminate();
  await server.stop();
  return cpu;
}

async function moveAbout(people: readonly Member[], from: number, seconds: number): Promise<void> {
  const ticks = every(25)[Symbol.asyncIterator]();
  for (let moved = from * PEOPLE; moved < PEOPLE * (from + seconds);) {
    await ticks.next();
    for (let k = 0; k < PEOPLE / 40; k++, moved++)
      people[moved % PEOPLE]!.ws.send(caret((moved % PEOPLE) + 1, 1 + Math.floor(moved / PEOPLE)));
  }
  await ticks.return?.();
}

/** What y-prosemirror's cursor plugin sends. */
function caret(client: number, clock: number): Uint8Array {
  const place = { type: null, tname: 'minutes', item: { client, clock: clock * 3 }, assoc: 0 };
  const state = { user: { name: `person ${client}`, color: '#3366aa' }, cursor: { anchor: place, head: place } };
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock + 1);
  encoding.writeVarString(encoder, JSON.stringify(state));
  return message(1, encoding.toUint8Array(encoder));
}

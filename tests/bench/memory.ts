import { perEventConnection } from './events-memory.ts';
import { crowd, Member, quiet, startOurs, startRelay, type MinutesServer } from './minutes-crowd.ts';
import type { Row } from './row.ts';

const MEETINGS = 500;

/** Many small meetings: what one open connection costs the server, to the minutes and to the events. */
export async function measure(): Promise<Row[]> {
  const reference = await perMinutesConnection(await startRelay());
  const minutes = await perMinutesConnection(await startOurs());
  const events = await perEventConnection(MEETINGS);
  const work = `${MEETINGS} meetings with 2 people each`;
  const kb = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
  const row = (figure: string, bytes: number, reach: string): Row => {
    return { work, figure, ours: kb(bytes), reference: kb(reference), ratio: bytes / reference, reach };
  };
  return [
    row('memory per minutes connection', minutes, '≤ 50 kB'),
    row('memory per event connection', events, '≤ 60 kB'),
  ];
}

async function perMinutesConnection(server: MinutesServer): Promise<number> {
  const warm = await crowd(200, (n) => Member.enter(`${server.ready.url}/warm${n >> 1}`, `warm${n}`));
  await quiet(warm);
  for (const member of warm) member.ws.terminate();
  const before = await server.report();
  const people = await crowd(MEETINGS * 2, (n) => Member.enter(`${server.ready.url}/m${n >> 1}`, `person${n}`));
  await quiet(people);
  const after = await server.report();
  for (const member of people) member.ws.terminate();
  await server.stop();
  return (after.memory - before.memory) / (MEETINGS * 2);
}

import { crowd, Member, quiet, startOurs, startRelay, type MinutesServer } from './minutes-crowd.ts';
import type { Row } from './row.ts';

const MEETINGS = 500;

/** Many small meetings: what one open minutes connection costs the server. */
export async function measure(): Promise<Row[]> {
  const [reference, ours] = [await round(await startRelay()), await round(await startOurs())];
  const work = `${MEETINGS} meetings with 2 people each`;
  const kb = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
  const ratio = ours / reference;
  return [
    {
      work,
      figure: 'memory per minutes connection',
      ours: kb(ours),
      reference: kb(reference),
      ratio,
      reach: '≤ 50 kB',
    },
  ];
}

async function round(server: MinutesServer): Promise<number> {
  const warm = await crowd(20, (n) => Member.enter(`${server.ready.url}/warm${n % 10}`, `warm${n}`));
  await quiet(warm);
  const before = await server.report();
  const people = await crowd(MEETINGS * 2, (n) => Member.enter(`${server.ready.url}/m${n >> 1}`, `person${n}`));
  await quiet(people);
  const after = await server.report();
  for (const member of [...warm, ...people]) member.ws.terminate();
  await server.stop();
  return (after.memory - before.memory) / (MEETINGS * 2);
}

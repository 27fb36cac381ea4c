import { setTimeout } from 'node:timers/promises';
import { ms } from './minutes-crowd.ts';
import type { Row } from './row.ts';
import { ServerProcess } from './server-process.ts';
import { ourCrowd, referenceCrowd, VOTERS, type Crowd, type Ours } from './voting-crowd.ts';

/** What one vote cost and how long it took. */
interface Round {
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
  readonly seen: number;
  readonly counted: number;
}

/** A vote of all, each ballot at its time; the result is counted by the server itself. */
async function vote(server: ServerProcess<unknown>, crowd: Crowd, spreadMs: number): Promise<Round> {
  await crowd.begin();
  const before = await server.report('cpu');
  const start = performance.now();
  const waits: number[] = [];
  const voting = Array.from({ length: VOTERS }, async (_, voter) => {
    if (spreadMs > 0) await setTimeout((voter * spreadMs) / VOTERS);
    const sent = performance.now();
    await crowd.cast(voter);
    waits.push(performance.now() - sent);
  });
  await Promise.all([...voting, crowd.allSeen()]);
  const seen = performance.now() - start - spreadMs;
  const cpu = (await server.report('cpu')).cpuMs - before.cpuMs;
  waits.sort((a, b) => a - b);
  return { cpu, p50: waits[VOTERS / 2]!, p99: waits[(VOTERS * 99) / 100]!, seen, counted: await crowd.end() };
}

/** A vote spread over a second and then one at once, at the same server: so the second finds its code compiled. */
async function votes(server: ServerProcess<unknown>, crowd: Crowd): Promise<Round[]> {
  const rounds = [await vote(server, crowd, 1000), await vote(server, crowd, 0)];
  crowd.leave();
  await server.stop();
  return rounds;
}

/** 1,000 voters at one server: spread over a second, and all in the same instant. */
export async function measure(): Promise<Row[]> {
  const theirs = await ServerProcess.start<{ url: string }>('./voting-reference.ts');
  const reference = await votes(theirs, await referenceCrowd(theirs));
  const server = await ServerProcess.start<Ours>('./voting-ours.ts', String(VOTERS));
  const ours = await votes(server, await ourCrowd(server));
  return ['1,000 voters within 1 s', '1,000 voters in the same instant'].flatMap((work, index) =>
    rows(work, ours[index]!, reference[index]!),
  );
}

function rows(work: string, ours: Round, reference: Round): Row[] {
  const row = (figure: string, key: Exclude<keyof Round, 'counted'>, reach: string): Row => ({
    work,
    figure,
    ours: ms(ours[key]),
    reference: ms(reference[key]),
    ratio: ours[key] / reference[key],
    reach,
  });
  return [
    row('server CPU', 'cpu', '≤ 1.5×'),
    row('acknowledgement p50', 'p50', '–'),
    row('acknowledgement p99', 'p99', '≤ 2×'),
    row('final count seen by all', 'seen', '–'),
    {
      work,
      figure: 'ballots in the result',
      ours: `${ours.counted}`,
      reference: null,
      ratio: null,
      reach: `${VOTERS}`,
    },
  ];
}

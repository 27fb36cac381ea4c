import { setTimeout } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { Row } from './row.ts';
import { ServerProcess } from './server-process.ts';

const VOTERS = 1000;

interface Ours {
  readonly url: string;
  readonly meetingId: string;
  readonly voteId: string;
  readonly cookies: readonly string[];
}

/** A crowd of voters at one server: how each casts, and how each learns how many have. */
interface Crowd {
  readonly sockets: readonly Socket[];
  /** Sends a ballot; resolves with its acknowledgement. */
  cast(voter: number): Promise<unknown>;
  /** Resolves when every voter has seen all ballots. */
  readonly allSeen: Promise<void>;
}

/** What one round of voting cost and how long it took. */
interface Round {
  readonly cpuMs: number;
  readonly p50: number;
  readonly p99: number;
  readonly seenMs: number;
}

const connected = (socket: Socket): Promise<void> =>
  new Promise((done, fail) => {
    socket.once('connect', done);
    socket.once('connect_error', fail);
  });

/** Opens connections in small groups, so that connecting is not what fails. */
async function inGroups<T>(count: number, open: (index: number) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let from = 0; from < count; from += 50)
    all.push(...(await Promise.all(Array.from({ length: Math.min(50, count - from) }, (_, n) => open(from + n)))));
  return all;
}

/** Counts those who have seen everything. */
function witnesses(): { see(): void; all: Promise<void> } {
  let seen = 0;
  let done: () => void;
  const all = new Promise<void>((resolve) => (done = resolve));
  return { all, see: () => ++seen === VOTERS && done() };
}

async function referenceCrowd(server: ServerProcess<{ url: string }>): Promise<Crowd> {
  const { see, all } = witnesses();
  const sockets = await inGroups(VOTERS, async () => {
    const socket = io(server.ready.url, { transports: ['websocket'], forceNew: true });
    await connected(socket);
    socket.on('count', (count: number) => count === VOTERS && see());
    return socket;
  });
  return {
    sockets,
    allSeen: all,
    cast: (voter) => sockets[voter]!.emitWithAck('cast', `voter${voter}`, 'for'),
  };
}

async function ourCrowd(server: ServerProcess<Ours>): Promise<Crowd> {
  const { url, meetingId, voteId, cookies } = server.ready;
  const { see, all } = witnesses();
  const sockets = await inGroups(VOTERS, async (voter) => {
    const extraHeaders = { cookie: cookies[voter]!, origin: url };
    const socket = io(url, { transports: ['websocket'], forceNew: true, extraHeaders });
    await connected(socket);
    await socket.emitWithAck('meeting:join', { meetingId });
    let seen = 0;
    socket.on('meeting:events', ({ events }: { events: { type: string; cast?: unknown[] }[] }) => {
      for (const { cast } of events) seen += cast?.length ?? 0;
      if (seen === VOTERS) see();
    });
    return socket;
  });
  const cast = async (voter: number) => {
    const id = `bench-${voter}-${Math.floor(performance.now())}`;
    const answer = (await sockets[voter]!.emitWithAck('meeting:command', {
      meetingId,
      id,
      type: 'ballot.cast',
      voteId,
      choice: 'for',
    })) as { ok: boolean };
    if (!answer.ok) throw new Error(JSON.stringify(answer));
  };
  return { sockets, cast, allSeen: all };
}

async function round(server: ServerProcess<unknown>, crowd: Crowd, spreadMs: number): Promise<Round> {
  const before = await server.report();
  const start = performance.now();
  const waits: number[] = [];
  const one = async (voter: number) => {
    const sent = performance.now();
    await crowd.cast(voter);
    waits.push(performance.now() - sent);
  };
  const voting = Array.from({ length: VOTERS }, async (_, voter) => {
    if (spreadMs > 0) await setTimeout((voter * spreadMs) / VOTERS);
    await one(voter);
  });
  await Promise.all([...voting, crowd.allSeen]);
  const seenMs = performance.now() - start - spreadMs;
  const after = await server.report();
  for (const socket of crowd.sockets) socket.close();
  waits.sort((a, b) => a - b);
  return { cpuMs: after.cpuMs - before.cpuMs, p50: waits[VOTERS / 2]!, p99: waits[(VOTERS * 99) / 100]!, seenMs };
}

async function rounds(spreadMs: number): Promise<{ ours: Round; reference: Round }> {
  const theirs = await ServerProcess.start<{ url: string }>('./voting-reference.ts');
  const reference = await round(theirs, await referenceCrowd(theirs), spreadMs);
  await theirs.stop();
  const server = await ServerProcess.start<Ours>('./voting-ours.ts', String(VOTERS));
  const ours = await round(server, await ourCrowd(server), spreadMs);
  await server.stop();
  return { ours, reference };
}

const ms = (value: number): string => `${value.toFixed(1)} ms`;

/** 1,000 voters at one server: spread over a second, and all in the same instant. */
export async function measure(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [work, spreadMs] of [
    ['1,000 voters within 1 s', 1000],
    ['1,000 voters in the same instant', 0],
  ] as const) {
    const { ours, reference } = await rounds(spreadMs);
    const row = (figure: string, key: keyof Round, reach: string): Row => ({
      work,
      figure,
      ours: ms(ours[key]),
      reference: ms(reference[key]),
      ratio: ours[key] / reference[key],
      reach,
    });
    rows.push(row('server CPU', 'cpuMs', '≤ 1.5×'), row('acknowledgement p50', 'p50', '–'));
    rows.push(row('acknowledgement p99', 'p99', '≤ 2×'), row('final count seen by all', 'seenMs', '–'));
  }
  return rows;
}

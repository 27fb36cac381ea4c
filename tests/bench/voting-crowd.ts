import { io, type Socket } from 'socket.io-client';
import type { ServerProcess } from './server-process.ts';

export const VOTERS = 1000;

/** What the house under measurement tells: a cookie per voter, then the chair's; a resolution per vote. */
export interface Ours {
  readonly url: string;
  readonly meetingId: string;
  readonly resolutionIds: readonly string[];
  readonly cookies: readonly string[];
}

/** A crowd of voters at one server: how a vote begins and ends, how each casts and learns how many have. */
export interface Crowd {
  begin(): Promise<void>;
  /** Sends a ballot; resolves with its acknowledgement. */
  cast(voter: number): Promise<unknown>;
  /** Resolves when every voter has seen all ballots of this vote. */
  allSeen(): Promise<void>;
  /** @returns how many ballots the server counts in the end */
  end(): Promise<number>;
  leave(): void;
}

/** Opens connections in small groups, so that connecting is not what fails. */
export async function inGroups<T>(count: number, open: (index: number) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let from = 0; from < count; from += 50)
    all.push(...(await Promise.all(Array.from({ length: Math.min(50, count - from) }, (_, n) => open(from + n)))));
  return all;
}

/** A Socket.IO connection that stands. */
export function connected(url: string, headers: Record<string, string> = {}): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, extraHeaders: headers });
  return new Promise((done, fail) => void socket.once('connect', () => done(socket)).once('connect_error', fail));
}

/** Counts those who have seen everything, anew for each vote. */
class Witnesses {
  #seen = 0;
  #done = () => {};
  all = Promise.resolve();

  begin(): void {
    this.#seen = 0;
    this.all = new Promise((resolve) => (this.#done = resolve));
  }

  see(): void {
    if (++this.#seen === VOTERS) this.#done();
  }
}

/** Voters at the bare reference. */
export async function referenceCrowd({ ready }: ServerProcess<{ url: string }>): Promise<Crowd> {
  const witnesses = new Witnesses();
  let counted = 0;
  const sockets = await inGroups(VOTERS, async () => {
    const socket = await connected(ready.url);
    socket.on('count', (count: number) => {
      counted = count;
      if (count === VOTERS) witnesses.see();
    });
    return socket;
  });
  return {
    begin: async () => {
      witnesses.begin();
      await sockets[0]!.emitWithAck('begin');
    },
    cast: (voter) => sockets[voter]!.emitWithAck('cast', `voter${voter}`, 'for'),
    allSeen: () => witnesses.all,
    end: async () => counted,
    leave: () => sockets.forEach((socket) => socket.close()),
  };
}

/** Voters at our house, and the chair who opens and closes the votes. */
export async function ourCrowd({ ready }: ServerProcess<Ours>): Promise<Crowd> {
  const { url, meetingId, cookies } = ready;
  const resolutionIds = [...ready.resolutionIds];
  const witnesses = new Witnesses();
  let voteId = '';
  const enter = async (person: number): Promise<Socket> => {
    const socket = await connected(url, { cookie: cookies[person]!, origin: url });
    await socket.emitWithAck('meeting:join', { meetingId });
    return socket;
  };
  const command = async (socket: Socket, fields: { type: string } & Record<string, unknown>) => {
    const answer = await socket.emitWithAck('meeting:command', { meetingId, id: crypto.randomUUID(), ...fields });
    if (!answer.ok) throw new Error(JSON.stringify(answer));
  };
  const chair = await enter(VOTERS);
  let closed = 0;
  chair.on('meeting:events', ({ events }: { events: { type: string; voteId?: string; ballots?: unknown[] }[] }) => {
    for (const event of events) {
      if (event.type === 'vote.opened') voteId = event.voteId!;
      if (event.type === 'vote.closed') closed = event.ballots!.length;
    }
  });
  const sockets = await inGroups(VOTERS, async (voter) => {
    const socket = await enter(voter);
    let seen = 0;
    socket.on('meeting:events', ({ events }: { events: { type: string; cast?: unknown[] }[] }) => {
      for (const { type, cast } of events) seen = type === 'vote.opened' ? 0 : seen + (cast?.length ?? 0);
      if (seen === VOTERS && events.some(({ cast }) => cast)) witnesses.see();
    });
    return socket;
  });
  const hear = async (is: () => boolean) => {
    while (!is()) await new Promise((heard) => chair.once('meeting:events', heard));
  };
  return {
    async begin() {
      witnesses.begin();
      const before = voteId;
      await command(chair, { type: 'vote.open', resolutionId: resolutionIds.shift(), method: 'open', seconds: 0 });
      await hear(() => voteId !== before);
    },
    cast: (voter) => command(sockets[voter]!, { type: 'ballot.cast', voteId, choice: 'for' }),
    allSeen: () => witnesses.all,
    async end() {
      closed = 0;
      await command(chair, { type: 'vote.close', voteId });
      await hear(() => closed > 0);
      return closed;
    },
    leave: () => [...sockets, chair].forEach((socket) => socket.close()),
  };
}

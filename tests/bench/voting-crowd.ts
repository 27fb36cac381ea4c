import { LightSocket } from './light-socket.ts';
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
    const socket = await LightSocket.open(ready.url);
    socket.onEvent = (_name, count) => {
      counted = count as number;
      if (count === VOTERS) witnesses.see();
    };
    return socket;
  });
  return {
    begin: async () => {
      witnesses.begin();
      await sockets[0]!.ask('begin');
    },
    cast: (voter) => sockets[voter]!.ask('cast', `voter${voter}`, 'for'),
    allSeen: () => witnesses.all,
    end: async () => counted,
    leave: () => sockets.forEach((socket) => socket.close()),
  };
}

/** What the crowd reads of `meeting:events`. */
interface Told {
  readonly events?: readonly {
    type: string;
    voteId?: string;
    cast?: readonly unknown[];
    ballots?: readonly unknown[];
  }[];
}

/** Voters at our house, and the chair who opens and closes the votes. */
export async function ourCrowd({ ready }: ServerProcess<Ours>): Promise<Crowd> {
  const { url, meetingId, cookies } = ready;
  const resolutionIds = [...ready.resolutionIds];
  const witnesses = new Witnesses();
  const enter = async (person: number): Promise<LightSocket> => {
    const socket = await LightSocket.open(url, { cookie: cookies[person]!, origin: url });
    await socket.ask('meeting:join', { meetingId });
    return socket;
  };
  const command = async (socket: LightSocket, fields: { type: string } & Record<string, unknown>) => {
    const answer = await socket.ask('meeting:command', { meetingId, id: crypto.randomUUID(), ...fields });
    if (!(answer as { ok: boolean }).ok) throw new Error(JSON.stringify(answer));
  };
  const sockets = await inGroups(VOTERS, async (voter) => {
    const socket = await enter(voter);
    let seen = 0;
    socket.onEvent = (_name, payload) => {
      for (const { type, cast = [] } of (payload as Told).events ?? []) {
        if (type === 'vote.opened') seen = 0;
        seen += cast.length;
        if (cast.length > 0 && seen === VOTERS) witnesses.see();
      }
    };
    return socket;
  });
  const chair = await enter(VOTERS);
  let voteId = '';
  const heard = (type: string) =>
    new Promise<NonNullable<Told['events']>[number]>((done) => {
      chair.onEvent = (_name, payload) =>
        (payload as Told).events?.filter((event) => event.type === type).forEach(done);
    });
  return {
    async begin() {
      witnesses.begin();
      const opened = heard('vote.opened');
      await command(chair, { type: 'vote.open', resolutionId: resolutionIds.shift(), method: 'open', seconds: 0 });
      voteId = (await opened).voteId!;
    },
    cast: (voter) => command(sockets[voter]!, { type: 'ballot.cast', voteId, choice: 'for' }),
    allSeen: () => witnesses.all,
    async end() {
      const closed = heard('vote.closed');
      await command(chair, { type: 'vote.close', voteId });
      return (await closed).ballots!.length;
    },
    leave: () => [...sockets, chair].forEach((socket) => socket.close()),
  };
}

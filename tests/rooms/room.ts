import { openArchive, type Archive } from '../../server/archive/archive.ts';
import type { Clock } from '../../server/clock.ts';
import { MeetingRoom, type Outcome, type RoomDesk } from '../../server/rooms/meeting-room.ts';
import { plan, START } from '../meeting/given.ts';
import type { Command } from '#lib/meeting/meeting.ts';

/** A clock that a test winds. */
export class HandClock implements Clock {
  #now = Date.parse(START);
  #timers: { at: number; call: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, call: () => void): () => void {
    const timer = { at: this.#now + ms, call };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  }

  /** Lets time pass; what falls due is called. */
  pass(ms: number): void {
    this.#now += ms;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { call } of due) call();
  }
}

/** A desk that freezes a text given by the test. */
export const deskWith = (text: () => string): RoomDesk => ({
  freeze: async () => ({ canonical: text(), hash: 'a'.repeat(64), state: new Uint8Array([0, 0]) }),
  thaw: async () => {},
  record: async () => {},
});

/** A room over a real store in memory, with the sample plan of tests/meeting. */
export async function openRoom(archive?: Archive) {
  const store = archive ?? (await openArchive({ dataDir: ':memory:' }));
  const clock = new HandClock();
  const faults: unknown[] = [];
  const parts = {
    archive: store,
    clock,
    desk: deskWith(() => '{}'),
    onFault: (error: unknown) => void faults.push(error),
  };
  const room = await MeetingRoom.open('m1', parts);
  let n = 0;
  const act = (actor: string, command: Command, id = `test-${++n}-${actor}`): Promise<Outcome> =>
    room.command(actor, id, command);
  const must = async (actor: string, command: Command, id?: string): Promise<{ seq: number; receipt?: string }> => {
    const outcome = await act(actor, command, id);
    if (!('seq' in outcome)) throw new Error(`${actor} ${command.type}: ${JSON.stringify(outcome)}`);
    return outcome;
  };
  const begin = async () => {
    await must('convener', { type: 'meeting.plan', ...plan() });
    await must('convener', { type: 'notice.send' });
    for (const who of ['chair', 'fire', 'water', 'owners', 'company', 'vice'])
      await must(who, { type: 'attendance.checkIn', mode: 'onSite' });
    await must('chair', { type: 'meeting.open' });
  };
  return { archive: store, clock, room, parts, faults, act, must, begin };
}

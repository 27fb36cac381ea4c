import { expect } from 'vitest';
import { Chance } from '../desk/chance.ts';
import { Member } from '../protocol/client.ts';
import { figuresOf } from './figures.ts';
import { openMeeting, type OpenedMeeting } from './opened-meeting.ts';
import { Writer } from './writer.ts';

/** Longest time that no input may block the event loop (G13). */
const LONGEST_MS = 200;

/** A house under fire, and two honest people in its meeting who must not notice. */
export class FuzzTarget {
  readonly meeting: OpenedMeeting;
  readonly #honest: Member;
  readonly #writer: Writer;

  static async open(): Promise<FuzzTarget> {
    const meeting = await openMeeting();
    const honest = await Member.login(meeting.house.url, 'xiaofang');
    await honest.join(meeting.meetingId);
    const writer = new Writer(honest, meeting.meetingId);
    await writer.synced();
    writer.begin();
    return new FuzzTarget(meeting, honest, writer);
  }

  private constructor(meeting: OpenedMeeting, honest: Member, writer: Writer) {
    this.meeting = meeting;
    this.#honest = honest;
    this.#writer = writer;
  }

  get port(): number {
    return this.meeting.house.port;
  }

  get cookie(): string {
    return this.meeting.chair.cookie;
  }

  /** As a browser on our own pages would say it. */
  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /**
   * Fires, then looks: no crash, no fault, no stall, the honest have noticed nothing, and whoever comes now finds all.
   * What stalls because of an input stalls again with the same one; so a stall is tried twice before it counts.
   */
  async withstands(what: string, fire: (chance: Chance) => Promise<void>): Promise<void> {
    const { seed } = new Chance().told(what);
    const { house } = this.meeting;
    await figuresOf(house.url);
    let stallMs = Infinity;
    for (let go = 0; go < 2 && stallMs > LONGEST_MS; go++) {
      await fire(new Chance(seed));
      const figures = await figuresOf(house.url);
      stallMs = figures.stallMs;
      expect(figures.faults, `${what}: seed ${seed}`).toBe(0);
    }
    expect(stallMs, `${what}: seed ${seed}`).toBeLessThanOrEqual(LONGEST_MS);
    expect(house.process.exitCode).toBeNull();
    await this.#lookAround();
  }

  async close(): Promise<void> {
    this.#writer.leave();
    this.#honest.close();
    this.meeting.chair.close();
    await this.meeting.house.stop();
  }

  async #lookAround(): Promise<void> {
    const { chair, meetingId, house } = this.meeting;
    expect(this.#honest.socket.connected).toBe(true);
    await this.#honest.do({ type: 'floor.request', kind: 'order' }).catch(() => null);
    const words = `still here ${crypto.randomUUID()}`;
    this.#writer.type(words);
    await this.#writer.saved();
    const fresh = await Member.login(house.url, 'gongdian');
    expect(await fresh.join(meetingId)).toMatchObject({ ok: true });
    const reader = new Writer(fresh, meetingId);
    await reader.synced();
    expect(reader.text()).toContain(words);
    reader.leave();
    fresh.close();
    expect(chair.socket.connected).toBe(true);
  }
}

/** Does `count` things, some at once; each has chances of its own, so that a seed repeats them all. */
export async function tries(
  count: number,
  atOnce: number,
  { seed }: Chance,
  one: (chance: Chance, index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next++;
      await one(new Chance(seed + index), index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

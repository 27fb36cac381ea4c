import { io, type Socket } from 'socket.io-client';
import { describe, expect, test } from 'vitest';
import type { ClientToServer, ServerToClient } from '#lib/wire/socket-events.ts';
import { accounts } from '../../server/demo/council.ts';
import { startHouse } from '../browser/running-house.ts';
import { Member } from '../protocol/client.ts';
import { atScale } from '../scale.ts';

const clients = 1000;
const storms = atScale(1, 20);
/** From the first sign of life of the new process, and from its start (G16). */
const [backWithinMs, readyWithinMs] = [15_000, 10_000];

/** A client that comes back by itself and asks for what it missed, as the browser does. */
class Returning {
  seq = 0;
  returns = 0;
  readonly socket: Socket<ServerToClient, ClientToServer>;
  #waiting: { until: () => boolean; done: () => void }[] = [];

  constructor(url: string, cookie: string, meetingId: string) {
    this.socket = io(url, {
      transports: ['websocket'],
      extraHeaders: { cookie, origin: url },
      forceNew: true,
      reconnectionDelay: 200,
      reconnectionDelayMax: 2000,
    });
    this.socket.on('connect', () => void this.#join(meetingId));
    this.socket.on('meeting:events', ({ events }) => {
      for (const event of events) if (event.seq === this.seq + 1) this.seq = event.seq;
      this.#look();
    });
  }

  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((done) => this.#waiting.push({ until: condition, done }));
  }

  async #join(meetingId: string): Promise<void> {
    const since = this.seq === 0 ? {} : { since: this.seq };
    const answer = await this.socket.emitWithAck('meeting:join', { meetingId, ...since }).catch(() => null);
    if (!answer?.ok) return;
    this.seq = Math.max(this.seq, answer.seq);
    this.returns += 1;
    this.#look();
  }

  #look(): void {
    this.#waiting = this.#waiting.filter(({ until, done }) => {
      if (!until()) return true;
      done();
      return false;
    });
  }
}

describe('everybody comes back at once', () => {
  test(
    `[G16] ${clients} clients are back after a kill and hear what happens next`,
    { timeout: 60_000 + storms * 30_000 },
    async () => {
      const entry = ['tests/faults/bare-house.ts'];
      let house = await startHouse({ entry });
      const { dataDir, port } = house;
      const seated = accounts.filter(({ roles }) => roles.length > 0);
      const members = await Promise.all(seated.map(({ username }) => Member.login(house.url, username)));
      const chair = members.find(({ username }) => username === 'chair')!;
      const { meetings } = await chair.json<{ meetings: { id: string; state: string }[] }>('/api/meetings');
      const meetingId = meetings.find(({ state }) => state === 'noticed')!.id;
      const crowd = Array.from(
        { length: clients },
        (_, index) => new Returning(house.url, members[index % members.length]!.cookie, meetingId),
      );
      await Promise.all(crowd.map((client) => client.until(() => client.returns === 1)));

      for (let storm = 1; storm <= storms; storm += 1) {
        await house.kill();
        const started = performance.now();
        house = await startHouse({ entry, dataDir, port });
        expect((await fetch(`${house.url}/readyz`)).status).toBe(200);
        const ready = performance.now();
        expect(ready - started).toBeLessThan(readyWithinMs);
        await Promise.all(crowd.map((client) => client.until(() => client.returns > storm)));
        expect(performance.now() - ready).toBeLessThan(backWithinMs);
        await chair.join(meetingId);
        const { seq } = await chair.do({ type: 'attendance.checkIn', mode: storm % 2 === 1 ? 'onSite' : 'remote' });
        await Promise.all(crowd.map((client) => client.until(() => client.seq >= seq)));
        expect(new Set(crowd.map((client) => client.seq)).size).toBe(1);
      }
      for (const client of crowd) client.socket.close();
      chair.close();
      await house.stop();
    },
  );
});

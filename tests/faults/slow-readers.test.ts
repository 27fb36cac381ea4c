import { setInterval } from 'node:timers/promises';
import WebSocket from 'ws';
import { expect, test } from 'vitest';
import { accounts } from '../../server/demo/council.ts';
import { message } from '../desk/desk-guest.ts';
import { Member } from '../protocol/client.ts';
import { atScale } from '../scale.ts';
import { figuresOf } from './figures.ts';
import { openMeeting } from './opened-meeting.ts';
import { Writer } from './writer.ts';

/** Seconds of traffic: the table's half minute, or its hour. */
const seconds = atScale(30, 3600);
const [readers, paused, everyMs, letters] = [200, 20, 100, 70_000];
const names = accounts.filter(({ roles }) => roles.length > 0).map(({ username }) => username);

/** A reader that looks for marks in what comes. */
class Reader {
  readonly ws: WebSocket;
  readonly delays: number[] = [];
  closeCode: number | null = null;
  readonly ready: Promise<void>;

  constructor(url: string, path: string, cookie: string, greet: (ws: WebSocket, data: string) => boolean) {
    this.ws = new WebSocket(url.replace('http', 'ws') + path, { headers: { cookie, origin: url } });
    this.ws.on('error', () => {});
    this.ws.on('close', (code) => (this.closeCode = code));
    this.ready = new Promise((done) => {
      this.ws.on('message', (data: Buffer) => {
        const text = data.toString('latin1');
        if (greet(this.ws, text)) done();
        const mark = /@(\d{13})@/.exec(text);
        if (mark) this.delays.push(Date.now() - Number(mark[1]));
      });
    });
  }
}

/** Engine.IO and Socket.IO by hand: a client that costs the test little. */
const hall = (url: string, cookie: string, meetingId: string) =>
  new Reader(url, '/socket.io/?EIO=4&transport=websocket', cookie, (ws, text) => {
    if (text.startsWith('0{')) ws.send('40');
    else if (text.startsWith('40')) ws.send(`420["meeting:join",${JSON.stringify({ meetingId })}]`);
    else if (text === '2') ws.send('3');
    return text.startsWith('430');
  });

const desk = (url: string, cookie: string, meetingId: string) => {
  const reader = new Reader(url, `/yjs/${meetingId}`, cookie, () => true);
  reader.ws.on('open', () => reader.ws.send(message(0, 0, new Uint8Array([0]))));
  return reader;
};

/** The worst hundredth of the delays, in milliseconds. */
const p99 = (all: readonly Reader[]): number => {
  const delays = all.flatMap((reader) => reader.delays).toSorted((a, b) => a - b);
  expect(delays.length).toBeGreaterThan(all.length * 10);
  return delays[Math.floor(delays.length * 0.99)]!;
};

/** Several connections that set the next meeting's topics: some 510 kB a second to everybody. */
async function speakers(chair: Member, meetingId: string) {
  const all = await Promise.all(
    Array.from({ length: 9 }, async () => {
      const speaker = new Member(chair.url, 'chair');
      speaker.cookie = chair.cookie;
      await speaker.join(meetingId);
      return speaker;
    }),
  );
  const next = { type: 'nextMeeting.set', startsAt: '2030-01-01T06:00:00.000Z', place: 'Hall' } as const;
  const say = (mark: string) => all.map((one) => one.do({ ...next, topics: mark + '\u8bae'.repeat(1900) }));
  return { say, close: () => all.forEach((one) => one.close()) };
}

/** Somebody who pastes 70,000 letters and takes them back, five times a second. */
async function paster(chair: Member, meetingId: string) {
  const writer = new Writer(chair, meetingId);
  await writer.synced();
  writer.begin();
  let isThere = false;
  const say = (mark: string) => {
    if (isThere) writer.rub(letters);
    else writer.type(mark + 'x'.repeat(letters));
    isThere = !isThere;
  };
  return { say, close: () => writer.leave() };
}

test(
  `[G14] ${paused} of ${readers} clients stop reading: they are let go, memory stays bounded, the others hear in time`,
  { timeout: (seconds + 60) * 1000 },
  async () => {
    const { house, chair, meetingId } = await openMeeting();
    const members = await Promise.all(names.map((name) => Member.login(house.url, name)));
    const come = async (many: number) => {
      const cookies = Array.from({ length: many }, (_, i) => members[i % members.length]!.cookie);
      const halls = cookies.map((cookie) => hall(house.url, cookie, meetingId));
      const desks = cookies.map((cookie) => desk(house.url, cookie, meetingId));
      await Promise.all([...halls, ...desks].map((reader) => reader.ready));
      return { halls, desks, all: [...halls, ...desks] };
    };
    const quick = await come(readers - paused);
    const [voices, pen] = await Promise.all([speakers(chair, meetingId), paster(chair, meetingId)]);

    /** @returns the most memory seen */
    const traffic = async (lasting: number) => {
      let [peak, turns] = [0, 0];
      for await (const _ of setInterval(everyMs)) {
        const mark = `@${Date.now()}@`;
        const said = voices.say(mark);
        pen.say(mark);
        if (turns % 10 === 0) peak = Math.max(peak, (await figuresOf(house.url)).memoryMiB);
        await Promise.all(said);
        if (++turns * everyMs >= lasting * 1000) break;
      }
      return peak;
    };
    const usual = await traffic(5);
    const slow = await come(paused);
    for (const one of slow.all) one.ws.pause();
    const before = await figuresOf(house.url);
    const wont = Math.max(p99(quick.halls), p99(quick.desks));
    for (const one of quick.all) one.delays.length = 0;
    const peak = await traffic(seconds);
    const after = await figuresOf(house.url);
    const worst = Math.max(p99(quick.halls), p99(quick.desks));
    expect(quick.all.filter(({ closeCode }) => closeCode !== null)).toEqual([]);
    expect(before.events - after.events).toBe(paused);
    expect(before.minutes - after.minutes).toBe(paused);
    expect(peak - usual).toBeLessThan(150);
    // On a machine that is busy with something else: not much slower than before anybody stopped.
    expect(worst).toBeLessThan(Math.max(500, 3 * wont));
    expect(after.faults).toBe(0);
    for (const one of [...quick.all, ...slow.all]) one.ws.terminate();
    pen.close();
    voices.close();
    chair.close();
    await house.stop();
  },
);

import { afterEach, expect, test } from 'vitest';
import type { Command, MeetingEvent } from '#lib/meeting/meeting.ts';
import { openArchive, type Archive } from '../../server/archive/archive.ts';
import { Rooms } from '../../server/rooms/rooms.ts';
import { Vigil } from '../../server/rooms/vigil.ts';
import { planUnder, STARTS_AT } from '../meeting/observed.ts';
import { deskWith, HandClock } from './room.ts';

const DAY = 86_400_000;
/** The presidium's minutes are due three working days after the close, at midnight. */
const DUE_AT = Date.parse('2026-10-15T15:59:59.999Z');

let archive: Archive;
afterEach(() => archive.close());

/** A house's rooms with their vigil, over a store that outlives them. */
async function serve(clock: HandClock) {
  const faults: unknown[] = [];
  const onFault = (error: unknown) => void faults.push(error);
  const rooms = new Rooms({ archive, clock, desk: deskWith(() => '{}'), onFault });
  const vigil = new Vigil({ archive, rooms, clock, onFault });
  await vigil.begin();
  const stop = async () => {
    vigil.end();
    await rooms.rest();
    expect(faults).toEqual([]);
  };
  return { rooms, stop };
}

const noted = async (): Promise<unknown[]> => {
  const log = await archive.events.read('m1', 0);
  return log
    .filter(({ type, fields }) => type.startsWith('charter.') && fields.provision === 'minutesDue')
    .map(({ type, at, actor, fields }) => ({ type, at, actor, ...fields }));
};

/** Resolves with the next events of this type. */
const heard = (rooms: Rooms, type: MeetingEvent['type']): Promise<readonly MeetingEvent[]> =>
  new Promise((done) => {
    const leave = rooms.listen((_room, events) => {
      if (!events.some((event) => event.type === type)) return;
      leave();
      done(events);
    });
  });

/** Closed at its planned hour under the presidium's charter. */
async function closedMeeting(clock: HandClock, rooms: Rooms) {
  const room = await rooms.create('m1');
  const act = async (actor: string, command: Command) =>
    expect(await room.command(actor, crypto.randomUUID(), command)).toHaveProperty('seq');
  clock.pass(Date.parse(STARTS_AT) - 10 * DAY - clock.now());
  await act('manager', { type: 'meeting.plan', ...planUnder('presidium') });
  await act('manager', { type: 'notice.send' });
  clock.pass(10 * DAY);
  for (const who of ['manager', 'owners', 'council', 'cleaning'])
    await act(who, { type: 'attendance.checkIn', mode: 'onSite' });
  await act('manager', { type: 'meeting.open' });
  await act('manager', { type: 'meeting.close' });
  return room;
}

test('[O4] a breach is noted in the commit that shows it', async () => {
  archive = await openArchive();
  const clock = new HandClock();
  const { rooms, stop } = await serve(clock);
  const closing = heard(rooms, 'meeting.closed');
  await closedMeeting(clock, rooms);
  const events = await closing;
  expect(events.at(-1)).toMatchObject({ type: 'charter.breached', provision: 'nextMeeting', actor: 'system' });
  await stop();
});

test('[O12] overdue minutes are noted once for a meeting whose room sleeps, and once that they came', async () => {
  archive = await openArchive();
  const clock = new HandClock();
  const { rooms, stop } = await serve(clock);
  await closedMeeting(clock, rooms);
  clock.pass(10 * 60_000);
  const breach = heard(rooms, 'charter.breached');
  clock.pass(DUE_AT - clock.now());
  expect(await noted()).toEqual([]);
  clock.pass(1);
  await breach;
  const dueAt = new Date(DUE_AT).toISOString();
  const missed = { type: 'charter.breached', actor: 'system', provision: 'minutesDue', dueAt, byMs: null };
  expect(await noted()).toMatchObject([missed]);
  await stop();

  clock.pass(2 * DAY);
  const again = await serve(clock);
  expect(await noted()).toMatchObject([missed]);
  const room = (await again.rooms.get('m1'))!;
  await room.command('recorder', 'finalise-1', { type: 'minutes.finalise' });
  expect(await noted()).toMatchObject([missed, { type: 'charter.mended', byMs: clock.now() - DUE_AT }]);
  await again.stop();
});

test('[O12] what passed while the server was down is noted when it starts, once', async () => {
  archive = await openArchive();
  const clock = new HandClock();
  const { rooms, stop } = await serve(clock);
  await closedMeeting(clock, rooms);
  await stop();
  clock.pass(30 * DAY);
  for (let starts = 0; starts < 2; starts++) {
    const { stop: again } = await serve(clock);
    expect(await noted()).toHaveLength(1);
    await again();
  }
  expect((await noted())[0]).toMatchObject({ at: new Date(clock.now()).toISOString(), detail: 'minutesMissing' });
});

test('[O12] one log that cannot be read keeps neither the house from opening nor other deadlines from being kept', async () => {
  archive = await openArchive({ dataDir: ':memory:' });
  const faults: unknown[] = [];
  const clock = new HandClock();
  const rooms = new Rooms({ archive, clock, desk: deskWith(() => '{}'), onFault: (error) => void faults.push(error) });
  const damaged = new Error('damaged');
  let isDamaged = true;
  const looked: string[] = [];
  const vigil = new Vigil({
    archive: {
      events: { ...archive.events, meetingsIn: async (stage) => (stage === 'noticed' ? ['bad', 'good'] : []) },
    },
    rooms: {
      listen: (listener) => rooms.listen(listener),
      get: async (id) => {
        looked.push(id);
        if (id === 'bad' && isDamaged) throw damaged;
        return null;
      },
    },
    clock,
    onFault: (error) => void faults.push(error),
  });
  await vigil.begin();
  expect(looked).toEqual(['bad', 'good']);
  expect(faults).toEqual([damaged]);
  isDamaged = false;
  clock.pass(60_000);
  expect(looked).toEqual(['bad', 'good', 'bad']);
  vigil.end();
  await rooms.rest();
});

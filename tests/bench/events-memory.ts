import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHouse } from '../../server/house.ts';
import { createLog } from '../../server/log.ts';
import { plan } from '../meeting/given.ts';
import { configIn } from '../protocol/house.ts';
import { ServerProcess } from './server-process.ts';
import { LightSocket } from './light-socket.ts';
import { inGroups } from './voting-crowd.ts';

/** A seat in a meeting, and the cookie of who sits there. */
interface Place {
  readonly meetingId: string;
  readonly cookie: string;
}

const perMeeting = 2;

/** Fills a folder with meetings of two people each. @returns everybody's place */
async function fill(dataDir: string, meetings: number): Promise<Place[]> {
  const house = await createHouse(configIn(dataDir), createLog('error'));
  const places: Place[] = [];
  for (let number = 0; number < meetings; number++) {
    const room = await house.rooms.create();
    const ids = Array.from({ length: perMeeting }, (_, n) => `person${number}-${n}`);
    for (const id of ids) {
      const person = await house.archive.people.create({ id, name: id, username: id });
      const { setCookie } = await house.sessions.begin(person, 'setup', {});
      places.push({ meetingId: room.id, cookie: setCookie.split(';')[0]! });
    }
    const units = ids.map((id) => ({ id, name: id, short: id }));
    const seats = ids.map((id, n) => ({
      personId: id,
      name: id,
      unitId: id,
      roles: n === 0 ? (['chair', 'representative'] as const) : (['representative'] as const),
    }));
    const startsAt = new Date().toISOString();
    const planned = { type: 'meeting.plan', ...plan(), startsAt, units, seats } as const;
    const outcome = await room.command('system', crypto.randomUUID(), planned);
    if (!('seq' in outcome)) throw new Error(JSON.stringify(outcome));
    await room.command('system', crypto.randomUUID(), { type: 'notice.send' });
  }
  await house.close();
  return places;
}

/** Bytes that the server needs for each event connection, the rooms it opens for them included. */
export async function perEventConnection(meetings: number): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianxi-bench-'));
  const warming = 100;
  const places = await fill(dataDir, meetings + warming);
  const server = await ServerProcess.start<{ url: string }>('./events-ours.ts', dataDir);
  const { url } = server.ready;
  const enter = async ({ meetingId, cookie }: Place) => {
    const socket = await LightSocket.open(url, { cookie, origin: url });
    const answer = await socket.ask('meeting:join', { meetingId });
    if (!(answer as { ok: boolean }).ok) throw new Error(JSON.stringify(answer));
    return socket;
  };
  // Some come and go first: a process that has just been started is smaller than it will ever be again.
  const warm = await inGroups(warming * perMeeting, (n) => enter(places[n]!));
  for (const socket of warm) socket.close();
  const before = await server.report();
  const rest = places.slice(warm.length);
  const sockets = await inGroups(rest.length, (n) => enter(rest[n]!));
  const after = await server.report();
  for (const socket of sockets) socket.close();
  await server.stop();
  return (after.memory - before.memory) / rest.length;
}

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '#lib/meeting/meeting.ts';
import { createHouse } from '../../server/house.ts';
import { createLog } from '../../server/log.ts';
import { plan } from '../meeting/given.ts';
import { configIn } from '../protocol/house.ts';
import { serve } from './server-process.ts';

/** The house with one meeting of many units, each with one representative, and a resolution for each vote. */
const VOTES = 2;
const voters = Number(process.argv[2]);
const config = configIn(mkdtempSync(join(tmpdir(), 'lianxi-bench-')));
const house = await createHouse(config, createLog('error'));
const names = Array.from({ length: voters }, (_, index) => `voter${index}`);
const cookies: string[] = [];
for (const id of [...names, 'chair']) {
  const person = await house.archive.people.create({ id, name: id, username: id });
  const { setCookie } = await house.sessions.begin(person, 'setup', {});
  cookies.push(setCookie.split(';')[0]!);
}

const room = await house.rooms.create();
const act = async (actor: string, command: Command): Promise<void> => {
  const outcome = await room.command(actor, `bench-${crypto.randomUUID()}`, command);
  if (!('seq' in outcome)) throw new Error(`${command.type}: ${JSON.stringify(outcome)}`);
};
await act('system', {
  type: 'meeting.plan',
  ...plan(),
  startsAt: new Date().toISOString(),
  units: names.map((id) => ({ id, name: id, short: id })),
  seats: [
    { personId: 'chair', name: 'Chair', unitId: null, roles: ['chair'] },
    ...names.map((id) => ({ personId: id, name: id, unitId: id, roles: ['representative'] as const })),
  ],
});
await act('system', { type: 'notice.send' });
await Promise.all(['chair', ...names].map((who) => act(who, { type: 'attendance.checkIn', mode: 'remote' })));
await act('chair', { type: 'meeting.open' });
const text = {
  title: 'T',
  text: 'T',
  measures: '',
  responsible: [],
  supporting: [],
  person: '',
  deadline: null,
  important: false,
};
for (let vote = 0; vote < VOTES; vote++) await act('chair', { type: 'resolution.draft', ...text });
const resolutionIds = room.meeting.resolutions.map(({ id }) => id);
const port = await house.listen((_req, res) => void res.writeHead(404).end());
serve({ url: `http://127.0.0.1:${port}`, meetingId: room.id, resolutionIds, cookies });

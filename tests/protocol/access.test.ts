import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { accountRoutes } from '../../server/door/account-routes.ts';
import { lateRoutes } from '../../server/door/late-routes.ts';
import { meetingRoutes } from '../../server/door/meeting-routes.ts';
import { observanceRoutes } from '../../server/door/observance-routes.ts';
import { probeRoutes } from '../../server/door/probe-routes.ts';
import { noticedMeeting } from '../faults/opened-meeting.ts';
import { Writer } from '../faults/writer.ts';
import { Member } from './client.ts';
import { startDemo, type RunningHouse } from './house.ts';

/** One person of every office; `admin` has no seat in the council, `stranger` belongs to nothing. */
const offices = [
  'convener',
  'chair',
  'vicechair',
  'recorder',
  'supervisor',
  'sealkeeper',
  'observer',
  'expert',
  'wuye',
];
const everybody = [...offices, 'admin', 'stranger'];
const writers = new Set(['convener', 'chair', 'vicechair', 'recorder', 'expert', 'wuye']);

let running: RunningHouse;
let meetingId: string;
let members: Map<string, Member>;
const who = (name: string): Member => members.get(name)!;

beforeAll(async () => {
  running = await startDemo();
  const password = 'lianxi-demo';
  await running.house.archive.people.create({ id: 'stranger', username: 'stranger', name: 'S', password });
  members = new Map(
    await Promise.all(everybody.map(async (name) => [name, await Member.login(running.url, name)] as const)),
  );
  const chair = who('chair');
  meetingId = await noticedMeeting(chair);
  await chair.join(meetingId);
  await chair.do({ type: 'attendance.checkIn', mode: 'onSite' });
  await chair.do({ type: 'meeting.open' });
});
afterAll(async () => {
  who('chair').close();
  await running.stop();
});

/** Who gets an answer from a call about the meeting, and which; everybody else gets 404. */
const calls: Record<string, { by: readonly string[]; status: number; body?: object }> = {
  'GET /api/meetings/:id': { by: offices, status: 200 },
  'GET /api/meetings/:id/log': { by: offices, status: 200 },
  'GET /api/meetings/:id/notice.pdf': { by: offices, status: 200 },
  'GET /api/meetings/:id/minutes.html': { by: offices, status: 200 },
  'GET /api/meetings/:id/minutes.md': { by: offices, status: 200 },
  'GET /api/meetings/:id/minutes.json': { by: offices, status: 200 },
  'GET /api/meetings/:id/checklist': { by: offices, status: 200 },
  'GET /api/meetings/:id/calendar.ics': { by: offices, status: 200 },
  'GET /api/meetings/:id/versions': { by: offices, status: 200 },
  'GET /api/meetings/:id/late-edits': { by: offices, status: 200 },
  'DELETE /api/meetings/:id/late-edits/:late': { by: [], status: 204 },
  'GET /api/meetings/:id/links': { by: ['convener', 'recorder', 'admin'], status: 200 },
  'POST /api/meetings/:id/links': {
    by: ['convener', 'recorder', 'admin'],
    status: 201,
    body: { personId: 'xiaofang' },
  },
  'DELETE /api/links/:id': { by: [], status: 204 },
};

/** Calls about oneself, and calls that need no session. */
const ownCalls = [
  'GET /api/me',
  'GET /api/meetings',
  'GET /api/me/sessions',
  'POST /api/me/password',
  'POST /api/me/locale',
  'DELETE /api/me/sessions/:id',
];
const openCalls = [
  'POST /api/login',
  'POST /api/logout',
  'POST /api/links/:token/redeem',
  'POST /api/setup/:token',
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
];

/** Status, code and every header that could tell one meeting from another. */
async function call(name: string, by: Member, id: string): Promise<{ status: number; said: string }> {
  const [method, path] = name.split(' ') as [string, string];
  const body = calls[name]?.body;
  const filled = path.replace(/:late|:token/, 'x').replace(':id', id);
  const answer = await fetch(running.url + filled, {
    method,
    headers: { origin: running.url, cookie: by.cookie, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const headers = [...answer.headers].filter(([header]) => header !== 'date');
  return { status: answer.status, said: JSON.stringify([headers, await answer.text()]) };
}

describe('[G12] every call of HTTP, every office', () => {
  test('the tables know every route', () => {
    const routes = [...accountRoutes, ...meetingRoutes, ...observanceRoutes, ...lateRoutes, ...probeRoutes];
    const names = routes.map(({ method, path }) => `${method} ${path}`);
    expect([...Object.keys(calls), ...ownCalls, ...openCalls].toSorted()).toEqual(names.toSorted());
  });

  test.each(Object.keys(calls))('%s', async (name) => {
    const { by, status } = calls[name]!;
    for (const person of everybody) {
      const own = await call(name, who(person), meetingId);
      const none = await call(name, who(person), 'there-is-none');
      expect([person, own.status]).toEqual([person, by.includes(person) ? status : 404]);
      if (!by.includes(person)) expect([person, own.said]).toEqual([person, none.said]);
      expect(none.status).toBe(404);
    }
    expect((await call(name, new Member(running.url, 'nobody'), meetingId)).status).toBe(401);
  });

  test.each(ownCalls)('%s needs a session', async (name) => {
    expect((await call(name, new Member(running.url, 'nobody'), 'x')).status).toBe(401);
  });

  test('nobody ends a session or revokes a link of somebody else', async () => {
    const made = await who('convener').fetch(`/api/meetings/${meetingId}/links`, { personId: 'xiaofang' });
    const { link } = (await made.json()) as { link: { id: string } };
    const { sessions } = await who('chair').json<{ sessions: { id: string }[] }>('/api/me/sessions');
    for (const person of everybody.filter((name) => !['convener', 'recorder', 'admin'].includes(name)))
      expect((await call('DELETE /api/links/:id', who(person), link.id)).status).toBe(404);
    for (const person of everybody.filter((name) => name !== 'chair'))
      expect((await call('DELETE /api/me/sessions/:id', who(person), sessions[0]!.id)).status).toBe(404);
    expect((await who('chair').fetch('/api/me')).status).toBe(200);
  });
});

describe('[G12] the document, every office', () => {
  test.each(offices)('%s reads, and writes only with the right to', async (name) => {
    const reader = new Writer(who('chair'), meetingId);
    const writer = new Writer(who(name), meetingId);
    await Promise.all([reader.synced(), writer.synced()]);
    writer.begin();
    writer.type(`by ${name}`);
    const chair = reader;
    chair.begin();
    chair.type(`after ${name}`);
    await writer.reads((text) => text.includes(`after ${name}`));
    await chair.saved();
    // What the chair wrote last has come through: whatever was accepted of the other is there as well.
    expect(reader.text().includes(`by ${name}`)).toBe(writers.has(name));
    expect(await running.house.desk.peek(meetingId)).not.toContain('by observer');
    reader.leave();
    writer.leave();
  });

  test('closes to who does not belong as to a meeting that is not there', async () => {
    const code = (id: string, cookie: string): Promise<number> =>
      new Promise((closed) => {
        const headers = { cookie, origin: running.url };
        new WebSocket(`${running.url.replace('http', 'ws')}/yjs/${id}`, { headers }).once('close', closed);
      });
    for (const person of ['admin', 'stranger'])
      expect([await code(meetingId, who(person).cookie), await code('none', who(person).cookie)]).toEqual([4404, 4404]);
    expect([await code(meetingId, ''), await code('none', '')]).toEqual([4401, 4401]);
  });
});

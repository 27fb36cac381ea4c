import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { noticedMeeting } from '../faults/opened-meeting.ts';
import { Member } from './client.ts';
import { startDemo, type RunningHouse } from './house.ts';

/** What the guarantee allows. */
const withinMs = 5000;

/** Each test takes somebody nobody has yet harmed. */
const people = ['xiaofang', 'gongdian', 'gongshui', 'gongqi', 'shequ'];

let running: RunningHouse;
let meetingId: string;
let chair: Member;
beforeAll(async () => {
  running = await startDemo();
  chair = await Member.login(running.url, 'chair');
  meetingId = await noticedMeeting(chair);
  await chair.join(meetingId);
  await chair.do({ type: 'attendance.checkIn', mode: 'onSite' });
  await chair.do({ type: 'meeting.open' });
});
afterAll(async () => {
  chair.close();
  await running.stop();
});

/** A person with both sockets open, and what becomes of them. */
async function inside(member: Member) {
  await member.join(meetingId);
  const { socket } = member;
  const farewell = new Promise<string>((heard) => socket.once('session:farewell', ({ reason }) => heard(reason)));
  const left = new Promise<string>((gone) => socket.once('disconnect', gone));
  const minutes = new WebSocket(`${running.url.replace('http', 'ws')}/yjs/${meetingId}`, {
    headers: { cookie: member.cookie, origin: running.url },
  });
  const closed = new Promise<number>((gone) => minutes.once('close', gone));
  await new Promise((open) => minutes.once('open', open));
  return { farewell, left, closed };
}

/** What a promise brings, and that it did so in time. */
async function inTime<T>(promise: Promise<T>): Promise<T> {
  const began = performance.now();
  const brought = await promise;
  expect(performance.now() - began).toBeLessThan(withinMs);
  return brought;
}

describe('[G12] what is revoked closes what is open, on both sockets', () => {
  test.each([
    ['logging out', (who: Member) => who.fetch('/api/logout', {})],
    [
      'ending the session from another device',
      async (who: Member) => {
        const other = await Member.login(running.url, who.username);
        const { sessions } = await other.json<{ sessions: { id: string; current: boolean }[] }>('/api/me/sessions');
        for (const { id, current } of sessions)
          if (!current)
            await fetch(`${other.url}/api/me/sessions/${id}`, {
              method: 'DELETE',
              headers: { cookie: other.cookie, origin: other.url },
            });
      },
    ],
    [
      'a new password, from another device',
      async (who: Member) => {
        const other = await Member.login(running.url, who.username);
        const next = { current: 'lianxi-demo', next: 'another good one' };
        expect((await other.fetch('/api/me/password', next)).status).toBe(204);
      },
    ],
    ['disabling the account', (who: Member) => running.house.archive.people.setDisabled(who.username, true)],
    ['a session that another node ended', (who: Member) => running.house.archive.sessions.removeAllOf(who.username)],
  ])('%s', async (_what, revoke) => {
    const who = await Member.login(running.url, people.pop()!);
    const open = await inside(who);
    await revoke(who);
    expect(await inTime(open.farewell)).toBe('session_ended');
    expect(await inTime(open.left)).toBe('io server disconnect');
    expect(await inTime(open.closed)).toBe(4401);
    await expect(new Promise((_came, refused) => who.join(meetingId).catch(refused))).rejects.toThrow('session_ended');
    expect((await who.fetch('/api/me')).status).toBe(401);
  });

  test('a revoked join link ends what it opened', async () => {
    const convener = await Member.login(running.url, 'convener');
    const made = await convener.fetch(`/api/meetings/${meetingId}/links`, { personId: 'wuye' });
    const { link, path } = (await made.json()) as { link: { id: string }; path: string };
    const who = new Member(running.url, 'wuye');
    const came = await who.fetch(`/api/links/${path.split('/').at(-1)}/redeem`, {});
    who.cookie = came.headers.getSetCookie()[0]!.split(';')[0]!;
    const open = await inside(who);
    await fetch(`${running.url}/api/links/${link.id}`, {
      method: 'DELETE',
      headers: { cookie: convener.cookie, origin: running.url },
    });
    expect(await inTime(open.left)).toBe('io server disconnect');
    expect(await inTime(open.closed)).toBe(4401);
  });

  test('a withdrawn seat: told why, hears nothing more, may send nothing, and the text closes', async () => {
    const who = await Member.login(running.url, 'yeweihui');
    const open = await inside(who);
    const heard: string[] = [];
    who.socket.on('meeting:events', ({ events }) => heard.push(...events.map(({ type }) => type)));
    await chair.do({ type: 'seat.withdraw', personId: 'yeweihui', reason: 'replaced' });
    expect(await inTime(open.farewell)).toBe('removed');
    expect(await inTime(open.closed)).toBe(4403);
    await chair.do({ type: 'agenda.extend', minutes: 5 });
    expect(await who.send({ type: 'floor.request', kind: 'speak' })).toMatchObject({ ok: false, code: 'not_found' });
    expect(heard).not.toContain('agenda.extended');
    expect((await who.fetch(`/api/meetings/${meetingId}`)).status).toBe(404);
  });
});

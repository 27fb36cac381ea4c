import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Command } from '#lib/meeting/meeting.ts';
import { commandSchemas, type ClientCommandType } from '#lib/wire/command-schemas.ts';
import { Member } from './client.ts';
import { startDemo, type RunningHouse } from './house.ts';

const text = { title: 't', text: 't', measures: '', responsible: [], supporting: [], person: '' };
const said = { reason: 'because' };
const terms = { topics: ['t'], startsAt: '2030-01-01T06:00:00.000Z', place: 'here' };
const content = { version: 1, hash: 'a'.repeat(64) };

/** A well-formed example of every command a client may send, each without a right behind it. */
const examples: { [Type in ClientCommandType]: Omit<Extract<Command, { type: Type }>, 'type'> } = {
  'meeting.revise': { place: 'x' },
  'agenda.lay': { items: [] },
  'agreement.propose': terms,
  'agreement.counter': { ...terms, proposalId: 'g1' },
  'agreement.consent': { proposalId: 'g1' },
  'material.ask': { unitIds: ['wuye'], itemId: null, text: 'x', dueAt: null },
  'material.withdraw': { materialId: 'f1', ...said },
  'report.file': { unitId: 'wuye', itemId: null, done: 'x', figures: [], problems: '', proposals: '' },
  'meeting.open': {},
  'meeting.suspend': said,
  'meeting.resume': {},
  'meeting.close': {},
  'meeting.cancel': said,
  'meeting.archive': {},
  'notice.send': {},
  'notice.amend': { note: 'x' },
  'notice.read': {},
  'reply.give': { answer: 'attend' },
  'nextMeeting.set': { startsAt: '2030-01-01T06:00:00.000Z', place: 'here', topics: '' },
  'seat.add': { personId: 'admin', name: 'x', unitId: null, roles: ['observer'] },
  'seat.withdraw': { personId: 'wuye', ...said },
  'attendance.checkIn': { mode: 'onSite', personId: 'wuye' },
  'attendance.excuse': { unitId: 'wuye', ...said },
  'attendance.leave': { personId: 'chair' },
  'chair.handOver': { personId: 'vicechair' },
  'chair.assume': {},
  'agenda.advance': {},
  'agenda.goTo': { itemId: 'next' },
  'agenda.extend': { minutes: 5 },
  'agenda.insert': { title: 't', minutes: 5 },
  'agenda.reorder': { itemId: 'next', beforeId: 'opening' },
  'agenda.skip': { itemId: 'next' },
  'agenda.defer': { itemId: 'next', ...said },
  'floor.request': { kind: 'speak' },
  'floor.withdraw': {},
  'floor.grant': { personId: 'wuye' },
  'floor.end': {},
  'problem.record': { text: 't' },
  'problem.refine': { problemId: 'p1' },
  'resolution.draft': { ...text, deadline: null, important: false },
  'resolution.amend': { ...text, deadline: null, important: false, resolutionId: 'r1' },
  'resolution.withdraw': { resolutionId: 'r1', ...said },
  'resolution.defer': { resolutionId: 'r1', ...said },
  'resolution.readOut': { resolutionId: 'r1' },
  'consensus.call': { resolutionId: 'r1' },
  'consensus.object': { consensusId: 'c1', ...said },
  'consensus.close': { consensusId: 'c1' },
  'vote.open': { resolutionId: 'r1', method: 'open' },
  'ballot.cast': { voteId: 'v1', choice: 'for' },
  'vote.close': { voteId: 'v1' },
  'vote.annul': { voteId: 'v1', ...said },
  'action.assign': { title: 't', unitId: 'wuye', person: '', deadline: null },
  'minutes.finalise': {},
  'minutes.reopen': said,
  'minutes.sign': { ...content, method: 'click' },
  'minutes.object': { ...content, ...said },
};

const commands = Object.entries(examples).map(([type, fields]) => ({ type, ...fields }) as Command);

describe('[G12] who may do what over the wire', () => {
  let running: RunningHouse;
  let meetingId: string;
  let chair: Member;
  let observer: Member;
  let foreign: Member;
  /** The same stranger on a second connection: each has an allowance of its own. */
  let astray: Member;

  beforeAll(async () => {
    running = await startDemo();
    const login = (name: string) => Member.login(running.url, name);
    const password = 'lianxi-demo';
    await running.house.archive.people.create({ id: 'stranger', username: 'stranger', name: 'S', password });
    [chair, observer, foreign, astray] = (await Promise.all(
      ['chair', 'observer', 'stranger', 'stranger'].map(login),
    )) as [Member, Member, Member, Member];
    const { meetings } = await chair.json<{ meetings: { id: string; state: string }[] }>('/api/meetings');
    meetingId = meetings.find(({ state }) => state === 'noticed')!.id;
    await Promise.all([
      chair.join(meetingId),
      observer.join(meetingId),
      foreign.join(meetingId),
      astray.join(meetingId),
    ]);
    await chair.do({ type: 'attendance.checkIn', mode: 'onSite' });
    await observer.do({ type: 'attendance.checkIn', mode: 'remote' });
    await chair.do({ type: 'meeting.open' });
  });
  afterAll(async () => {
    for (const member of [chair, observer, foreign, astray]) member.close();
    await running.stop();
  });

  test('there is an example of every command', () => {
    expect(Object.keys(examples).toSorted()).toEqual(Object.keys(commandSchemas).toSorted());
  });

  test('whoever has no seat is answered as if there were no such meeting, whatever they send', async () => {
    const ask = (id: string, command: Command, who = foreign) =>
      who.socket.emitWithAck('meeting:command', { meetingId: id, id: crypto.randomUUID(), ...command });
    for (const command of commands) {
      const answer = await ask(meetingId, command);
      expect(answer, command.type).toMatchObject({ ok: false, code: 'not_found' });
      expect(answer).toEqual(await ask('there-is-none', command, astray));
    }
  });

  test('an observer who is present is refused everything, and the log does not grow', async () => {
    const before = (await observer.json<{ seq: number }>(`/api/meetings/${meetingId}`)).seq;
    for (const command of commands) {
      expect(await observer.send(command), command.type).toMatchObject({ ok: false });
    }
    expect((await observer.json<{ seq: number }>(`/api/meetings/${meetingId}`)).seq).toBe(before);
  });

  test.each(['', '/log?since=0', '/minutes.html', '/minutes.md', '/minutes.json', '/links'])(
    'GET /api/meetings/:id%s: foreign as if absent, signed out 401',
    async (path) => {
      const answers = await Promise.all(
        [meetingId, 'there-is-none'].map((id) => foreign.fetch(`/api/meetings/${id}${path}`)),
      );
      expect(answers.map(({ status }) => status)).toEqual([404, 404]);
      expect(await answers[0]!.text()).toBe(await answers[1]!.text());
      const nobody = new Member(running.url, 'nobody');
      expect((await nobody.fetch(`/api/meetings/${meetingId}${path}`)).status).toBe(401);
    },
  );

  test('without a session neither socket opens', async () => {
    const nobody = new Member(running.url, 'nobody');
    await expect(nobody.join(meetingId)).rejects.toThrow('session_ended');
    nobody.close();
    expect(await closeCode(running.url, meetingId, '')).toBe(4401);
  });

  test('the minutes of a foreign meeting close like those of an absent one', async () => {
    expect(await closeCode(running.url, meetingId, foreign.cookie)).toBe(4404);
    expect(await closeCode(running.url, 'there-is-none', foreign.cookie)).toBe(4404);
  });
});

/** Opens the minutes and waits for the code with which they close. */
function closeCode(url: string, meetingId: string, cookie: string): Promise<number> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/yjs/${meetingId}`, { headers: { cookie, origin: url } });
  return new Promise((done) => socket.once('close', (code) => done(code)));
}

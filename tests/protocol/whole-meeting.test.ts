import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import WebSocket from 'ws';
import { startDemo, type RunningHouse } from './house.ts';
import { Member } from './client.ts';

/** The units' representatives; the chair sits for the twelfth. */
const REPRESENTATIVES = [
  'zongzhiban',
  'chengguanban',
  'jianguansuo',
  'xiaofang',
  'gongdian',
  'gongshui',
  'gongqi',
  'shequ',
  'paichusuo',
  'wuye',
  'yeweihui',
];

const until = (condition: () => boolean, doc: Y.Doc): Promise<void> =>
  new Promise((done) => {
    const look = () => {
      if (!condition()) return;
      doc.off('update', look);
      done();
    };
    doc.on('update', look);
    look();
  });

describe('a whole meeting through the wire alone', () => {
  let house: RunningHouse;
  let members: Map<string, Member>;
  const providers: WebsocketProvider[] = [];
  const who = (name: string): Member => members.get(name)!;

  beforeAll(async () => {
    house = await startDemo();
    const names = ['chair', 'recorder', ...REPRESENTATIVES, 'observer'];
    members = new Map(
      await Promise.all(names.map(async (name) => [name, await Member.login(house.url, name)] as const)),
    );
  });
  afterAll(async () => {
    for (const provider of providers) provider.destroy();
    for (const member of members.values()) member.close();
    await house.stop();
  });

  /** An unmodified provider; only the session cookie and origin come along, as a browser sends them. */
  const openMinutes = (member: Member, meetingId: string): Promise<{ doc: Y.Doc; provider: WebsocketProvider }> => {
    const doc = new Y.Doc();
    class WithCookie extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols, { headers: { cookie: member.cookie, origin: member.url } });
      }
    }
    const provider = new WebsocketProvider(`${member.url.replace('http', 'ws')}/yjs`, meetingId, doc, {
      WebSocketPolyfill: WithCookie as unknown as typeof globalThis.WebSocket,
      disableBc: true,
    });
    providers.push(provider);
    return new Promise((done) => provider.once('sync', () => done({ doc, provider })));
  };

  test('twelve people check in, discuss, write, vote, close, sign and archive', async () => {
    const { meetings } = await who('chair').json<{ meetings: { id: string; state: string }[] }>('/api/meetings');
    const meetingId = meetings.find(({ state }) => state === 'noticed')!.id;

    for (const member of members.values()) expect(await member.join(meetingId)).toMatchObject({ ok: true });
    for (const name of ['chair', ...REPRESENTATIVES])
      await who(name).do({ type: 'attendance.checkIn', mode: name === 'gongshui' ? 'remote' : 'onSite' });
    await who('chair').do({ type: 'meeting.open' });
    expect(await who('observer').send({ type: 'agenda.advance' })).toMatchObject({ ok: false, code: 'not_presiding' });

    const recorder = await openMinutes(who('recorder'), meetingId);
    const fire = await openMinutes(who('xiaofang'), meetingId);
    const observer = await openMinutes(who('observer'), meetingId);
    const said = new Y.XmlText('会议听取了各单位汇报。');
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [said]);
    recorder.doc.getXmlFragment('minutes').push([paragraph]);
    const text = (doc: Y.Doc): string => doc.getXmlFragment('minutes').toString();
    await until(() => text(fire.doc).includes('会议听取了各单位汇报。'), fire.doc);
    await until(() => text(observer.doc).includes('会议听取了各单位汇报。'), observer.doc);

    await who('xiaofang').do({ type: 'floor.request', kind: 'speak' });
    await who('chair').until((meeting) => meeting.floor.queue.length === 1);
    const speaker = who('chair').meeting.floor.queue[0]!.personId;
    await who('chair').do({ type: 'floor.grant', personId: speaker });
    await who('xiaofang').do({ type: 'floor.end' });
    await who('wuye').do({ type: 'problem.record', text: '消火栓漏水 11 处', unitIds: [] });
    await who('recorder').until((meeting) => meeting.problems.length === 1);

    const { units } = who('recorder').meeting;
    await who('recorder').do({
      type: 'resolution.draft',
      title: '消防设施限期修复',
      text: '物业服务企业于 2026 年 12 月 31 日前修复辖区全部损坏消防设施。',
      measures: '',
      responsible: [units.find(({ id }) => id === 'wuye')!.id],
      supporting: [],
      person: '吴强',
      deadline: '2026-12-31',
      important: false,
    });
    await who('chair').until((meeting) => meeting.resolutions.length === 1);
    const resolutionId = who('chair').meeting.resolutions[0]!.id;

    await who('chair').do({ type: 'vote.open', resolutionId, method: 'secret', seconds: 0 });
    const { votes } = await who('wuye').until((meeting) => meeting.votes.length === 1);
    const voteId = votes[0]!.id;
    const receipts: string[] = [];
    for (const name of ['chair', ...REPRESENTATIVES]) {
      await who(name).until((meeting) => meeting.votes.length === 1);
      const { receipt } = await who(name).do({
        type: 'ballot.cast',
        voteId,
        choice: name === 'yeweihui' ? 'against' : 'for',
      });
      receipts.push(receipt!);
    }
    await who('chair').do({ type: 'vote.close', voteId });
    const after = await who('observer').until((meeting) => meeting.votes[0]?.status === 'closed');
    expect(after.votes[0]!.tally).toMatchObject({ for: 11, against: 1, abstain: 0, adopted: true });
    expect(after.votes[0]!.ballots.map(({ receipt }) => receipt).sort()).toEqual(receipts.sort());
    expect(after.actions).toHaveLength(1);

    for (let more = true; more;) more = (await who('chair').send({ type: 'agenda.advance' })).ok;
    await who('chair').do({ type: 'meeting.close' });
    await who('recorder').do({ type: 'minutes.finalise' });
    const final = await who('wuye').until((meeting) => meeting.versions.length === 1);
    const { version, hash, signers } = final.versions[0]!;
    expect(signers).toHaveLength(12);
    const markdown = await (await who('wuye').fetch(`/api/meetings/${meetingId}/minutes.md`)).text();
    expect(markdown).toContain('会议听取了各单位汇报。');
    expect(markdown).toContain('消防设施限期修复');

    for (const name of ['chair', ...REPRESENTATIVES]) {
      await who(name).until((meeting) => meeting.versions.length === 1);
      await who(name).do({ type: 'minutes.sign', version, hash, method: 'click' });
    }
    await who('recorder').until((meeting) => meeting.stage === 'signed');
    await who('recorder').do({ type: 'meeting.archive' });

    const state = await who('observer').json<{ stage: string; seq: number }>(`/api/meetings/${meetingId}`);
    expect(state.stage).toBe('archived');
    const log = (await (await who('observer').fetch(`/api/meetings/${meetingId}/log?since=0`)).text())
      .trim()
      .split('\n');
    const numbers = log.map((line) => (JSON.parse(line) as { seq: number }).seq);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers.at(-1)).toBe(state.seq);
    expect(await house.house.archive.events.verify(meetingId)).toMatchObject({ ok: true });
  }, 90_000);

  test('who has no seat finds no meeting, in the same words as one that is not there', async () => {
    const { meetings } = await who('chair').json<{ meetings: { id: string }[] }>('/api/meetings');
    const admin = await Member.login(house.url, 'admin');
    const foreign = await admin.fetch(`/api/meetings/${meetings[0]!.id}`);
    const absent = await admin.fetch('/api/meetings/there-is-none');
    expect([foreign.status, absent.status]).toEqual([404, 404]);
    expect(await foreign.text()).toBe(await absent.text());
  });
});

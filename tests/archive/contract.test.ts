import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  canonicalJson,
  chainHash,
  noHash,
  SeqConflict,
  UsernameTaken,
  type Archive,
  type CommitBatch,
  type NewDelivery,
} from '../../server/archive/archive.ts';
import { fileStore, memoryStore, postgresStore, type StoreUnderTest } from './stores.ts';

const at = '2026-11-24T02:00:00.000Z';
const event = (seq: number, fields: Record<string, unknown> = {}) => ({
  seq,
  at,
  type: 'meeting.noted',
  actor: 'p1',
  fields,
});
const batch = (parts: Partial<CommitBatch> = {}): CommitBatch => ({
  events: [],
  answers: [],
  ballots: [],
  emptied: [],
  ...parts,
});
const answer = (commandId: string, text = '{"ok":true}') => ({
  commandId,
  bodyDigest: `digest of ${commandId}`,
  answer: text,
  personId: 'p1',
});
const yes = (slot: string, voteId = 'v1') => ({ voteId, slot, choice: 'approve', receipt: null });

const postgres = await postgresStore();
const stores = [memoryStore(), fileStore(), ...(postgres ? [postgres] : [])];
if (!postgres)
  test.skip('the archive on PostgreSQL: none is reachable on 127.0.0.1:5432 (see TEST_DATABASE_URL)', () => {});

describe.each(stores)('the archive on $name', (store: StoreUnderTest) => {
  let archive: Archive;
  let made = 0;
  const newMeeting = () => `meeting ${++made}`;

  beforeAll(async () => {
    archive = await store.open();
  });
  afterAll(async () => {
    await archive.close();
    await store.drop();
  });

  test('[G4] events are numbered without gaps, chained and read back as written', async () => {
    const id = newMeeting();
    const fields = { 中文: '文本 "引号"', n: 1.5, list: [true, null], deep: { b: 1, a: '\u0000' } };
    await archive.events.append(id, 0, batch({ events: [event(1, fields), event(2)] }));
    await archive.events.append(id, 2, batch({ events: [event(3)] }));
    const log = await archive.events.read(id, 0);
    expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(log[0]).toMatchObject({ at, type: 'meeting.noted', actor: 'p1', fields, prev: noHash });
    for (const [i, stored] of log.entries()) {
      expect(stored.hash).toBe(chainHash(id, stored));
      expect(stored.prev).toBe(log[i - 1]?.hash ?? noHash);
    }
    expect(await archive.events.head(id)).toEqual({ seq: 3, hash: log[2]!.hash });
    expect((await archive.events.read(id, 1, 1)).map(({ seq }) => seq)).toEqual([2]);
    expect(await archive.events.verify(id)).toEqual({ ok: true, head: log[2]!.hash });
  });

  test('[G10] the hash is SHA-256 of the canonical JSON of the whole event', () => {
    const one = { ...event(1, { b: [2, { y: 1, x: 2 }], a: undefined }), prev: noHash };
    const text = `{"actor":"p1","at":"${at}","fields":{"b":[2,{"x":2,"y":1}]},"meetingId":"m","prev":"${noHash}","seq":1,"type":"meeting.noted"}`;
    expect(chainHash('m', one)).toBe(hash('sha256', text));
    expect(canonicalJson({ meetingId: 'm', ...one, fields: { b: [2, { x: 2, y: 1 }] } })).toBe(text);
  });

  test('[G4] whoever appends at an old seq loses and leaves no trace', async () => {
    const id = newMeeting();
    await archive.events.append(id, 0, batch({ events: [event(1)] }));
    const late = archive.events.append(
      id,
      0,
      batch({ events: [event(1)], answers: [answer('late')], ballots: [yes('u')] }),
    );
    await expect(late).rejects.toThrow(SeqConflict);
    expect(await archive.events.answerFor(id, 'late')).toBeNull();
    expect(await archive.ballots.open(id, 'v1')).toEqual([]);
    expect(await archive.events.read(id, 0)).toHaveLength(1);
  });

  test('[G4] what is queued under a key is queued once, falls due in order, and is taken by one', async () => {
    const { deliveries, inbox } = archive;
    const row = (key: string, more: Partial<NewDelivery> = {}): NewDelivery => ({
      key: `${store.name} ${key}`,
      councilId: 'c',
      meetingId: `post ${store.name}`,
      personId: `reader ${store.name}`,
      channel: 'mail',
      kind: 'notice',
      subject: 's',
      body: '{}',
      state: 'queued',
      nextAt: '2001-01-01T00:00:02.000Z',
      madeAt: at,
      sentAt: null,
      ...more,
    });
    const meetingId = `post ${store.name}`;
    await deliveries.queue([row('b'), row('b', { subject: 'again' })], { meetingId, seq: 5 });
    await deliveries.queue([row('a', { nextAt: '2001-01-01T00:00:01.000Z' })], { meetingId, seq: 4 });
    expect(await deliveries.followed(meetingId)).toBe(5);
    const due = await deliveries.due('2001-01-02T00:00:00.000Z', 9);
    expect(due.map(({ key, subject }) => [key, subject])).toEqual([
      [`${store.name} a`, 's'],
      [`${store.name} b`, 's'],
    ]);
    expect(await deliveries.nextDue()).toBe('2001-01-01T00:00:01.000Z');
    const takes = await Promise.all(Array.from({ length: 5 }, () => deliveries.take(due[0]!.id)));
    expect(takes.filter(Boolean)).toHaveLength(1);
    await deliveries.settle(due[0]!.id, { state: 'sent', sentAt: at, attempts: 1 });
    await deliveries.settle(due[1]!.id, { state: 'failed', lastError: 'rejected 550', attempts: 1 });
    expect((await deliveries.stuck('c')).filter((one) => one.meetingId === meetingId)).toMatchObject([
      { state: 'failed', lastError: 'rejected 550' },
    ]);
    await deliveries.queue([row('in', { channel: 'inbox', state: 'sent', sentAt: at })]);
    expect(await inbox.unread(`reader ${store.name}`)).toBe(1);
    expect(await inbox.open('somebody else', (await inbox.of(`reader ${store.name}`, 9))[0]!.id, at)).toBeNull();
    await inbox.openMeeting(`reader ${store.name}`, meetingId, at);
    expect(await inbox.unread(`reader ${store.name}`)).toBe(0);
  });

  test('[G4] of twenty writers at the same seq exactly one wins', async () => {
    const id = newMeeting();
    const tries = Array.from({ length: 20 }, (_, i) =>
      archive.events.append(id, 0, batch({ events: [event(1, { i })] })),
    );
    const settled = await Promise.allSettled(tries);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of settled) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(SeqConflict);
    expect(await archive.events.verify(id)).toMatchObject({ ok: true });
  });

  test('[G4] an event that does not follow the head is a fault', async () => {
    const id = newMeeting();
    await expect(archive.events.append(id, 0, batch({ events: [event(2)] }))).rejects.toThrow(RangeError);
    expect(await archive.events.head(id)).toBeNull();
  });

  test('[G3] the answer to a command is kept, also that of a refused one', async () => {
    const id = newMeeting();
    await archive.events.append(id, 0, batch({ events: [event(1)], answers: [answer('a')] }));
    await archive.events.append(id, 1, batch({ answers: [answer('b', '{"ok":false}')] }));
    expect(await archive.events.answerFor(id, 'a')).toEqual({ bodyDigest: 'digest of a', answer: '{"ok":true}' });
    expect(await archive.events.answerFor(id, 'b')).toMatchObject({ answer: '{"ok":false}' });
    expect(await archive.events.answerFor('another', 'a')).toBeNull();
    expect(await archive.events.head(id)).toMatchObject({ seq: 1 });
  });

  test('[G3] a command id is answered once', async () => {
    const id = newMeeting();
    await archive.events.append(id, 0, batch({ events: [event(1)], answers: [answer('a')] }));
    await expect(archive.events.append(id, 1, batch({ events: [event(2)], answers: [answer('a')] }))).rejects.toThrow();
    expect(await archive.events.head(id)).toMatchObject({ seq: 1 });
  });

  test('[G2] an open ballot takes the place of the unit’s earlier one, also within one commit', async () => {
    const id = newMeeting();
    const no = { ...yes('u1'), choice: 'reject' };
    await archive.events.append(id, 0, batch({ events: [event(1)], ballots: [yes('u1'), yes('u2'), no] }));
    await archive.events.append(id, 1, batch({ events: [event(2)], ballots: [{ ...yes('u2'), choice: 'abstain' }] }));
    expect(await archive.ballots.open(id, 'v1')).toEqual([
      { slot: 'u1', choice: 'reject', receipt: null },
      { slot: 'u2', choice: 'abstain', receipt: null },
    ]);
  });

  test('[G2] a second secret ballot of one voter is refused by a key', async () => {
    const id = newMeeting();
    const voters = [{ voteId: 'v1', voter: 'u1' }];
    const first = { ...yes(archive.ballots.randomSlot()), receipt: 'R' };
    await archive.events.append(id, 0, batch({ events: [event(1)], ballots: [first], voters }));
    const again = batch({ events: [event(2)], ballots: [yes(archive.ballots.randomSlot())], voters });
    await expect(archive.events.append(id, 1, again)).rejects.toThrow();
    expect(await archive.ballots.open(id, 'v1')).toEqual([{ slot: first.slot, choice: 'approve', receipt: 'R' }]);
  });

  test('[G15] sealed choices look alike, name nobody, and go when the vote is emptied', async () => {
    const id = newMeeting();
    const choices = ['approve', 'reject', 'abstain', '选项'.repeat(20)];
    const ballots = choices.map((choice) => ({
      voteId: 'v1',
      slot: archive.ballots.randomSlot(),
      choice,
      receipt: archive.ballots.receipt(id, 'v1', choice),
    }));
    await archive.events.append(id, 0, batch({ events: [event(1)], ballots: [...ballots, yes('u', 'v2')] }));
    const rows = await archive.db.selectFrom('ballots').selectAll().where('meeting_id', '=', id).execute();
    expect(new Set(rows.map((row) => row.sealed.length)).size).toBe(1);
    for (const row of rows) expect(row.sealed.toString('latin1')).not.toMatch(/approve|reject|abstain/);
    const opened = await archive.ballots.open(id, 'v1');
    expect(opened.map(({ choice }) => choice).toSorted()).toEqual(choices.toSorted());
    expect(opened.map(({ slot }) => slot)).toEqual(opened.map(({ slot }) => slot).toSorted());
    await archive.events.append(id, 1, batch({ events: [event(2)], emptied: ['v1'] }));
    expect(await archive.ballots.open(id, 'v1')).toEqual([]);
    expect(await archive.ballots.open(id, 'v2')).toHaveLength(1);
  });

  test('[G15] a sealed row that was moved elsewhere does not open', async () => {
    const id = newMeeting();
    await archive.events.append(id, 0, batch({ events: [event(1)], ballots: [yes('u1')] }));
    await archive.db.updateTable('ballots').set({ slot: 'u2' }).where('meeting_id', '=', id).execute();
    await expect(archive.ballots.open(id, 'v1')).rejects.toThrow();
  });

  test('[G3] receipts and digests are the same at every replay and differ between commands', () => {
    const { ballots } = archive;
    expect(ballots.receipt('m', 'v', 'c')).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    expect(ballots.receipt('m', 'v', 'c')).toBe(ballots.receipt('m', 'v', 'c'));
    expect(ballots.receipt('m', 'v', 'd')).not.toBe(ballots.receipt('m', 'v', 'c'));
    expect(ballots.digest('a')).toBe(ballots.digest('a'));
    expect(ballots.digest('a')).not.toBe(ballots.digest('b'));
    expect(ballots.digest('a')).not.toBe(hash('sha256', 'a'));
  });

  test.each([
    [
      'altered',
      (a: Archive, id: string) =>
        a.db.updateTable('events').set({ fields: '{"n":9}' }).where('meeting_id', '=', id).where('seq', '=', 2),
    ],
    [
      'attributed to another',
      (a: Archive, id: string) =>
        a.db.updateTable('events').set({ actor: 'p2' }).where('meeting_id', '=', id).where('seq', '=', 2),
    ],
    [
      'deleted',
      (a: Archive, id: string) => a.db.deleteFrom('events').where('meeting_id', '=', id).where('seq', '=', 2),
    ],
    [
      'deleted at the end',
      (a: Archive, id: string) => a.db.deleteFrom('events').where('meeting_id', '=', id).where('seq', '=', 3),
    ],
    [
      'inserted',
      (a: Archive, id: string) =>
        a.db.insertInto('events').values({ meeting_id: id, ...event(4), fields: '{}', prev: noHash, hash: noHash }),
    ],
  ])('[G10] an event that was %s is found', async (_how, tamper) => {
    const id = newMeeting();
    await archive.events.append(id, 0, batch({ events: [event(1, { n: 1 }), event(2, { n: 2 }), event(3, { n: 3 })] }));
    await tamper(archive, id).execute();
    expect(await archive.events.verify(id)).toMatchObject({ ok: false });
  });

  test('[G10] two events that changed places are found', async () => {
    const id = newMeeting();
    await archive.events.append(id, 0, batch({ events: [event(1, { n: 1 }), event(2, { n: 2 })] }));
    const move = (from: number, to: number) =>
      archive.db.updateTable('events').set({ seq: to }).where('meeting_id', '=', id).where('seq', '=', from).execute();
    await move(1, 9);
    await move(2, 1);
    await move(9, 2);
    expect(await archive.events.verify(id)).toMatchObject({ ok: false, seq: 1 });
  });

  test('a burst of a thousand ballots is one commit', async () => {
    const id = newMeeting();
    const numbers = Array.from({ length: 1000 }, (_, i) => i);
    await archive.events.append(
      id,
      0,
      batch({
        events: numbers.map((i) => event(i + 1, { unit: `u${i}` })),
        answers: numbers.map((i) => answer(`c${i}`)),
        ballots: numbers.map((i) => yes(`u${i}`)),
        voters: numbers.map((i) => ({ voteId: 'v1', voter: `u${i}` })),
      }),
    );
    expect(await archive.events.verify(id)).toMatchObject({ ok: true });
    expect(await archive.ballots.open(id, 'v1')).toHaveLength(1000);
    expect(await archive.events.read(id, 0)).toHaveLength(1000);
  });

  test('people find the meetings they belong to, as the last commit lists them', async () => {
    const id = newMeeting();
    const summary = { id, title: '第一季度联席会议', stage: 'planned', council: 'c1', startsAt: at };
    await archive.events.append(id, 0, batch({ events: [event(1)], summary: { ...summary, people: ['x', 'y', 'y'] } }));
    await archive.events.append(
      id,
      1,
      batch({ events: [event(2)], summary: { ...summary, stage: 'noticed', people: ['y'] } }),
    );
    expect(await archive.events.listFor('x')).toEqual([]);
    expect(await archive.events.listFor('y')).toEqual([{ ...summary, stage: 'noticed' }]);
    expect(await archive.events.entry(id)).toEqual({ ...summary, stage: 'noticed', people: ['y'] });
    expect(await archive.events.entry('none')).toBeNull();
    expect(await archive.events.meetingIds()).toContain(id);
  });

  test('[G8] a version freezes the minutes in the commit that records it, and reopening opens them', async () => {
    const id = newMeeting();
    const version = { version: 1, hash: 'h', canonical: '{}', state: new Uint8Array([1, 2]), at, by: 'p1' };
    const frozen = async () => {
      const row = await archive.db
        .selectFrom('minutes')
        .select('frozen_version')
        .where('meeting_id', '=', id)
        .executeTakeFirst();
      return row?.frozen_version ?? null;
    };
    await archive.events.append(id, 0, batch({ events: [event(1)], version }));
    expect(await frozen()).toBe(1);
    await expect(archive.events.append(id, 0, batch({ events: [event(1)], reopened: true }))).rejects.toThrow();
    expect(await frozen()).toBe(1);
    await archive.events.append(id, 1, batch({ events: [event(2)], reopened: true }));
    expect(await frozen()).toBeNull();
    expect((await archive.minutes.versions(id)).map(({ hash: value }) => value)).toEqual(['h']);
  });

  test('an account is found by its username however it is typed, and only once', async () => {
    const person = await archive.people.create({ username: ' Zhang.San ', name: '张三', password: 'correct horse' });
    expect(await archive.people.byUsername('ZHANG.SAN')).toEqual(person);
    expect(person).toMatchObject({ locale: 'zh-CN', admin: false, disabled: false });
    await expect(archive.people.create({ username: 'zhang.san', name: '李四' })).rejects.toThrow(UsernameTaken);
    const second = await archive.people.create({ name: '王五' });
    expect(second.username).toBeNull();
    await expect(archive.people.setUsername(second.id, 'Zhang.San')).rejects.toThrow(UsernameTaken);
    await archive.people.setUsername(second.id, 'wang');
    expect((await archive.people.byUsername('wang'))?.id).toBe(second.id);
  });

  test('a password opens its own account only, and none that is disabled', async () => {
    const person = await archive.people.create({ username: 'li', name: '李四', password: 'first password' });
    expect(await archive.people.authenticate('LI', 'first password')).toMatchObject({ id: person.id });
    expect(await archive.people.authenticate('li', 'other password')).toBeNull();
    expect(await archive.people.authenticate('nobody', 'first password')).toBeNull();
    await archive.people.setPassword(person.id, 'second password');
    expect(await archive.people.passwordIs(person.id, 'first password')).toBe(false);
    expect(await archive.people.passwordIs(person.id, 'second password')).toBe(true);
    await archive.people.setDisabled(person.id, true);
    expect(await archive.people.authenticate('li', 'second password')).toBeNull();
    const row = await archive.db.selectFrom('people').selectAll().where('id', '=', person.id).executeTakeFirstOrThrow();
    expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test('a council keeps its units in order and its seats while their term runs', async () => {
    const units = [{ id: 'wuye', name: '物业服务企业', short: '物业' }, { name: '社区' }];
    const council = await archive.councils.create({ name: '联席会议', charterId: 'qiandeng-2020q1', units });
    expect(council.units.map(({ short }) => short)).toEqual(['物业', '社区']);
    const person = await archive.people.create({ name: '赵六' });
    const seat = await archive.councils.seat({
      councilId: council.id,
      personId: person.id,
      unitId: 'wuye',
      roles: ['representative'],
    });
    expect(await archive.councils.seatsOf(person.id)).toEqual([seat]);
    expect(await archive.councils.roster(council.id)).toEqual([seat]);
    await archive.councils.endSeat(seat.id);
    expect(await archive.councils.seatsOf(person.id)).toEqual([]);
    expect((await archive.councils.list()).map(({ id }) => id)).toContain(council.id);
  });

  // Nothing outlives a store in memory: there is nothing to restart there.
  if (store.reopen)
    test('[G16] everything is there after a restart, the key too', async () => {
      const id = newMeeting();
      await archive.events.append(id, 0, batch({ events: [event(1)], ballots: [yes('u1')], answers: [answer('a')] }));
      const receipt = archive.ballots.receipt(id, 'v1', 'a');
      await archive.close();
      archive = await store.reopen!();
      await archive.ready();
      expect(await archive.events.verify(id)).toMatchObject({ ok: true });
      expect(await archive.ballots.open(id, 'v1')).toHaveLength(1);
      expect(archive.ballots.receipt(id, 'v1', 'a')).toBe(receipt);
      expect(await archive.events.answerFor(id, 'a')).not.toBeNull();
    });
});

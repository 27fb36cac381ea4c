import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HOUR, MailServer, MINUTE, openPost, planMeeting, settle } from './post-house.ts';

let server: MailServer;
beforeEach(async () => {
  server = await new MailServer().open();
});
afterEach(() => server.close());

/** Decodes the base64 and quoted-printable parts of a mail, as far as these tests look. */
const textIn = (raw: string): string => {
  const joined = raw
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const blocks = [...raw.matchAll(/base64\r\n(?:[^\r\n]+\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)/g)];
  return joined + blocks.map(([, block]) => Buffer.from(block!, 'base64').toString('utf8')).join('\n');
};

async function house(hoursAhead = 240) {
  const opened = await openPost(server.port);
  await settle(opened.archive, ['fire', 'water']);
  await opened.post.start();
  const id = await planMeeting(opened.rooms, opened.clock, hoursAhead);
  const states = async () =>
    (await opened.archive.deliveries.ofMeeting(id))
      .filter(({ channel }) => channel === 'mail')
      .map(({ personId, state, attempts, lastError }) => ({ personId, state, attempts, lastError }))
      .toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
  return { ...opened, id, states };
}

describe('notices by mail', () => {
  test('a notice reaches everybody once: inbox at once, mail with facts, personal links and a calendar file', async () => {
    const { act, id, archive, post, faults, states } = await house();
    await act(id, 'convener', { type: 'notice.send', requirements: 'Bring <b>figures</b>', contact: 'Li 1380' });
    expect(faults).toEqual([]);
    expect(server.received.map(({ to }) => to).toSorted()).toEqual(['fire@example.cn', 'water@example.cn']);
    const text = textIn(server.received.find(({ to }) => to.startsWith('fire'))!.raw);
    expect(text).toMatch(/From: Council <post@lianxi\.example>/);
    for (const part of ['Sitting', 'Hall', 'Li 1380', 'Bring &lt;b&gt;figures', '&answer=deputy'])
      expect(text).toContain(part);
    expect(text).toContain('METHOD:REQUEST');
    expect(text).toContain(`UID:${id}`);
    const token = /\/j\/([\w-]+)\?to=notice/.exec(text)![1]!;
    expect(await archive.links.redeem(token)).toMatchObject({ personId: 'fire', meetingId: id });
    expect(await states()).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
    expect(await archive.inbox.unread('observer')).toBe(1);
    await post.stop();
  });

  test('a mail server that is down: queued, tried again by the clock, sent once', async () => {
    const { act, id, pass, post, states } = await house();
    const { port } = server;
    await server.close();
    await act(id, 'convener', { type: 'notice.send' });
    expect(await states()).toMatchObject([
      { state: 'queued', attempts: 1, lastError: expect.stringMatching(/^unreachable /) },
      { state: 'queued', attempts: 1 },
    ]);
    await pass(MINUTE);
    expect(await states()).toMatchObject([{ attempts: 2 }, { attempts: 2 }]);
    await server.open(port);
    await pass(5 * MINUTE);
    expect(await states()).toMatchObject([
      { state: 'sent', attempts: 3, lastError: '' },
      { state: 'sent', attempts: 3 },
    ]);
    await pass(HOUR);
    expect(server.received).toHaveLength(2);
    await post.stop();
  });

  test('an address that the server turns away for ever has failed, the others arrive', async () => {
    const { act, id, post, states } = await house();
    server.unknown.add('fire@example.cn');
    await act(id, 'convener', { type: 'notice.send' });
    expect(await states()).toEqual([
      { personId: 'fire', state: 'failed', attempts: 1, lastError: expect.stringContaining('550') },
      { personId: 'water', state: 'sent', attempts: 1, lastError: '' },
    ]);
    await post.stop();
  });

  test('whoever starts again tells nothing twice, and tells what nobody had told', async () => {
    const first = await house();
    await first.act(first.id, 'convener', { type: 'notice.send' });
    await first.post.stop();
    // The log moves on while nobody follows it, as when a process dies right after a commit.
    const room = (await first.rooms.get(first.id))!;
    await room.command('convener', 'amend-while-away', { type: 'notice.amend', note: 'Side entrance' });
    const second = await openPost(server.port, first);
    await second.post.start();
    await second.post.settled();
    const subjects = server.received.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)![1]!.slice(0, 9));
    expect(subjects.toSorted()).toEqual(['Change of', 'Change of', 'Notice of', 'Notice of']);
    expect(await second.archive.inbox.unread('fire')).toBe(2);
    await second.post.stop();
    const third = await openPost(server.port, first);
    await third.post.start();
    await third.post.settled();
    expect(server.received).toHaveLength(4);
    await third.post.stop();
  });

  test('a change notice says what it was and what it is; a cancellation goes out by itself', async () => {
    const { act, id, post } = await house();
    await act(id, 'convener', { type: 'notice.send' });
    await act(id, 'convener', { type: 'meeting.revise', place: 'Town hall' });
    expect(server.received).toHaveLength(2);
    await act(id, 'convener', { type: 'notice.amend', note: 'The hall is being painted' });
    const change = textIn(server.received[2]!.raw);
    expect(change).toMatch(/Place: “?.*Hall.*becomes.*Town hall/);
    expect(change).toContain('The hall is being painted');
    await act(id, 'convener', { type: 'meeting.cancel', reason: 'Flood' });
    expect(textIn(server.received.at(-1)!.raw)).toContain('METHOD:CANCEL');
    expect(textIn(server.received.at(-1)!.raw)).toContain('Reason: Flood');
    await post.stop();
  });
});

describe('when it goes out', () => {
  test('at night mails wait for the morning, but not what is about a meeting within twelve hours', async () => {
    const { act, id, pass, post, states, archive } = await house();
    await pass(8 * HOUR);
    await act(id, 'convener', { type: 'notice.send' });
    expect(await states()).toMatchObject([{ state: 'waiting' }, { state: 'waiting' }]);
    expect(await archive.inbox.unread('fire')).toBe(1);
    await pass(9 * HOUR);
    expect(server.received).toHaveLength(0);
    await pass(HOUR);
    expect(server.received).toHaveLength(2);
    await post.stop();
    const near = await house(11);
    await near.pass(8 * HOUR);
    await near.act(near.id, 'convener', { type: 'notice.send' });
    expect(server.received).toHaveLength(4);
    await near.post.stop();
  });

  test('reminders: without an answer at half time, a day and an hour before, also after a restart', async () => {
    const first = await house(240);
    const { act, id, archive, clock } = first;
    await act(id, 'convener', { type: 'notice.send', replyBy: new Date(clock.now() + 100 * HOUR).toISOString() });
    await act(id, 'water', { type: 'reply.give', answer: 'excused', reason: 'Leave' });
    await first.pass(51 * HOUR);
    const kinds = async (who: string) => (await archive.inbox.of(who, 50)).map(({ kind }) => kind).toSorted();
    expect(await kinds('fire')).toEqual(['notice', 'replyReminder']);
    expect(await kinds('water')).toEqual(['notice']);
    await first.post.stop();
    const second = await openPost(server.port, first);
    await second.post.start();
    await second.pass(0);
    expect(await kinds('fire')).toEqual(['notice', 'replyReminder']);
    await second.pass(166 * HOUR);
    await second.pass(22.5 * HOUR);
    expect(await kinds('fire')).toEqual(['notice', 'reminder', 'reminder', 'replyReminder']);
    expect(await kinds('water')).toEqual(['notice']);
    await second.post.stop();
  });
});

import { expect, test } from 'vitest';
import { openPost, planMeeting, settle } from './post-house.ts';

async function noticed() {
  const opened = await openPost(null);
  await settle(opened.archive, []);
  await opened.post.start();
  const id = await planMeeting(opened.rooms, opened.clock, 240);
  await opened.act(id, 'convener', { type: 'notice.send' });
  const meeting = async () => (await opened.rooms.get(id))!.meeting;
  return { ...opened, id, meeting };
}

const form = (name: string, more: object = {}) => ({
  commandId: `reply-${name}-form`,
  answer: 'deputy' as const,
  reason: '',
  deputy: { name, phone: '', personId: '' },
  unitId: '',
  ...more,
});

test('[N8] somebody new gets an account, a seat, a notice and a personal link', async () => {
  const { post, id, meeting, archive, faults } = await noticed();
  const sent = form('Dana', { deputy: { name: 'Dana', phone: '13900000000', personId: '' } });
  expect(await post.replies.give(id, 'fire', sent)).toMatchObject({ seq: expect.any(Number) });
  await post.settled();
  const { deputy } = (await meeting()).replies.fire!;
  expect(deputy).toMatchObject({ name: 'Dana', isSeated: true });
  expect((await meeting()).seats[deputy!.personId!]).toMatchObject({ unitId: 'fire', roles: ['representative'] });
  expect(await archive.contacts.of(deputy!.personId!)).toEqual({ email: '', phone: '13900000000' });
  expect((await archive.inbox.of(deputy!.personId!, 9)).map(({ kind }) => kind)).toEqual(['notice']);
  const path = await post.replies.linkForDeputy(id, 'fire', 'fire');
  expect(await archive.links.redeem(path!.slice('/j/'.length))).toMatchObject({ personId: deputy!.personId });
  expect(await post.replies.linkForDeputy(id, 'water', 'fire')).toBeNull();
  // The same answer again, as after a lost connection: nothing happens twice.
  expect(await post.replies.give(id, 'fire', sent)).toMatchObject({ seq: expect.any(Number) });
  await post.settled();
  expect(Object.values((await meeting()).seats).filter(({ name }) => name === 'Dana')).toHaveLength(1);
  expect(faults).toEqual([]);
  await post.stop();
});

test('[N8] an answer that comes over the wire is seated as well, and a stranger’s id opens nothing', async () => {
  const { act, archive, id, meeting, post } = await noticed();
  await archive.people.create({ id: 'stranger', name: 'Stranger' });
  const deputy = { name: 'Stranger', personId: 'stranger' };
  await act(id, 'fire', { type: 'reply.give', answer: 'deputy', deputy });
  await post.settled();
  expect((await meeting()).seats.stranger).toBeUndefined();
  expect((await meeting()).replies.fire!.deputy).toMatchObject({ isSeated: true });
  await act(id, 'fire', { type: 'reply.give', answer: 'attend' });
  expect(
    Object.values((await meeting()).seats).filter(({ name, withdrawn }) => name === 'Stranger' && !withdrawn),
  ).toEqual([]);
  await post.stop();
});

test('[N6] opening the notice marks the messages about it as read and confirms it once', async () => {
  const { archive, id, meeting, post } = await noticed();
  expect(await archive.inbox.unread('water')).toBe(1);
  await post.replies.read(id, 'water');
  const { seq } = await meeting();
  await post.replies.read(id, 'water');
  expect(await archive.inbox.unread('water')).toBe(0);
  expect((await meeting()).seq).toBe(seq);
  expect((await meeting()).notice!.reads.water).toBeDefined();
  await post.stop();
});

test('[N8] a colleague with an account is seated for their own unit only, and nobody is handed that account', async () => {
  const { act, archive, id, meeting, post } = await noticed();
  for (const unitId of ['fire', 'water']) {
    await archive.people.create({ id: `new-${unitId}`, name: `New ${unitId}` });
    const seat = { councilId: 'council', personId: `new-${unitId}`, unitId, roles: ['representative'] as const };
    await archive.councils.seat(seat);
  }
  const send = (unitId: string) =>
    act(id, 'fire', {
      type: 'reply.give',
      answer: 'deputy',
      deputy: { name: `New ${unitId}`, personId: `new-${unitId}` },
    });
  await send('water');
  await post.settled();
  expect((await meeting()).seats['new-water']).toBeUndefined();
  await send('fire');
  await post.settled();
  expect((await meeting()).seats['new-fire']).toMatchObject({ unitId: 'fire', withdrawn: false });
  expect(await post.replies.linkForDeputy(id, 'fire', 'fire')).toBeNull();
  await post.stop();
});

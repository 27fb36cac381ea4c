import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { qiandeng2020q1 } from '#lib/meeting/charters/qiandeng-2020q1.ts';
import { guessPart } from '#lib/messages/unit-guess.ts';
import { firstDay, lastDay, termEnd, termStart } from '#lib/wire/term.ts';
import type { StoredCouncil } from '../../server/archive/archive.ts';
import { councilHouse, type CouncilHouse } from './council-house.ts';

let house: CouncilHouse;
let council: StoredCouncil;
beforeEach(async () => {
  house = await councilHouse();
  council = await house.found();
});
afterEach(async () => {
  expect(house.faults).toEqual([]);
  await house.close();
});

const stranger = async () => {
  const person = await house.archive.people.create({ name: '外人' });
  return { personId: person.id, admin: false };
};
const refusal = (code: string) => ({ ok: false, code });
const unitId = (index: number) => council.units[index]!.id;

/** A meeting of the council that the secretary has planned. */
async function plan(secretary: string, others: { personId: string; name: string; unitId: string | null }[]) {
  const room = await house.rooms.create();
  const outcome = await room.command(secretary, `plan-${room.id}`, {
    type: 'meeting.plan',
    title: '第一次会议',
    form: 'meeting',
    kind: 'regular',
    number: { year: 2026, n: 1 },
    startsAt: new Date(Date.now() + 86_400_000).toISOString(),
    place: '会议室',
    link: '',
    council: { id: council.id, name: council.name },
    charter: qiandeng2020q1,
    units: council.units,
    seats: [
      { personId: secretary, name: '秘书', unitId: null, roles: ['convener', 'secretary'] },
      ...others.map((seat) => ({ ...seat, roles: ['representative'] as const })),
    ],
    agenda: [],
  });
  expect(outcome).toHaveProperty('seq');
  return room;
}

describe('founding', () => {
  test('an administrator founds councils, and the same id founds one', async () => {
    const form = { id: 'second', name: '邻镇联席会议', charterId: 'qiandeng-2020q1', units: [{ name: '社区办' }] };
    const [first, again] = [
      await house.office.councils.found(house.admin, form),
      await house.office.councils.found(house.admin, form),
    ];
    expect(again).toEqual(first);
    expect(await house.office.councils.found(await stranger(), { ...form, id: 'third' })).toEqual(refusal('not_found'));
    expect((await house.office.councils.mine(house.admin)).map((entry) => entry.council.name).toSorted()).toEqual([
      '某镇联席会议',
      '邻镇联席会议',
    ]);
  });

  test('one person sits in several councils and sees only those', async () => {
    const other = await house.found([{ name: '供水' }]);
    const { visitor } = await house.seat(council.id, '陈静', ['secretary']);
    expect(await house.office.councils.mine(visitor)).toHaveLength(1);
    await house.office.seats.seat(house.admin, other.id, { personId: visitor.personId, roles: ['observer'] });
    const mine = await house.office.councils.mine(visitor);
    expect(mine.flatMap(({ seats }) => seats.map(({ roles }) => roles[0])).toSorted()).toEqual([
      'observer',
      'secretary',
    ]);
    expect(await house.office.standing(other.id, visitor)).toMatchObject({ mayRun: false });
    expect(await house.office.councils.mine(await stranger())).toEqual([]);
  });

  test('what kind of body a unit is, is guessed from its name', () => {
    const names =
      '物业服务企业 业主委员会 业主代表 物业管理委员会 派出所 消防中队 供电 供水 供气 社区办 街道办事处 社区 建管所 综治办 镇党委 百货商场';
    expect(names.split(' ').map(guessPart).join(' ')).toBe(
      'company ownersCommittee owners managementCommittee police fire power water gas office office community department department party other',
    );
  });
});

describe('units', () => {
  test('[U1] a unit’s name is compared without spaces, width and case', async () => {
    for (const name of ['物业公司', ' 物业 公司', '物业　公司'])
      expect(await house.office.units.add(house.admin, council.id, { name })).toEqual(refusal('unit_exists'));
    const added = await house.office.units.add(house.admin, council.id, { id: 'abc', name: 'ABC 物业' });
    expect(added).toMatchObject({ ok: true, unit: { part: 'company', short: 'ABC 物业' } });
    expect(await house.office.units.add(house.admin, council.id, { id: 'abc', name: 'ABC 物业' })).toEqual(added);
    expect(await house.office.units.add(house.admin, council.id, { name: 'ａｂｃ物业' })).toEqual(
      refusal('unit_exists'),
    );
    const renamed = { id: 'abc', name: '业主委员会', part: 'other' as const };
    expect(await house.office.units.change(house.admin, council.id, renamed)).toEqual(refusal('unit_exists'));
    expect(await house.office.units.change(house.admin, council.id, { ...renamed, name: '百货' })).toEqual({
      ok: true,
    });
    expect((await house.archive.councils.get(council.id))?.units.at(-1)).toMatchObject({ name: '百货', part: 'other' });
  });

  test('of two who add the same name at once, one succeeds', async () => {
    const tries = ['居民代表', '居民 代表'].map((name) => house.office.units.add(house.admin, council.id, { name }));
    expect((await Promise.all(tries)).filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('units move by one place, and not beyond the ends', async () => {
    const order = async () => (await house.archive.councils.get(council.id))!.units.map(({ name }) => name[0]).join('');
    await house.office.units.move(house.admin, council.id, { unitId: unitId(2), by: -1 });
    expect(await order()).toBe('物派业');
    await house.office.units.move(house.admin, council.id, { unitId: unitId(0), by: -1 });
    expect(await order()).toBe('物派业');
  });

  test('[U2] a retired unit leaves the council, its seats end, and meetings keep it', async () => {
    const { visitor } = await house.seat(council.id, '秘书', ['secretary', 'convener']);
    const wu = await house.seat(council.id, '吴强', ['representative'], unitId(0));
    const room = await plan(visitor.personId, [{ personId: wu.visitor.personId, name: '吴强', unitId: unitId(0) }]);
    expect(await house.office.units.retire(visitor, council.id, unitId(0))).toEqual({ ok: true });
    const after = (await house.archive.councils.get(council.id))!;
    expect([after.units.length, after.retired.map(({ name }) => name)]).toEqual([2, ['物业公司']]);
    expect((await house.archive.councils.roster(council.id)).map(({ name }) => name)).toEqual(['秘书']);
    expect(room.meeting.units).toHaveLength(3);
    expect(await house.office.units.add(visitor, council.id, { name: '物业公司' })).toMatchObject({ ok: true });
  });
});

describe('seats', () => {
  test('[U5] a person has one seat at a time, and a namesake of the same unit is the same person', async () => {
    const { visitor } = await house.seat(council.id, '吴强', ['representative'], unitId(0));
    const again = { roles: ['observer' as const], unitId: null };
    expect(await house.office.seats.seat(house.admin, council.id, { ...again, personId: visitor.personId })).toEqual(
      refusal('seat_exists'),
    );
    const namesake = { name: '吴 强', roles: ['representative' as const], unitId: unitId(0) };
    expect(await house.office.seats.seat(house.admin, council.id, namesake)).toEqual(refusal('seat_exists'));
    expect(await house.office.seats.seat(house.admin, council.id, { ...namesake, unitId: unitId(1) })).toMatchObject({
      ok: true,
    });
    expect(await house.office.seats.seat(house.admin, council.id, { ...namesake, unitId: 'elsewhere' })).toEqual(
      refusal('unit_unknown'),
    );
  });

  test('the same id makes one seat and one account', async () => {
    const form = {
      id: 'seat-one',
      name: '王磊',
      roles: ['representative' as const],
      unitId: unitId(1),
      email: 'w@example.cn',
    };
    const [first, again] = [
      await house.office.seats.seat(house.admin, council.id, form),
      await house.office.seats.seat(house.admin, council.id, form),
    ];
    expect(again).toEqual(first);
    expect((await house.archive.people.list()).filter(({ name }) => name === '王磊')).toHaveLength(1);
  });

  test('[U7] contacts are kept beside the seat and can be hidden when somebody leaves', async () => {
    const form = {
      name: '王磊',
      roles: ['representative' as const],
      unitId: unitId(1),
      email: 'w@example.cn',
      phone: '138 0000 0000',
    };
    const made = await house.office.seats.seat(house.admin, council.id, form);
    if (!made.ok) throw new Error(made.code);
    const { id, personId } = made.seat;
    expect(await house.archive.contacts.of(personId)).toEqual({ email: 'w@example.cn', phone: '138 0000 0000' });
    await house.office.seats.hide(house.admin, council.id, personId);
    expect(await house.archive.contacts.of(personId)).toMatchObject({ email: 'w@example.cn' });
    await house.office.seats.end(house.admin, council.id, { seatId: id, form: { hide: true } });
    expect(await house.archive.contacts.of(personId)).toEqual({ email: '', phone: '' });
    expect((await house.archive.contacts.many([personId])).size).toBe(0);
    expect(await house.office.seats.end(house.admin, council.id, { seatId: id, form: {} })).toEqual(
      refusal('seat_over'),
    );
  });

  test('[U3] a replacement ends one seat, begins another, and coming meetings follow', async () => {
    const { visitor } = await house.seat(council.id, '秘书', ['secretary', 'convener']);
    const wu = await house.seat(council.id, '吴强', ['representative'], unitId(0));
    const room = await plan(visitor.personId, [{ personId: wu.visitor.personId, name: '吴强', unitId: unitId(0) }]);
    const form = { id: 'successor', name: '郑丽' };
    const done = await house.office.seats.replace(visitor, council.id, { seatId: wu.seat.id, form });
    expect(done).toMatchObject({
      ok: true,
      kept: [],
      seat: { name: '郑丽', unitId: unitId(0), roles: ['representative'] },
    });
    expect(await house.office.seats.replace(visitor, council.id, { seatId: wu.seat.id, form })).toEqual(done);
    const roster = await house.archive.councils.roster(council.id);
    expect(roster.map(({ name }) => name).toSorted()).toEqual(['秘书', '郑丽']);
    const standing = Object.values(room.meeting.seats).filter((seat) => !seat.withdrawn);
    expect(standing.map(({ name }) => name)).toEqual(['秘书', '郑丽']);
    expect(room.meeting.seats[wu.visitor.personId]).toMatchObject({ withdrawn: true });
  });

  test('[S4] before the opening whoever takes over the convener’s seat presides', async () => {
    const secretary = await house.seat(council.id, '秘书', ['secretary', 'convener']);
    const room = await plan(secretary.visitor.personId, []);
    const done = await house.office.seats.replace(house.admin, council.id, {
      seatId: secretary.seat.id,
      form: { name: '新秘书' },
    });
    expect(done).toMatchObject({ ok: true, kept: [] });
    expect(room.meeting.seats[room.meeting.chair.personId]).toMatchObject({ name: '新秘书', withdrawn: false });
    const alone = (await house.archive.councils.roster(council.id))[0]!;
    const ended = await house.office.seats.end(house.admin, council.id, { seatId: alone.id, form: {} });
    expect(ended).toMatchObject({ ok: true, kept: [{ meetingId: room.id, why: 'presides' }] });
  });

  test('[U4] a seat that ends during a meeting stays for that sitting, and the answer says so', async () => {
    const { visitor } = await house.seat(council.id, '秘书', ['secretary', 'convener']);
    const wu = await house.seat(council.id, '吴强', ['representative'], unitId(0));
    const room = await plan(visitor.personId, [{ personId: wu.visitor.personId, name: '吴强', unitId: unitId(0) }]);
    await room.command(visitor.personId, 'notice-it', { type: 'notice.send' });
    expect(await room.command(visitor.personId, 'open-it', { type: 'meeting.open' })).toHaveProperty('seq');
    const done = await house.office.seats.replace(visitor, council.id, { seatId: wu.seat.id, form: { name: '郑丽' } });
    expect(done).toMatchObject({ ok: true, kept: [{ meetingId: room.id, title: '第一次会议', why: 'inSession' }] });
    expect(room.meeting.seats[wu.visitor.personId]).toMatchObject({ withdrawn: false });
    expect(await house.archive.councils.seatsOf(wu.visitor.personId)).toEqual([]);
  });

  test('terms are days by the council’s calendar, both included', () => {
    expect([termStart('2026-03-01'), termEnd('2026-03-31')]).toEqual([
      '2026-02-28T16:00:00.000Z',
      '2026-03-31T16:00:00.000Z',
    ]);
    expect([firstDay(termStart('2026-03-01')), lastDay(termEnd('2026-03-31'))]).toEqual(['2026-03-01', '2026-03-31']);
  });
});

describe('strangers and members', () => {
  test('get not_found from every desk', async () => {
    const { visitor, seat } = await house.seat(council.id, '吴强', ['representative'], unitId(0));
    const none = refusal('not_found');
    const form = { name: '某人', roles: ['observer' as const] };
    for (const who of [visitor, await stranger()]) {
      expect(await house.office.units.add(who, council.id, { name: '某单位' })).toEqual(none);
      expect(await house.office.units.move(who, council.id, { unitId: unitId(0), by: 1 })).toEqual(none);
      expect(await house.office.units.retire(who, council.id, unitId(0))).toEqual(none);
      expect(await house.office.seats.seat(who, council.id, form)).toEqual(none);
      expect(await house.office.seats.end(who, council.id, { seatId: seat.id, form: {} })).toEqual(none);
      expect(await house.office.seats.replace(who, council.id, { seatId: seat.id, form: { name: '某人' } })).toEqual(
        none,
      );
      expect(await house.office.seats.hide(who, council.id, seat.personId)).toEqual(none);
      expect(await house.office.invitations.invite(who, council.id, {})).toEqual(none);
      expect(await house.office.invitations.list(who, council.id)).toEqual(none);
    }
    expect(await house.office.units.add(house.admin, 'no-such-council', { name: '某单位' })).toEqual(none);
  });

  test('a secretary cannot seat an account that is not of a council they run, nor invite an administrator', async () => {
    const { visitor } = await house.seat(council.id, '秘书', ['secretary']);
    const outsider = await stranger();
    const form = { personId: outsider.personId, roles: ['observer' as const] };
    expect(await house.office.seats.seat(visitor, council.id, form)).toEqual(refusal('not_found'));
    await house.office.seats.seat(house.admin, council.id, { personId: house.admin.personId, roles: ['recorder'] });
    const invite = { personIds: [house.admin.personId] };
    expect(await house.office.invitations.invite(visitor, council.id, invite)).toEqual(refusal('not_found'));
    expect(await house.office.invitations.invite(house.admin, council.id, invite)).toMatchObject({ ok: true });
  });
});

test('only administrators change name and contacts of an administrator, by whichever way', async () => {
  const { visitor } = await house.seat(council.id, '秘书', ['secretary']);
  const { personId } = house.admin;
  await house.office.seats.seat(house.admin, council.id, { personId, roles: ['recorder'], email: 'admin@example.cn' });
  const seat = (await house.archive.councils.roster(council.id)).find((each) => each.personId === personId)!;
  const change = (form: object) =>
    house.office.seats.change(visitor, council.id, { seatId: seat.id, form: { roles: ['expert'], ...form } });
  for (const form of [{ name: '别名' }, { email: 'mine@example.cn' }, { phone: '1234' }])
    expect(await change(form)).toEqual(refusal('administrator_only'));
  const table = [
    ['姓名', '角色', '邮箱'],
    ['管理员', '专家', 'mine@example.cn'],
  ];
  const looked = await house.office.imports.preview(visitor, council.id, table, false);
  if (!looked.ok || !('preview' in looked)) throw new Error('no preview');
  const seen = { table, makeUnits: false, digest: looked.preview.digest };
  expect(await house.office.imports.confirm(visitor, council.id, seen)).toEqual(refusal('administrator_only'));
  expect(await house.archive.contacts.of(personId)).toEqual({ email: 'admin@example.cn', phone: '' });
  expect(await change({ name: '管理员', email: 'admin@example.cn' })).toEqual({ ok: true });
});

test('[U10] who runs one council gets neither the address nor a link of somebody who sits on another', async () => {
  const { visitor } = await house.seat(council.id, '秘书', ['secretary']);
  const { seat } = await house.seat(council.id, '两会代表', ['representative'], unitId(0));
  const { personId } = seat;
  const change = (email: string) =>
    house.office.seats.change(visitor, council.id, {
      seatId: seat.id,
      form: { unitId: unitId(0), roles: ['representative'], email },
    });
  const invite = () => house.office.invitations.invite(visitor, council.id, { personIds: [personId] });
  expect(await change('one@example.cn')).toEqual({ ok: true });
  expect(await invite()).toMatchObject({ ok: true });
  const other = await house.found();
  await house.office.seats.seat(house.admin, other.id, { personId, roles: ['convener'] });
  expect(await change('mine@example.cn')).toEqual(refusal('sits_elsewhere'));
  expect(await house.archive.contacts.of(personId)).toMatchObject({ email: 'one@example.cn' });
  expect(await invite()).toEqual(refusal('not_found'));
  expect(await house.office.invitations.invite(visitor, council.id, {})).toMatchObject({
    ok: true,
    invitations: [{ personId: visitor.personId }],
  });
  const listed = await house.office.invitations.list(visitor, council.id);
  expect(listed).toMatchObject({ ok: true, links: [{ personId: visitor.personId }] });
  // What does not touch the person is still the council's own.
  expect(await change('one@example.cn')).toEqual({ ok: true });
});

describe('invitations', () => {
  test('are made for all who have no password, lead nowhere in particular, and can be revoked', async () => {
    const { visitor } = await house.seat(council.id, '秘书', ['secretary']);
    await house.seat(council.id, '吴强', ['representative'], unitId(0));
    await house.archive.people.setPassword(visitor.personId, 'a good password');
    const made = await house.office.invitations.invite(visitor, council.id, {});
    if (!made.ok) throw new Error(made.code);
    expect(made.invitations.map(({ name }) => name)).toEqual(['吴强']);
    const token = made.invitations[0]!.path.slice('/j/'.length);
    expect(await house.archive.links.redeem(token)).toMatchObject({ meetingId: null });
    const { linkId } = made.invitations[0]!;
    expect(await house.office.invitations.revoke(await stranger(), council.id, linkId)).toEqual(refusal('not_found'));
    expect(await house.office.invitations.revoke(visitor, council.id, linkId)).toEqual({ ok: true });
    expect(await house.archive.links.redeem(token)).toBeNull();
    expect(await house.office.invitations.list(visitor, council.id)).toMatchObject({
      links: [{ id: linkId, revokedAt: expect.any(String) }],
    });
  });
});

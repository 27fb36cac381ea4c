import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { qiandeng2020q1 } from '#lib/meeting/charters/qiandeng-2020q1.ts';
import type { Command } from '#lib/meeting/meeting.ts';
import type { Unit } from '#lib/meeting/seat.ts';
import type { PlannedSeat } from '#lib/meeting/sitting.ts';
import type { MatterAct } from '#lib/wire/matter-form.ts';
import { openMatterCourse } from '../../server/office/matter-course.ts';
import type { MeetingRoom } from '../../server/rooms/meeting-room.ts';
import { systemClock } from '../../server/clock.ts';
import { councilHouse, type CouncilHouse } from './council-house.ts';

let house: CouncilHouse;
let council: { id: string; name: string; units: readonly Unit[] };
const secretary = { personId: '', admin: false, name: '李文' };

beforeAll(async () => {
  house = await councilHouse();
  council = await house.found();
  secretary.personId = (await house.seat(council.id, '李文', ['secretary'])).visitor.personId;
});
afterAll(() => house.close());

/** A registered matter. */
async function matter(): Promise<string> {
  const form = {
    key: randomUUID(),
    category: qiandeng2020q1.categories[0]!,
    community: '',
    place: '',
    tried: '',
    text: '车棚漏雨。',
    photoIds: [],
    unitId: null,
    contactName: '',
    contactPhone: '',
  };
  const sent = await house.office.matters.reportAsMember(council.id, secretary, form);
  if (!sent.ok) throw new Error(sent.code);
  await act(sent.matter.id, { act: 'register', version: 1 });
  return sent.matter.id;
}

async function act(matterId: string, wish: MatterAct): Promise<void> {
  const done = await house.office.matters.act(council.id, secretary, { matterId, ...wish });
  if (!done.ok) throw new Error(done.code);
}

const item = (id: string, matterIds: string[]) => ({
  id,
  parentId: null,
  kind: 'discussion' as const,
  title: id,
  presenter: '',
  unitIds: [],
  plannedMinutes: 10,
  matterIds,
});

/** Somebody does something in the room, and the matters have followed it. */
async function does(room: MeetingRoom, command: Command, who = 'chair'): Promise<void> {
  const outcome = await room.command(who, randomUUID(), command);
  if (!('seq' in outcome)) throw new Error(JSON.stringify(outcome));
  await house.office.matters.rest();
}

/** A meeting with a matter under each item, planned. */
async function planned(matters: string[]): Promise<MeetingRoom> {
  const room = await house.rooms.create();
  const representatives = council.units.map(({ id }): PlannedSeat => ({
    personId: String(id),
    name: String(id),
    unitId: id,
    roles: ['representative'],
  }));
  await does(room, {
    type: 'meeting.plan',
    title: '第四季度会议',
    form: 'meeting',
    kind: 'regular',
    number: {
      year: 2026,
      n: 4,
    },
    place: '',
    link: '',
    startsAt: new Date(systemClock.now()).toISOString(),
    council: {
      id: council.id,
      name: council.name,
    },
    charter: qiandeng2020q1,
    units: council.units,
    seats: [
      {
        personId: 'chair',
        name: 'Chair',
        unitId: null,
        roles: ['chair', 'recorder', 'secretary'],
      },
      ...representatives,
    ],
    agenda: matters.map((id, index) => item(`item${index}`, [id])),
  });
  return room;
}

const standing = async (id: string) => {
  const { state, meetingId, assignedUnitId } = (await house.archive.matters.get(id))!;
  return { state, meetingId, assignedUnitId };
};
const steps = async (id: string) => (await house.archive.matters.history(id)).map(({ what }) => what);
const offered = async () => (await house.office.matters.open(council.id)).map(({ id }) => id);

describe('matters follow the log of their meeting', () => {
  test('[I5] on the agenda, off it and cancelled: the matter comes back, ready for the next one', async () => {
    const [one, other] = [await matter(), await matter()];
    expect(await offered()).toEqual(expect.arrayContaining([one, other]));
    const room = await planned([one, other]);
    expect(await standing(one)).toMatchObject({ state: 'onAgenda', meetingId: room.id });
    expect(await offered()).not.toContain(one);
    await does(room, { type: 'agenda.lay', items: [item('item1', [other])] });
    expect(await standing(one)).toMatchObject({ state: 'accepted', meetingId: null });
    await does(room, { type: 'meeting.cancel', reason: '台风' });
    expect(await standing(other)).toMatchObject({ state: 'accepted', meetingId: null });
    expect(await offered()).toEqual(expect.arrayContaining([one, other]));
    const last = (await house.archive.matters.history(other)).at(-1);
    expect(last).toMatchObject({ by: 'system', what: 'return', detail: { reason: 'cancelled' } });
    expect(house.faults).toEqual([]);
  });

  test('[I6] an adopted resolution with a responsible unit is followed up, an item put off comes back', async () => {
    const [decided, deferred, left] = [await matter(), await matter(), await matter()];
    const room = await planned([decided, deferred, left]);
    await does(room, { type: 'notice.send' });
    for (const who of ['chair', ...council.units.map(({ id }) => id)])
      await does(room, { type: 'attendance.checkIn', mode: 'onSite' }, who);
    await does(room, { type: 'meeting.open' });
    await does(room, {
      type: 'resolution.draft',
      title: '修车棚',
      text: '由物业公司修车棚',
      measures: '',
      supporting: [],
      important: false,
      responsible: [council.units[0]!.id],
      person: '王',
      deadline: '2027-01-31',
      itemId: 'item0',
    });
    await does(room, { type: 'vote.open', resolutionId: room.meeting.resolutions[0]!.id, method: 'open' });
    const { id: voteId } = room.meeting.votes[0]!;
    for (const { id } of council.units) await does(room, { type: 'ballot.cast', voteId, choice: 'for' }, id);
    await does(room, { type: 'vote.close', voteId });
    expect(await standing(decided)).toEqual({
      state: 'followedUp',
      meetingId: room.id,
      assignedUnitId: council.units[0]!.id,
    });
    await does(room, { type: 'vote.annul', voteId, reason: '点错' });
    expect(await standing(decided)).toMatchObject({ state: 'onAgenda' });
    await does(room, { type: 'agenda.defer', itemId: 'item1', reason: '资料不全' });
    expect(await standing(deferred)).toMatchObject({ state: 'accepted', meetingId: null });
    await does(room, { type: 'meeting.close' });
    expect(await standing(left)).toMatchObject({ state: 'accepted', meetingId: null });
    expect(await steps(decided)).toEqual(['report', 'register', 'plan', 'followUp', 'plan', 'return']);
    expect(house.faults).toEqual([]);
  });

  test('[I7] what was settled outside is left alone; what was missed is caught up', async () => {
    const [settled, missed] = [await matter(), await matter()];
    await act(settled, { act: 'accept', version: 2 });
    await act(settled, { act: 'finish', version: 3, outcome: '已修好' });
    const room = await planned([settled, missed]);
    expect(await standing(settled)).toMatchObject({ state: 'done', meetingId: null });
    // As if the house had gone down between the meeting's commit and this one.
    const { version } = (await house.archive.matters.get(missed))!;
    await does(room, { type: 'meeting.cancel', reason: '停电' });
    const step = { at: '2026-11-24T02:00:00.000Z', by: 'system', name: '', what: 'plan', detail: {} };
    const change = { state: 'onAgenda' as const, meetingId: room.id };
    await house.archive.matters.move({ matterId: missed, seen: version + 1, change, step });
    const { archive, rooms, faults } = house;
    const course = openMatterCourse({ archive, rooms, clock: systemClock, onFault: (error) => faults.push(error) });
    await course.catchUp();
    expect(await standing(missed)).toMatchObject({ state: 'accepted', meetingId: null });
  });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StoredCouncil } from '../../server/archive/archive.ts';
import { councilHouse, type CouncilHouse } from './council-house.ts';

let house: CouncilHouse;
let council: StoredCouncil;
beforeEach(async () => {
  house = await councilHouse();
  council = await house.found();
});
afterEach(() => house.close());

const none = { ok: false, code: 'not_found' };
const groupsFor = async (visitor: { personId: string; admin: boolean }) => {
  const outcome = await house.office.groups.list(visitor, council.id);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.groups;
};

test('[U9] those who run the council form groups, the lead keeps tasks, whoever is responsible reports', async () => {
  const secretary = (await house.seat(council.id, '秘书', ['secretary'])).visitor;
  const lead = (await house.seat(council.id, '组长', ['representative'], council.units[0]!.id)).visitor;
  const member = (await house.seat(council.id, '组员', ['representative'], council.units[1]!.id)).visitor;
  const other = (await house.seat(council.id, '旁人', ['observer'])).visitor;
  const desk = house.office.groups;
  const form = {
    id: 'group-one',
    name: '消防组',
    purpose: '消防设施',
    personIds: [member.personId],
    leadId: lead.personId,
  };
  expect(await desk.keep(lead, council.id, form)).toEqual(none);
  expect(await desk.keep(secretary, council.id, form)).toEqual({ ok: true });
  expect(await desk.keep(secretary, council.id, { ...form, name: '消防工作组' })).toEqual({ ok: true });
  expect(await groupsFor(other)).toMatchObject([
    {
      name: '消防工作组',
      mayKeepTasks: false,
      members: [
        { name: '组长', lead: true },
        { name: '组员', lead: false },
      ],
    },
  ]);

  const task = {
    groupId: 'group-one',
    form: { id: 'task-one', title: '检修消火栓', personId: member.personId, due: '2026-12-31' },
  };
  for (const visitor of [member, other]) expect(await desk.keepTask(visitor, council.id, task)).toEqual(none);
  expect(await desk.keepTask(lead, council.id, task)).toEqual({ ok: true });
  expect(await desk.keepTask(lead, council.id, task)).toEqual({ ok: true });
  const stranger = { ...task, form: { ...task.form, personId: other.personId } };
  expect(await desk.keepTask(lead, council.id, stranger)).toEqual(none);

  const tick = { groupId: 'group-one', form: { id: 'task-one', done: true, note: '已修好' } };
  expect(await desk.tick(other, council.id, tick)).toEqual(none);
  expect(await desk.tick(member, council.id, tick)).toEqual({ ok: true });
  expect((await groupsFor(other))[0]?.tasks).toMatchObject([
    { title: '检修消火栓', note: '已修好', doneAt: expect.any(String) },
  ]);
  expect(await desk.keepTask(lead, council.id, { ...task, form: { ...task.form, title: '检修全部消火栓' } })).toEqual({
    ok: true,
  });
  expect((await groupsFor(other))[0]?.tasks).toMatchObject([{ title: '检修全部消火栓', doneAt: expect.any(String) }]);

  expect(await desk.dissolve(lead, council.id, 'group-one')).toEqual(none);
  expect(await desk.dissolve(secretary, council.id, 'group-one')).toEqual({ ok: true });
  expect(await desk.tick(lead, council.id, tick)).toEqual({ ok: false, code: 'group_dissolved' });
  expect(await groupsFor(other)).toMatchObject([{ dissolvedAt: expect.any(String) }]);
});

test('groups hold members of the council only, and another council’s cannot be touched', async () => {
  const elsewhere = await house.found([{ name: '供水' }]);
  const secretary = (await house.seat(council.id, '秘书', ['secretary'])).visitor;
  const foreign = (await house.seat(elsewhere.id, '外人', ['secretary'])).visitor;
  const desk = house.office.groups;
  const form = { id: 'group-one', name: '消防组', purpose: '', personIds: [foreign.personId] };
  expect(await desk.keep(secretary, council.id, form)).toEqual(none);
  expect(await desk.keep(secretary, council.id, { ...form, personIds: [] })).toEqual({ ok: true });
  expect(await desk.keep(foreign, elsewhere.id, form)).toEqual(none);
  expect(await desk.list(foreign, council.id)).toEqual(none);
  expect(await desk.keep(foreign, elsewhere.id, { ...form, id: 'group-two' })).toEqual({ ok: true });
  const task = { id: 'task-one', title: '任务' };
  expect(await desk.keepTask(secretary, council.id, { groupId: 'group-one', form: task })).toEqual({ ok: true });
  expect(
    await desk.keepTask(foreign, elsewhere.id, { groupId: 'group-two', form: { ...task, title: '别的' } }),
  ).toEqual(none);
  expect(await desk.keepTask(foreign, elsewhere.id, { groupId: 'group-one', form: task })).toEqual(none);
});

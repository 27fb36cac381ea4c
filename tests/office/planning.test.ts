import { afterEach, describe, expect, test } from 'vitest';
import { seriesDates, type SeriesRule } from '#lib/meeting/series.ts';
import type { WorkCalendar } from '#lib/meeting/work-calendar.ts';
import type { PlanForm } from '#lib/wire/planning-form.ts';
import { knownYears } from '../../server/office/known-years.ts';
import { planningHouse, type PlanningHouse } from './planning-house.ts';

let house: PlanningHouse;
afterEach(() => house.close());

const form = (more: Partial<PlanForm> = {}): PlanForm => ({
  id: crypto.randomUUID(),
  title: '',
  form: 'meeting',
  kind: 'regular',
  reason: '',
  startsAt: '2026-12-10T06:00:00.000Z',
  place: 'Hall',
  link: '',
  matterIds: [],
  agendaOf: null,
  ...more,
});

describe('planning a meeting', () => {
  test('takes charter, units, seats and template from the council', async () => {
    house = await planningHouse();
    const meeting = await house.planned(form());
    expect(meeting).toMatchObject({
      stage: 'planned',
      number: { year: 2026, n: 1 },
      council: { id: 'c', name: 'Council' },
      charter: { id: 'presidium' },
      startsAt: '2026-12-10T06:00:00.000Z',
    });
    expect(meeting.units.map(({ id }) => id)).toEqual(['office', 'company', 'owners']);
    expect(meeting.seats.boss!.roles).toEqual(['convener', 'chair']);
    const top = meeting.agenda.filter(({ parentId }) => parentId === null);
    expect(top.map(({ title }) => title)).toEqual(meeting.charter.agenda.map(({ title }) => title));
    expect(meeting.title).toMatch(/^Council2026\D+1\D+$/);
  });

  test('the same form again is the same meeting', async () => {
    house = await planningHouse();
    const wanted = form();
    const ids = await Promise.all(Array.from({ length: 5 }, () => house.plan(wanted)));
    expect(new Set(ids).size).toBe(1);
    expect(await house.plan(wanted)).toBe(ids[0]);
    expect((await house.archive.events.meetingIds()).length).toBe(1);
  });

  test('twenty at the same time get twenty numbers without gaps', async () => {
    house = await planningHouse();
    await house.planned(form());
    const meetings = await Promise.all(Array.from({ length: 20 }, () => house.planned(form())));
    const numbers = meetings.map(({ number }) => number.n).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, n) => n + 2));
    expect((await house.planned(form({ startsAt: '2027-01-07T06:00:00.000Z' }))).number).toEqual({ year: 2027, n: 1 });
  });

  test('numbers go on after meetings that came from elsewhere', async () => {
    house = await planningHouse();
    const room = await house.rooms.create();
    const { title, ...plan } = await house.planned(form());
    const { form: shape, kind, startsAt, place, link, council, charter, units, agenda } = plan;
    const command = { type: 'meeting.plan', title, form: shape, kind, startsAt, place, link } as const;
    const seats = Object.values(plan.seats);
    await room.command('system', 'elsewhere', {
      ...command,
      council,
      charter,
      units,
      agenda,
      seats,
      number: { year: 2026, n: 2 },
    });
    expect((await house.planned(form())).number.n).toBe(3);
  });

  test('a council without anybody to preside is told so, and no number is lost', async () => {
    house = await planningHouse();
    const seat = (await house.archive.councils.roster('c')).find(({ personId }) => personId === 'boss');
    await house.archive.councils.endSeat(seat!.id);
    const { planning } = house.office;
    const admin = { personId: 'admin', admin: true };
    expect(await planning.plan(admin, 'c', form())).toEqual({ ok: false, code: 'nobody_presides' });
    await house.archive.councils.seat({ councilId: 'c', personId: 'boss', roles: ['convener'] });
    expect((await house.planned(form())).number.n).toBe(1);
  });

  test('strangers and members who do not convene plan nothing', async () => {
    house = await planningHouse();
    for (const personId of ['owner', 'nobody'])
      expect(await house.office.planning.plan({ personId, admin: false }, 'c', form())).toEqual({
        ok: false,
        code: 'not_found',
      });
  });

  test('deferred items arrive once with their matters and their origin, duties and the last minutes too', async () => {
    house = await planningHouse();
    const first = await house.planned(form());
    const items = [
      { id: 'x', parentId: null, kind: 'discussion', title: 'Parking', presenter: '', unitIds: [], plannedMinutes: 5 },
      { id: 'y', parentId: null, kind: 'other', title: 'Rest', presenter: '', unitIds: [], plannedMinutes: 5 },
    ] as const;
    await house.hold(first.id, [
      { type: 'agenda.lay', items: [{ ...items[0], matterIds: ['m7'] }, items[1]] },
      { type: 'notice.send' },
      { type: 'meeting.open' },
      { type: 'action.assign', title: 'Mend the gate', unitId: 'company', person: 'Wu', deadline: '2026-12-31' },
      { type: 'agenda.defer', itemId: 'x', reason: 'No time' },
      { type: 'meeting.close' },
    ]);
    const second = await house.planned(form({ startsAt: '2027-01-07T06:00:00.000Z' }));
    const arrived = second.agenda.filter(({ origin }) => origin);
    expect(arrived.map(({ title, origin }) => [title, origin!.kind])).toEqual([
      [second.agenda[0]!.title, 'previous'],
      [second.agenda[0]!.title, 'previous'],
      ['Mend the gate', 'action'],
      ['Parking', 'deferred'],
    ]);
    expect(arrived.at(-1)).toMatchObject({
      matterIds: ['m7'],
      origin: { kind: 'deferred', meetingId: first.id, itemId: 'x', title: first.title },
    });
    const third = await house.planned(form({ startsAt: '2027-02-11T06:00:00.000Z' }));
    expect(third.agenda.some(({ title }) => title === 'Parking')).toBe(false);
  });

  test('an earlier agenda can be taken again', async () => {
    house = await planningHouse();
    const first = await house.planned(form());
    const item = { parentId: null, kind: 'other', presenter: '', unitIds: [], plannedMinutes: 7 } as const;
    await house.hold(first.id, [{ type: 'agenda.lay', items: [{ ...item, id: 'own', title: 'Own' }] }]);
    const second = await house.planned(form({ agendaOf: first.id }));
    expect(second.agenda.map(({ title, plannedMinutes }) => [title, plannedMinutes])).toEqual([['Own', 7]]);
  });

  test('whoever is called elsewhere at the same time is named, and the same place too', async () => {
    house = await planningHouse();
    await house.planned(form());
    const slot = { startsAt: '2026-12-10T07:00:00.000Z', place: ' hall' };
    const found = await house.office.planning.overlaps(house.boss, 'c', slot);
    expect(found).toMatchObject([{ samePlace: true }]);
    expect(found[0]!.people.toSorted()).toEqual(['Boss', 'Owner']);
    const later = { startsAt: '2026-12-10T12:00:00.000Z', place: 'Hall' };
    expect(await house.office.planning.overlaps(house.boss, 'c', later)).toEqual([]);
  });
});

describe('a regular series', () => {
  const calendar: WorkCalendar = { version: 'known', years: knownYears() };
  const days = (rule: SeriesRule, after: string, count: number) =>
    seriesDates(rule, calendar, { after, count }).map(({ day, movedFrom }) =>
      movedFrom ? `${day}<${movedFrom}` : day,
    );

  test('moves off Spring Festival and National Day 2026 to the next working day', async () => {
    house = await planningHouse();
    expect(days({ months: 1, first: 1, on: { nth: 3, weekday: 2 } }, '2026-01-31', 1)).toEqual([
      '2026-02-24<2026-02-17',
    ]);
    expect(days({ months: 1, first: 1, on: { day: 1 } }, '2026-09-15', 1)).toEqual(['2026-10-08<2026-10-01']);
  });

  test('knows the last weekday of a month, short months and quarters', async () => {
    house = await planningHouse();
    expect(days({ months: 1, first: 1, on: { nth: 5, weekday: 4 } }, '2026-03-01', 2)).toEqual([
      '2026-03-26',
      '2026-04-30',
    ]);
    expect(days({ months: 3, first: 2, on: { day: 31 } }, '2026-03-01', 2)).toEqual([
      '2026-06-01<2026-05-31',
      '2026-08-31',
    ]);
  });

  test('its dates are planned as drafts, each once', async () => {
    house = await planningHouse();
    const { series } = house.office;
    const on = { nth: 2, weekday: 4 } as const;
    await series.set(house.boss, 'c', { rule: { months: 3, first: 3, on }, time: '14:00', place: 'Hall', link: '' });
    const { dates } = (await series.view(house.boss, 'c'))!;
    expect(dates).toHaveLength(4);
    const wanted = dates.slice(0, 2).map(({ day }) => day);
    const planned = await series.planOn(house.boss, 'c', wanted);
    expect(await series.planOn(house.boss, 'c', wanted)).toEqual(planned);
    const taken = async () => (await series.view(house.boss, 'c'))!.dates.map(({ meetingId }) => meetingId !== null);
    expect(await taken()).toEqual([true, true, false, false]);
    if (!planned.ok) throw new Error(planned.code);
    await house.hold(planned.meetingIds[0]!, [{ type: 'meeting.revise', startsAt: '2029-01-10T06:00:00.000Z' }]);
    expect(await taken()).toEqual([true, true, false, false]);
    await house.hold(planned.meetingIds[1]!, [{ type: 'meeting.cancel', reason: 'Flood' }]);
    expect(await taken()).toEqual([true, false, false, false]);
    const again = await series.planOn(house.boss, 'c', [wanted[1]!]);
    expect(again.ok && again.meetingIds[0]).not.toBe(planned.meetingIds[1]);
    expect(await taken()).toEqual([true, true, false, false]);
  });
});

import { describe, expect, test } from 'vitest';
import { openArchive } from '../../server/archive/archive.ts';
import { days, quarterOf, sittingOf, spelled, titleOf } from '../../server/demo/calendar.ts';
import { planned, ready } from '../../server/demo/coming.ts';
import { accounts, units } from '../../server/demo/council.ts';
import { lastQuarter } from '../../server/demo/last-quarter.ts';
import { SteppedClock } from '../../server/demo/stepped-clock.ts';
import { Rooms } from '../../server/rooms/rooms.ts';

/** A desk that nobody types at: the story's course does not depend on the text. */
const emptyDesk = {
  record: async () => {},
  thaw: async () => {},
  freeze: async () => ({ canonical: '{}', hash: '0'.repeat(64), state: new Uint8Array() }),
};

async function told(today: number) {
  const archive = await openArchive({ dataDir: ':memory:' });
  const clock = new SteppedClock(sittingOf(quarterOf(today, -1)) - days(20));
  const onFault = (error: unknown) => {
    throw error;
  };
  const rooms = new Rooms({ archive, clock, desk: emptyDesk, onFault });
  const last = (await lastQuarter(rooms, clock, today)).meeting;
  const now = (await ready(rooms, clock, today)).meeting;
  const next = (await planned(rooms, clock, today)).meeting;
  await rooms.rest();
  await archive.close();
  return { last, now, next };
}

describe('the sample council', () => {
  test.each(['2026-01-01', '2026-02-28', '2026-05-20', '2026-09-30', '2026-11-24', '2027-12-31'])(
    'its three meetings make sense on %s',
    async (day) => {
      const today = Date.parse(`${day}T03:07:00Z`);
      const { last, now, next } = await told(today);
      expect([last.stage, now.stage, next.stage]).toEqual(['closed', 'noticed', 'planned']);
      expect(Date.parse(last.startsAt)).toBeLessThan(today);
      expect(Date.parse(now.startsAt) - today).toBeLessThanOrEqual(15 * 60_000);
      expect(last.next?.startsAt).toBe(now.startsAt);
      expect(Date.parse(next.startsAt)).toBeGreaterThan(today);
      expect(last.actions.some((action) => Date.parse(action.deadline ?? '') > today)).toBe(true);
    },
  );

  test('has seven items and the twelve matters as parts', async () => {
    const { now } = await told(Date.parse('2026-11-24T03:00:00Z'));
    expect(now.agenda.filter((item) => item.parentId === null)).toHaveLength(7);
    expect(now.agenda.filter((item) => item.parentId === 'discussion')).toHaveLength(12);
  });

  test('every unit is represented by exactly one account', () => {
    const represented = accounts.filter((each) => each.roles.includes('representative')).map((each) => each.unitId);
    expect(represented.toSorted()).toEqual(units.map((unit) => unit.id).toSorted());
  });

  test('quarters follow the year in Asia/Shanghai', () => {
    const lastEvening = Date.parse('2026-12-31T17:00:00Z');
    expect(quarterOf(lastEvening)).toEqual({ year: 2027, n: 1 });
    expect(titleOf(quarterOf(lastEvening, -1))).toBe('千灯镇2026年第四季度物业管理联席会议');
    expect(new Date(sittingOf({ year: 2026, n: 1 })).toISOString()).toBe('2026-02-19T06:00:00.000Z');
    expect(spelled('2026-05-03')).toBe('2026年5月3日');
  });
});

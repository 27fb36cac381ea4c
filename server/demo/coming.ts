import type { Rooms } from '../rooms/rooms.ts';
import { twelveMatters } from './agenda.ts';
import { days, nextQuarterHour, quarterOf, sittingOf } from './calendar.ts';
import { members } from './council.ts';
import { Story } from './story.ts';
import type { SteppedClock } from './stepped-clock.ts';

const replying = members.filter(({ roles }) => roles.includes('representative')).map(({ username }) => username);

/** This quarter's meeting: noticed, nearly all have answered, and check-in is open at `today`. */
export async function ready(rooms: Rooms, clock: SteppedClock, today: number): Promise<Story> {
  const startsAt = nextQuarterHour(today);
  clock.windTo(startsAt - days(14));
  const story = await Story.plan(rooms, clock, quarterOf(today), startsAt, twelveMatters);
  clock.windTo(startsAt - days(9));
  await story.do('recorder', { type: 'notice.send' });
  for (const who of replying.slice(0, -1)) {
    clock.pass(47);
    await story.do(who, { type: 'reply.give', answer: who === 'gongqi' ? 'excused' : 'attend' });
  }
  return story;
}

/** Next quarter's meeting, planned and not yet announced. */
export async function planned(rooms: Rooms, clock: SteppedClock, today: number): Promise<Story> {
  const quarter = quarterOf(today, 1);
  clock.windTo(today - days(2));
  return Story.plan(rooms, clock, quarter, sittingOf(quarter), twelveMatters.slice(0, 5));
}

import type { Rooms } from '../rooms/rooms.ts';
import { twelveMatters } from './agenda.ts';
import { days, nextQuarterHour, quarterOf, sittingOf } from './calendar.ts';
import { members } from './council.ts';
import { papersDue } from './papers.ts';
import { Story } from './story.ts';
import type { SteppedClock } from './stepped-clock.ts';

const replying = members.filter(({ roles }) => roles.includes('representative')).map(({ username }) => username);

/** Most come; 供气 asks for leave, 供水 sends a colleague. */
const answerOf = (who: string) => {
  if (who === 'gongqi') return { answer: 'excused', reason: '当日有管网抢修任务' } as const;
  if (who === 'gongshui') return { answer: 'deputy', deputy: { name: '沈建华' } } as const;
  return { answer: 'attend' } as const;
};

/** This quarter's meeting: noticed, nearly all have answered, and check-in is open at `today`. */
export async function ready(rooms: Rooms, clock: SteppedClock, today: number): Promise<Story> {
  const startsAt = nextQuarterHour(today);
  clock.windTo(startsAt - days(14));
  const story = await Story.plan(rooms, clock, quarterOf(today), startsAt, twelveMatters);
  clock.windTo(startsAt - days(9));
  await story.do('recorder', {
    type: 'material.ask',
    unitIds: ['xiaofang', 'wuye', 'chengguanban'],
    itemId: 'reports',
    text: '消防设施检测记录、现场照片；占用消防车通道的整治情况。',
    dueAt: papersDue(startsAt),
  });
  await story.do('recorder', {
    type: 'notice.send',
    requirements: '请各成员单位于会前三日提交书面汇报材料，涉及消防设施的请附检测记录。',
    replyBy: new Date(startsAt - days(2)).toISOString(),
    contact: '社区办 李文 0512-0000-1001',
  });
  for (const who of replying.slice(0, -1)) {
    clock.pass(47);
    await story.do(who, { type: 'reply.give', ...answerOf(who) });
  }
  return story;
}

/** Next quarter's meeting, planned and not yet announced. */
export async function planned(rooms: Rooms, clock: SteppedClock, today: number): Promise<Story> {
  const quarter = quarterOf(today, 1);
  clock.windTo(today - days(2));
  return Story.plan(rooms, clock, quarter, sittingOf(quarter), twelveMatters.slice(0, 5));
}

import type { Choice } from '#lib/meeting/vote.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { twelveMatters } from './agenda.ts';
import { dayOf, days, minutes, nextQuarterHour, quarterOf, sittingOf } from './calendar.ts';
import { hall } from './council.ts';
import { Story } from './story.ts';
import type { SteppedClock } from './stepped-clock.ts';

/** A resolution of the story, put to the vote as soon as it is drafted. */
interface Proposal {
  readonly title: string;
  readonly text: string;
  readonly measures: string;
  readonly responsible: readonly string[];
  readonly supporting?: readonly string[];
  readonly person: string;
  readonly deadline: string;
  readonly method?: 'open' | 'secret';
  readonly choices?: Readonly<Record<string, Choice>>;
}

/** The matters that were on last quarter's agenda: the third to the seventh category. */
const matters = twelveMatters.slice(2, 7).map((matter, index) => ({ ...matter, minutes: [8, 10, 15, 10, 8][index]! }));

const onSite = ['chair', 'recorder', 'convener', 'zongzhiban', 'chengguanban', 'jianguansuo', 'xiaofang', 'wuye'];
const remote = ['gongdian', 'gongshui', 'yeweihui', 'expert', 'supervisor'];

/**
 * The whole course of last quarter's meeting, from the plan to the gavel. Deadlines lie around `today`.
 * @returns the story, its meeting closed and the minutes still a draft
 */
export async function lastQuarter(rooms: Rooms, clock: SteppedClock, today: number): Promise<Story> {
  const quarter = quarterOf(today, -1);
  const startsAt = sittingOf(quarter);
  const story = await Story.plan(rooms, clock, quarter, startsAt, matters);
  await invite(story, startsAt);
  await gather(story, startsAt);
  await report(story);
  await discuss(story, today);
  await conclude(story, today);
  return story;
}

async function invite(story: Story, startsAt: number): Promise<void> {
  story.clock.windTo(startsAt - days(7));
  await story.do('recorder', { type: 'notice.send' });
  for (const who of ['chair', ...onSite.slice(3), ...remote.slice(0, 3), 'shequ', 'paichusuo']) {
    story.clock.pass(25);
    await story.do(who, { type: 'reply.give', answer: who === 'paichusuo' ? 'excused' : 'attend' });
  }
  await story.do('paichusuo', { type: 'attendance.excuse', unitId: 'paichusuo', reason: '当日有安保任务' });
  await story.do('recorder', { type: 'attendance.excuse', unitId: 'gongqi', reason: '管网抢修' });
}

async function gather(story: Story, startsAt: number): Promise<void> {
  story.clock.windTo(startsAt - minutes(20));
  for (const who of onSite) {
    story.clock.pass(1, 20);
    await story.do(who, { type: 'attendance.checkIn', mode: 'onSite' });
  }
  for (const who of remote) {
    story.clock.pass(0, 40);
    await story.do(who, { type: 'attendance.checkIn', mode: 'remote' });
  }
  story.clock.windTo(startsAt + minutes(1));
  await story.do('chair', { type: 'meeting.open' });
  story.clock.pass(3);
  await story.do('shequ', { type: 'attendance.checkIn', mode: 'onSite' });
}

async function report(story: Story): Promise<void> {
  await story.goOn(3);
  await story.speak('supervisor', 4, 12);
  await story.speak('yeweihui', 1, 40);
  await story.goOn(3);
  await story.speak('wuye', 2, 50);
  await story.speak('xiaofang', 2, 36);
  await story.speak('gongshui', 1, 45);
  await story.speak('chengguanban', 2, 20);
  await story.speak('shequ', 2, 5);
  await story.goOn(4);
}

async function decide(story: Story, proposal: Proposal): Promise<void> {
  const { method = 'open', choices = {}, supporting = [], ...text } = proposal;
  await story.do('recorder', { type: 'resolution.draft', ...text, supporting, important: false });
  story.clock.pass(1);
  await story.vote(method, choices);
}

async function discuss(story: Story, today: number): Promise<void> {
  const found = (text: string, ...unitIds: string[]) => story.do('recorder', { type: 'problem.record', text, unitIds });
  await story.speak('wuye', 1, 30);
  await found('香溪花园等3个小区楼道内停放电动自行车142辆，现有集中充电车位仅58个。', 'wuye', 'shequ');
  await decide(story, {
    title: '增设非机动车集中充电车棚',
    text: '物业服务企业在香溪花园、炎武小区、华强花苑各增设非机动车集中充电车棚一处，共不少于90个车位，楼道内停放的电动自行车同步清理。',
    measures: '社区协调选址并公示7日；供电负责接电；消防中队验收。',
    responsible: ['wuye'],
    supporting: ['shequ', 'gongdian', 'xiaofang'],
    person: '吴强',
    deadline: dayOf(today, -12),
  });
  await story.goOn(2);
  await story.speak('xiaofang', 2, 10);
  await found('辖区6个小区有9处消防车通道未划线或标线磨损。', 'xiaofang', 'chengguanban');
  await decide(story, {
    title: '“生命通道”划线与标识',
    text: '城管办会同消防中队完成9处“生命通道”划线和标识，物业服务企业每日巡查并劝离占道车辆。',
    measures: '统一制式，黄色网格线，双向设“禁止占用”标牌。',
    responsible: ['chengguanban', 'xiaofang'],
    supporting: ['wuye'],
    person: '郑海峰',
    deadline: dayOf(today, 3),
    choices: { gongdian: 'abstain' },
  });
  await story.goOn(2);
  await story.speak('wuye', 2, 55);
  await story.do('yeweihui', { type: 'floor.request', kind: 'order' });
  await story.do('chair', { type: 'floor.grant', personId: 'yeweihui', reply: true });
  story.clock.pass(0, 50);
  await story.do('yeweihui', { type: 'floor.end' });
  await story.speak('expert', 2, 30);
  await found('消火栓漏水11处、灭火器过期64具、应急照明故障23处，其中3处消火栓因道路施工受损。', 'wuye', 'xiaofang');
  await decide(story, {
    title: '消防设施限期修复',
    text: '物业服务企业修复辖区全部损坏消防设施，消防中队逐项验收；涉及专项维修资金的，由业主委员会公示7日。',
    measures: '维保单位每月开展消防泵联动测试并留存记录。',
    responsible: ['wuye'],
    supporting: ['xiaofang', 'gongshui', 'yeweihui'],
    person: '吴强',
    deadline: dayOf(today, 20),
  });
  await story.do('chair', { type: 'agenda.extend', minutes: 5 });
  await story.goOn(3);
  await story.speak('chengguanban', 2, 40);
  await found('违章搭建存量27处，其中占用公共道路5处。', 'chengguanban');
  await decide(story, {
    title: '统一拆除存量违章搭建',
    text: '由城管办于一个月内统一拆除27处存量违章搭建。',
    measures: '',
    responsible: ['chengguanban'],
    person: '郑海峰',
    deadline: dayOf(today, -30),
    choices: {
      gongdian: 'abstain',
      gongshui: 'against',
      yeweihui: 'against',
      wuye: 'against',
      shequ: 'against',
      jianguansuo: 'against',
      zongzhiban: 'abstain',
    },
  });
  await story.goOn(2);
  await story.do('recorder', {
    type: 'problem.record',
    text: '炎武小区北侧道路雨后积水，雨水井淤堵4处。',
    unitIds: ['shequ', 'gongshui'],
  });
  await story.goOn(6);
}

async function conclude(story: Story, today: number): Promise<void> {
  await decide(story, {
    title: '推荐物业服务示范小区',
    text: '推荐香溪花园为本年度物业服务示范小区候选单位。',
    measures: '社区办汇总材料后上报。',
    responsible: ['shequban'],
    person: '林芳',
    deadline: dayOf(today, 8),
    method: 'secret',
    choices: { chengguanban: 'against', gongshui: 'abstain' },
  });
  for (const resolution of story.meeting.resolutions.filter(({ state }) => state === 'adopted')) {
    await story.do('chair', { type: 'resolution.readOut', resolutionId: resolution.id });
    story.clock.pass(0, 40);
  }
  await story.goOn(2);
  await story.speak('convener', 2, 30);
  await story.goOn(1);
  await story.do('recorder', {
    type: 'nextMeeting.set',
    startsAt: new Date(nextQuarterHour(today)).toISOString(),
    place: hall,
    topics: '十二类事项逐项研究，检查上次议定事项落实情况',
  });
  story.clock.pass(3);
  await story.do('chair', { type: 'meeting.close' });
}

import { defaultCharter, type Charter } from '../charter.ts';
import { categories } from './matter-categories.ts';

/** Charter 5 (charters.md): 物业管理联席会议制度 with 会议时间控制. Where it is silent the product defaults apply. */
export const hostTimekeeping: Charter = {
  ...defaultCharter,
  id: 'host-timekeeping',
  version: 1,
  name: '指定主持人：控制时间，按格式汇报',
  document: '物业管理联席会议制度',
  sources: {
    cadence: { clause: '二、会议组织 3', text: '根据需要,联席会议可以定期召开或不定期召开。' },
    extraordinary: { clause: '二、会议组织 3', text: '根据需要,联席会议可以定期召开或不定期召开。' },
    members: {
      clause: '二、会议组织 2',
      text: '会议的参会人员包括物业管理部门的相关负责人、各相关部门的代表和其他相关人员。',
    },
    convener: { clause: '三、会议议程 1', text: '会议主持人负责召集会议,并提前通知参会人员。' },
    chair: {
      clause: '二、会议组织 1',
      text: '由物业管理部门指定一名负责人担任会议主持人,负责组织和主持会议。',
    },
    recorder: { clause: '三、会议议程 2', text: '会议主持人或指定人员负责记录会议的内容和决议' },
    noticeLead: {
      clause: '三、会议议程 3',
      text: '会议议程由主持人提前制定,并在会议开始前向参会人员发送。',
    },
    noticeContents: {
      clause: '三、会议议程 3',
      text: '会议议程由主持人提前制定,并在会议开始前向参会人员发送。',
    },
    reports: {
      clause: '四、会议内容 2、3',
      text: '各相关部门的代表向参会人员汇报各自部门的工作进展情况、存在的问题和解决方案。\n- 例:保安部门代表汇报了最近的安全巡逻工作情况,包括巡逻次数、发现的问题等。',
    },
    agendaTemplate: {
      clause: '三、会议议程 3',
      text: '一、会议开场白;二、上次会议纪要审议;三、物业管理工作汇报;四、各部门工作汇报;五、问题讨论与解决;六、下次会议安排;七、会议总结与闭幕。',
    },
    previousMinutes: {
      clause: '四、会议内容 1',
      text: '参会人员对上次会议的纪要进行审议和确认,确保会议纪要的准确性。',
    },
    timekeeping: { clause: '三、会议议程 4', text: '主持人负责控制会议的时间,确保会议的高效进行。' },
    nextMeeting: { clause: '四、会议内容 5', text: '确定下次会议的时间、地点和议程,并通知参会人员。' },
    minutesDue: { clause: '三、会议议程 2', text: '并及时向参会人员发送会议纪要。' },
    minutesSections: { clause: '三、会议议程 2', text: '记录会议的内容和决议' },
    distribution: { clause: '三、会议议程 2', text: '并及时向参会人员发送会议纪要。' },
  },
  cadence: { every: null, remindDays: 14 },
  members: [
    { name: '物业管理部门', part: 'company' },
    { name: '保安部门', part: 'department' },
    { name: '相关部门', part: 'department' },
  ],
  offices: {
    ...defaultCharter.offices,
    convener: { parts: ['company'], words: '会议主持人', namedBy: 'company' },
    chair: { parts: ['company'], words: '物业管理部门指定的一名负责人', namedBy: 'company' },
    recorder: { parts: [], words: '会议主持人或指定人员', namedBy: 'chair' },
  },
  structuredReports: true,
  reportParts: ['done', 'figures', 'problems', 'proposals'],
  previousMinutes: 'examine',
  timekeeping: true,
  setsNextMeeting: true,
  minutesPromptly: true,
  minutesSections: ['discussion', 'decisions'],
  distribution: ['attendees'],
  agenda: [
    { kind: 'opening', title: '会议开场白', minutes: 5 },
    { kind: 'previous', title: '上次会议纪要审议', minutes: 10 },
    { kind: 'report', title: '物业管理工作汇报', minutes: 15 },
    { kind: 'report', title: '各部门工作汇报', minutes: 30 },
    { kind: 'discussion', title: '问题讨论与解决', minutes: 30 },
    { kind: 'next', title: '下次会议安排', minutes: 5 },
    { kind: 'summary', title: '会议总结与闭幕', minutes: 5 },
  ],
  categories,
};

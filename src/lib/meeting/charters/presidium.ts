import { defaultCharter, type Charter } from '../charter.ts';
import { categories } from './matter-categories.ts';

/** Charter 4 (charters.md): 物业管理联席会议制度 with 会议主席团. Where it is silent the product defaults apply. */
export const presidium: Charter = {
  ...defaultCharter,
  id: 'presidium',
  version: 1,
  name: '主席团主持：三个工作日内出纪要',
  document: '物业管理联席会议制度',
  sources: {
    cadence: { clause: '二、会议召开频率和时间 1', text: '物业管理联席会议原则上每季度召开一次' },
    extraordinary: {
      clause: '二、会议召开频率和时间 2',
      text: '如有特殊情况需要召开暂时会议,由联席会议主席团决定召开时间和地点,并及时通知相关部门代表。',
    },
    members: {
      clause: '一、背景介绍',
      text: '集合物业管理相关部门的代表,共同研究解决物业管理中的问题,推进各项工作的顺利进行。',
    },
    convener: {
      clause: '二、会议召开频率和时间 1',
      text: '具体召开时间由联席会议主席团确定,并提前通知各相关部门代表。',
    },
    chair: { clause: '三、会议主席团的组成和职责 1', text: '会议主席团由物业管理公司总经理担任主席' },
    presidium: {
      clause: '三、会议主席团的组成和职责 1、2',
      text: '会议主席团由物业管理公司总经理担任主席,各相关部门的负责人担任副主席。\n2. 会议主席团负责制定会议议程、组织会议的召开、主持会议的进行、总结会议讨论的结果,并对相关工作进行指导和催促。',
    },
    recorder: {
      clause: '五、会议记录和记要的撰写 1',
      text: '物业管理联席会议的记录由会议记录员负责,确保会议内容的准确记录。',
    },
    supervisor: {
      clause: '六、会议决策和工作推进 3',
      text: '物业管理联席会议主席团对各相关部门的工作进行监督和评估,及时调整工作方向和措施,确保工作目标的顺利实现。',
    },
    noticeLead: { clause: '四、会议议程的制定和通知 2', text: '会议议程应提前至少3天通知各相关部门代表' },
    noticeContents: { clause: '四、会议议程的制定和通知 2', text: '会议议程应提前至少3天通知各相关部门代表' },
    materials: {
      clause: '四、会议议程的制定和通知 2',
      text: '并要求各部门提供相关资料和报告,确保会议的顺利进行。',
    },
    agendaTemplate: {
      clause: '四、会议议程的制定和通知 1',
      text: 'a. 上次会议记要的审议和批准;b. 物业管理工作的总体情况汇报;c. 各相关部门的工作发展和存在的问题;d. 解决问题的方案和措施;e. 下次会议的时间和议题安排。',
    },
    previousMinutes: { clause: '四、会议议程的制定和通知 1 a', text: '上次会议记要的审议和批准' },
    followUp: {
      clause: '六、会议决策和工作推进 2',
      text: '制定工作计划和措施,并及时报告工作发展和问题解决情况。',
    },
    decision: {
      clause: '六、会议决策和工作推进 1',
      text: '物业管理联席会议的决策结果由会议主席团负责执行,并监督各相关部门按时完成相关工作。',
    },
    nextMeeting: { clause: '四、会议议程的制定和通知 1 e', text: '下次会议的时间和议题安排。' },
    workPlan: {
      clause: '六、会议决策和工作推进 2',
      text: '各相关部门应积极配合,按照会议决策的要求,制定工作计划和措施',
    },
    minutesDue: {
      clause: '五、会议记录和记要的撰写 3',
      text: '会议记要应在会议结束后的3个工作日内完成,并发送给预会人员及相关部门',
    },
    minutesSections: {
      clause: '五、会议记录和记要的撰写 2',
      text: '会议记要应包括会议的基本信息、预会人员名单、会议讨论的要点、决策结果和下一步工作计划等内容。',
    },
    distribution: {
      clause: '五、会议记录和记要的撰写 3',
      text: '发送给预会人员及相关部门,以供参考和执行。',
    },
    transmission: { clause: '六、会议决策和工作推进 1', text: '并监督各相关部门按时完成相关工作。' },
    evaluation: {
      clause: '六、会议决策和工作推进 3',
      text: '物业管理联席会议主席团对各相关部门的工作进行监督和评估,及时调整工作方向和措施',
    },
  },
  cadence: { every: 'quarter', remindDays: 14 },
  members: [
    { name: '物业管理公司', part: 'company' },
    { name: '相关部门', part: 'department' },
  ],
  offices: {
    ...defaultCharter.offices,
    convener: { parts: ['company'], words: '联席会议主席团' },
    chair: { parts: ['company'], words: '物业管理公司总经理（主席）' },
    viceChair: { parts: ['department'], words: '各相关部门的负责人（副主席）' },
    recorder: { parts: [], words: '会议记录员' },
    supervisor: { parts: ['company', 'department'], words: '联席会议主席团' },
  },
  presidium: ['chair', 'viceChair'],
  notice: { ...defaultCharter.notice, lead: { amount: 3, unit: 'day' } },
  materials: { lead: null },
  previousMinutes: 'approve',
  followsUp: true,
  decision: { ...defaultCharter.decision, by: 'presidium' },
  setsNextMeeting: true,
  workPlans: true,
  minutesDue: { amount: 3, unit: 'workingDay' },
  minutesSections: ['time', 'place', 'attendance', 'discussion', 'decisions', 'nextSteps'],
  distribution: ['attendees', 'units'],
  transmits: true,
  evaluation: { atClose: false, every: 'periodic', of: ['units'], adjusts: true },
  agenda: [
    { kind: 'previous', title: '上次会议纪要的审议和批准', minutes: 10 },
    { kind: 'report', title: '总体情况汇报', minutes: 20 },
    { kind: 'report', title: '各部门进展和存在的问题', minutes: 30 },
    { kind: 'decision', title: '解决问题的方案和措施', minutes: 40 },
    { kind: 'next', title: '下次会议时间和议题安排', minutes: 5 },
  ],
  categories,
};

import { defaultCharter, type Charter } from '../charter.ts';
import { categories } from './matter-categories.ts';

/** Charter 3 (charters.md): 物业管理联席会议制度 with 八、会议守则. Where it is silent the product defaults apply. */
export const monthlyDepartments: Charter = {
  ...defaultCharter,
  id: 'monthly-departments',
  version: 1,
  name: '每月例会：部门协商一致，会议守则',
  document: '物业管理联席会议制度',
  sources: {
    cadence: { clause: '二、会议召开频率 1', text: '物业管理联席会议将定期召开,普通为每月一次' },
    extraordinary: {
      clause: '二、会议召开频率 2',
      text: '特殊情况下,如有重大事项需要讨论决策,可以暂时召开会议。',
    },
    members: {
      clause: '三、会议组织机构 2',
      text: '包括物业管理公司、业主委员会、保安部门、环卫部门、维修部门、绿化部门等相关部门。',
    },
    convener: {
      clause: '三、会议组织机构 1',
      text: '由物业管理公司担任主持单位,负责会议的组织、协调和主持工作。',
    },
    chair: { clause: '三、会议组织机构 1', text: '由物业管理公司担任主持单位,负责会议的组织、协调和主持工作。' },
    recorder: { clause: '五、会议记录与记要 1', text: '会议记录员由主持单位指定' },
    supervisor: {
      clause: '六、会议决策与执行 2',
      text: '主持单位应将会议决策的内容及时传达给相关部门,并催促执行。',
    },
    noticeLead: {
      clause: '四、会议议程 1',
      text: '会议议程由主持单位提前制定并通知各参会单位,确保会议内容的充分准备。',
    },
    noticeContents: { clause: '四、会议议程 1', text: '会议议程由主持单位提前制定并通知各参会单位' },
    agendaTemplate: {
      clause: '四、会议议程 2',
      text: '(1) 上次会议记要的审议和确认;(2) 物业管理工作的汇报与总结;(3) 重要事项的讨论与决策;(4) 各部门工作计划的汇报与安排;(5) 其他事项。',
    },
    previousMinutes: { clause: '四、会议议程 2（1）', text: '上次会议记要的审议和确认' },
    speech: { clause: '八、会议守则 3', text: '发言时要简明扼要,重点突出,不偏离主题。' },
    conduct: {
      clause: '八、会议守则 1—3',
      text: '1. 准时参会,不迟到、不早退。\n2. 尊重他人,遵守会议纪律,不打断他人发言。\n3. 发言时要简明扼要,重点突出,不偏离主题。',
    },
    decision: {
      clause: '六、会议决策与执行 1',
      text: '会议决策应经过充分讨论和商议,达成共识后方可执行。',
    },
    workPlan: {
      clause: '六、会议决策与执行 3',
      text: '各部门应按照会议决策的要求,制定具体的工作计划和执行方案,并按时完成任务。',
    },
    minutesDue: {
      clause: '五、会议记录与记要 3',
      text: '会议记要应在会议结束后及时整理并发送给参会单位',
    },
    minutesSections: {
      clause: '五、会议记录与记要 2',
      text: '会议记要应包括会议时间、地点、参会人员、议题、讨论内容、决策结果等要点。',
    },
    distribution: {
      clause: '五、会议记录与记要 3',
      text: '发送给参会单位,以便各单位了解会议结果和相关工作安排。',
    },
    transmission: {
      clause: '六、会议决策与执行 2',
      text: '主持单位应将会议决策的内容及时传达给相关部门,并催促执行。',
    },
    evaluation: {
      clause: '七、会议评估与改进 1、2',
      text: '定期对物业管理联席会议进行评估,包括会议效果、参会单位的满意度等方面的评估。\n2. 根据评估结果,及时调整和改进会议的组织形式、议程安排等,以提高会议的效率和质量。',
    },
  },
  cadence: { every: 'month', remindDays: 7 },
  members: [
    { name: '物业管理公司', part: 'company' },
    { name: '业主委员会', part: 'ownersCommittee' },
    { name: '保安部门', part: 'department' },
    { name: '环卫部门', part: 'department' },
    { name: '维修部门', part: 'department' },
    { name: '绿化部门', part: 'department' },
  ],
  offices: {
    ...defaultCharter.offices,
    convener: { parts: ['company'], words: '物业管理公司（主持单位）' },
    chair: { parts: ['company'], words: '物业管理公司（主持单位）' },
    recorder: { parts: [], words: '主持单位指定的会议记录员', namedBy: 'company' },
    supervisor: { parts: ['company'], words: '物业管理公司（主持单位）' },
  },
  previousMinutes: 'confirm',
  decision: { ...defaultCharter.decision, by: 'consensus' },
  speechSeconds: 120,
  conduct: ['punctual', 'noInterrupting', 'brief'],
  workPlans: true,
  minutesPromptly: true,
  minutesSections: ['time', 'place', 'attendance', 'topics', 'discussion', 'decisions'],
  distribution: ['units'],
  transmits: true,
  evaluation: { atClose: false, every: 'periodic', of: ['meeting', 'satisfaction'], adjusts: true },
  agenda: [
    { kind: 'previous', title: '上次会议纪要的审议和确认', minutes: 10 },
    { kind: 'report', title: '工作汇报与总结', minutes: 30 },
    { kind: 'decision', title: '重要事项的讨论与决策', minutes: 40 },
    { kind: 'report', title: '各部门工作计划汇报与安排', minutes: 30 },
    { kind: 'other', title: '其他事项', minutes: 10 },
  ],
  categories,
};

import { defaultCharter, type Charter } from '../charter.ts';
import { categories } from './matter-categories.ts';

/** Charter 1 (charters.md): 物业管理联席会议方案, the first document. Where it is silent the product defaults apply. */
export const companyQuarterly: Charter = {
  ...defaultCharter,
  id: 'company-quarterly',
  version: 1,
  name: '物业公司召集：每季度，宣读决议',
  document: '物业管理联席会议方案',
  sources: {
    cadence: { clause: '三、会议组织形式 1', text: '物业管理联席会议由物业管理公司负责召集,每季度召开一次。' },
    members: {
      clause: '三、会议组织形式 2',
      text: '会议由物业管理公司负责主持,各相关部门的负责人及相关人员参加。',
    },
    convener: { clause: '三、会议组织形式 1', text: '物业管理联席会议由物业管理公司负责召集,每季度召开一次。' },
    chair: { clause: '三、会议组织形式 2', text: '会议由物业管理公司负责主持' },
    recorder: { clause: '三、会议组织形式 4', text: '会议记录由物业管理公司的秘书处负责' },
    powers: { clause: '二、会议目的 1', text: '制定和完善物业管理相关政策和规定,提升物业管理服务水平。' },
    agendaTemplate: {
      clause: '四、会议议程安排',
      text: '1. 会议开场致辞2. 物业管理工作汇报3. 问题讨论与解决方案4. 工作计划制定5. 会议总结与评议6. 会议结束',
    },
    decision: { clause: '五、会议具体内容 2', text: '各相关部门就问题提出解决方案和对策,寻求共识和合作。' },
    readOut: { clause: '三、会议组织形式 4', text: '会议决议由主持人宣读并存档备查。' },
    closing: { clause: '五、会议具体内容 5', text: '确认会议记录和决议,安排相关部门负责执行。' },
    nextMeeting: { clause: '五、会议具体内容 5', text: '宣布会议结束,提出下一次会议时间和地点。' },
    workPlan: {
      clause: '五、会议具体内容 3',
      text: '制定下一阶段的工作计划和重点任务,明确责任分工和时间节点。\n- 确定工作目标和绩效评估标准,为后续工作提供方向和支持。',
    },
    filing: { clause: '三、会议组织形式 4', text: '会议决议由主持人宣读并存档备查。' },
    evaluation: {
      clause: '五、会议具体内容 4',
      text: '与会人员就会议表现和工作进展进行评议,提出改进意见和建议。',
    },
  },
  cadence: { every: 'quarter', remindDays: 14 },
  members: [
    { name: '物业管理公司', part: 'company' },
    { name: '保洁部门', part: 'department' },
    { name: '安保部门', part: 'department' },
    { name: '维修部门', part: 'department' },
  ],
  offices: {
    ...defaultCharter.offices,
    convener: { parts: ['company'], words: '物业管理公司' },
    chair: { parts: ['company'], words: '物业管理公司' },
    recorder: { parts: ['company'], words: '物业管理公司的秘书处' },
  },
  powers: ['makeRules'],
  decision: { ...defaultCharter.decision, by: 'consensus' },
  readsOut: true,
  closing: ['nextMeeting', 'confirmRecord', 'assignExecution'],
  setsNextMeeting: true,
  workPlans: true,
  workPlanParts: ['unit', 'milestones', 'criteria'],
  files: true,
  evaluation: { atClose: true, every: null, of: ['meeting', 'progress'], adjusts: false },
  agenda: [
    { kind: 'opening', title: '会议开场致辞', minutes: 5 },
    {
      kind: 'report',
      title: '物业管理工作汇报',
      minutes: 45,
      parts: [
        { title: '物业公司：工作进展', minutes: 10 },
        { title: '物业公司：业主反馈', minutes: 5 },
        { title: '物业公司：投诉处理', minutes: 5 },
        { title: '保洁部门', minutes: 8 },
        { title: '安保部门', minutes: 8 },
        { title: '维修部门', minutes: 9 },
      ],
    },
    { kind: 'discussion', title: '问题讨论与解决方案', minutes: 30 },
    { kind: 'discussion', title: '工作计划制定', minutes: 20 },
    { kind: 'summary', title: '会议总结与评议', minutes: 15 },
    {
      kind: 'next',
      title: '会议结束',
      minutes: 5,
      parts: [
        { title: '下次会议时间和地点', minutes: 1 },
        { title: '确认会议记录和决议', minutes: 3 },
        { title: '安排执行', minutes: 1 },
      ],
    },
  ],
  categories,
};

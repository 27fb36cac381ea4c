import { defaultCharter, type Charter } from '../charter.ts';
import { categories } from './matter-categories.ts';

/** Charter 8 (charters.md): 物业管理联席会议制度 with 3.3会议流程. Where it is silent the product defaults apply. */
export const committeeChair: Charter = {
  ...defaultCharter,
  id: 'committee-chair',
  version: 1,
  name: '业委会主任主持：问题清单，会终全体表决',
  document: '物业管理联席会议制度',
  sources: {
    cadence: { clause: '2.2会议周期', text: '根据工作需要,会议周期一般为每季度召开一次' },
    extraordinary: { clause: '2.2会议周期', text: '特殊情况可根据实际情况调整召开时间。' },
    members: {
      clause: '2.1会议组织形式',
      text: '物业管理联席会议由小区业主委员会、物业管理公司、业主代表和相关部门组成。',
    },
    convener: {
      clause: '3.1会议组织',
      text: '会议由小区业主委员会拟定会议议程,并通知相关各方参会。',
    },
    chair: { clause: '3.2会议主持', text: '会议由小区业主委员会主席主持' },
    secretary: { clause: '3.1会议组织', text: '物业管理公司负责会议场地预订和会务支持。' },
    recorder: { clause: '3.2会议主持', text: '物业管理公司代表担任会议记录员。' },
    powers: {
      clause: '1.2会议任务（1）—（6）',
      text: '(4)共同制定和完善物业管理相关制度和规定;(5)推动物业管理费的合理使用;(6)共同协商解决各类纠纷和矛盾。',
    },
    noticeLead: {
      clause: '4.1会议前置工作（2）',
      text: '物业管理公司协助业主委员会起草会议议程,并于会议前3天向参会人员发放。',
    },
    noticeContents: { clause: '4.1会议前置工作（1）', text: '小区业主委员会提前确定会议时间和地点。' },
    agendaTemplate: {
      clause: '4.2会议议程设置；3.3会议流程',
      text: '(1)会议开场:介绍会议目的和任务,宣布出席人员和议程。\n(2)对上次会议决定事项的落实和进展情况进行总结和评估。',
    },
    followUp: {
      clause: '4.2会议议程设置（2）',
      text: '对上次会议决定事项的落实和进展情况进行总结和评估。',
    },
    problemList: {
      clause: '3.3会议流程（3）',
      text: '针对讨论过程中产生的问题,主持人进行提炼和总结,并形成明确的问题清单。',
    },
    decision: {
      clause: '3.3会议流程（6）',
      text: '会议结束前对通过的解决方案和责任人进行全体表决,依据多数意见决定是否通过。',
    },
    resolutions: {
      clause: '3.3会议流程（5）',
      text: '根据解决方案,确定落实各项任务的责任人。',
    },
    packageVote: {
      clause: '3.3会议流程（6）',
      text: '会议结束前对通过的解决方案和责任人进行全体表决,依据多数意见决定是否通过。',
    },
    annualPlan: {
      clause: '1.2会议任务（3）',
      text: '确定物业管理年度工作计划,并进行进度跟踪;',
    },
    minutesSections: {
      clause: '3.3会议流程（7）',
      text: '由会议记录员起草会议纪要,包括会议结果和决定的内容。',
    },
    evaluation: { clause: '1.2会议任务（2）', text: '总结和评估物业管理工作,并提出改进措施;' },
  },
  cadence: { every: 'quarter', remindDays: 14 },
  members: [
    { name: '业主委员会', part: 'ownersCommittee' },
    { name: '物业管理公司', part: 'company' },
    { name: '业主代表', part: 'owners' },
    { name: '相关部门', part: 'department' },
  ],
  offices: {
    ...defaultCharter.offices,
    convener: { parts: ['ownersCommittee'], words: '小区业主委员会' },
    chair: { parts: ['ownersCommittee'], words: '小区业主委员会主席（主任）' },
    secretary: { parts: ['company'], words: '物业管理公司（会务支持）' },
    recorder: { parts: ['company'], words: '物业管理公司代表' },
  },
  powers: ['annualPlan', 'makeRules', 'feeUse', 'settleDisputes'],
  notice: { ...defaultCharter.notice, lead: { amount: 3, unit: 'day' } },
  followsUp: true,
  decision: { ...defaultCharter.decision, by: 'package' },
  problemList: true,
  solutionParts: ['measures', 'person'],
  annualPlan: true,
  minutesSections: ['discussion', 'decisions'],
  evaluation: { atClose: false, every: null, of: ['company'], adjusts: false },
  agenda: [
    {
      kind: 'opening',
      title: '开场',
      minutes: 5,
      parts: [
        { title: '会议目的和任务', minutes: 3 },
        { title: '出席人员', minutes: 2 },
      ],
    },
    { kind: 'previous', title: '上次决定事项落实情况', minutes: 15 },
    { kind: 'discussion', title: '按议程讨论', minutes: 40 },
    { kind: 'discussion', title: '问题清单提炼', minutes: 15 },
    { kind: 'discussion', title: '解决方案', minutes: 20 },
    { kind: 'discussion', title: '确定责任人', minutes: 10 },
    { kind: 'decision', title: '议程批准（全体表决）', minutes: 10 },
    { kind: 'summary', title: '会议结束', minutes: 5 },
  ],
  categories,
};

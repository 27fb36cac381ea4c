import { defaultCharter, type Charter } from '../charter.ts';
import { categories } from './matter-categories.ts';

/** Charter 2 (charters.md): 物业管理联席会议制度 with 六、工作内容. Where it is silent the product defaults apply. */
export const ownersConvene: Charter = {
  ...defaultCharter,
  id: 'owners-convene',
  version: 1,
  name: '业主委员会召集：专家与工作组',
  document: '物业管理联席会议制度',
  sources: {
    cadence: { clause: '四、会议程序 2', text: '物业管理联席会议至少每季度召开一次' },
    extraordinary: { clause: '四、会议程序 2', text: '特殊情况下可以暂时召开。' },
    forms: {
      clause: '五、工作方式 1',
      text: '物业管理联席会议可以通过会议、研讨会、座谈会等形式进行工作。',
    },
    members: {
      clause: '二、组织机构 1',
      text: '物业管理联席会议由业主委员会、物业管理公司和相关部门的代表组成。',
    },
    convener: { clause: '四、会议程序 1', text: '物业管理联席会议由业主委员会召集' },
    chair: { clause: '四、会议程序 4', text: '会议由业主委员会主持' },
    secretary: {
      clause: '四、会议程序 1、4',
      text: '由物业管理公司负责会议的组织和协调。',
    },
    recorder: { clause: '四、会议程序 4', text: '物业管理公司提供会议秘书和记录员。' },
    supervisor: { clause: '二、组织机构 2', text: '业主委员会作为业主代表,负责协调和监督物业管理工作。' },
    powers: {
      clause: '三、职责和权限 2',
      text: '物业管理联席会议有权制定和修订物业管理规定、制度和标准。',
    },
    noticeLead: { clause: '四、会议程序 3', text: '会议的召集通知应提前三天发出' },
    noticeContents: { clause: '四、会议程序 3', text: '通知内容包括会议时间、地点、议题和参会人员名单。' },
    agendaTemplate: {
      clause: '六、工作内容 1',
      text: '物业管理联席会议应就物业管理规划、维修维护、安全管理、环境卫生等方面进行讨论和决策。',
    },
    experts: {
      clause: '五、工作方式 2',
      text: '物业管理联席会议可以邀请专家和学者参加,提供专业的指导和建议。',
    },
    workingGroups: {
      clause: '五、工作方式 3',
      text: '物业管理联席会议可以成立专门的工作组,负责具体的工作任务和项目。',
    },
    minutesDue: { clause: '四、会议程序 5', text: '在会后及时分发给预会人员。' },
    minutesSections: { clause: '四、会议程序 5', text: '会议记录应详细记录会议内容、决议和行动计划' },
    distribution: { clause: '四、会议程序 5', text: '在会后及时分发给预会人员。' },
    evaluation: {
      clause: '六、工作内容 2',
      text: '物业管理联席会议应定期评估和监督物业管理公司的工作质量和效果。',
    },
  },
  cadence: { every: 'quarter', remindDays: 21 },
  forms: ['meeting', 'workshop', 'forum'],
  members: [
    { name: '业主委员会', part: 'ownersCommittee' },
    { name: '物业管理公司', part: 'company' },
    { name: '相关部门', part: 'department' },
  ],
  offices: {
    ...defaultCharter.offices,
    convener: { parts: ['ownersCommittee'], words: '业主委员会' },
    chair: { parts: ['ownersCommittee'], words: '业主委员会' },
    secretary: { parts: ['company'], words: '物业管理公司提供的会议秘书' },
    recorder: { parts: ['company'], words: '物业管理公司提供的记录员' },
    supervisor: { parts: ['ownersCommittee'], words: '业主委员会' },
  },
  powers: ['makeRules', 'assessCompany', 'decideMajor', 'cooperate', 'developmentPlan'],
  notice: {
    ...defaultCharter.notice,
    lead: { amount: 3, unit: 'day' },
    contents: ['time', 'place', 'topics', 'participants'],
  },
  invitesExperts: true,
  workingGroups: true,
  minutesPromptly: true,
  minutesSections: ['discussion', 'decisions', 'actions'],
  distribution: ['attendees'],
  evaluation: { atClose: false, every: 'periodic', of: ['company'], adjusts: false },
  agenda: [
    { kind: 'opening', title: '会议开始', minutes: 5 },
    {
      kind: 'discussion',
      title: '议题逐项讨论与决策',
      minutes: 60,
      parts: [
        { title: '规划', minutes: 15 },
        { title: '维修维护', minutes: 15 },
        { title: '安全管理', minutes: 15 },
        { title: '环境卫生', minutes: 15 },
      ],
    },
    { kind: 'decision', title: '行动计划', minutes: 20 },
    { kind: 'summary', title: '结束', minutes: 5 },
  ],
  categories,
};

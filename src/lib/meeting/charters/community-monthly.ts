import { defaultCharter, type Charter } from '../charter.ts';
import { categories } from './matter-categories.ts';

/** Charter 7 (charters.md): 物业管理联席会方案. Where it is silent the product defaults apply. */
export const communityMonthly: Charter = {
  ...defaultCharter,
  id: 'community-monthly',
  version: 1,
  name: '双方商定：每月，整改并向居民公布',
  document: '物业管理联席会方案',
  sources: {
    cadence: { clause: '三、联席会议议程 2', text: '每月召开一次,具体时间由双方商定;' },
    members: {
      clause: '二、联席会议成员 1—4',
      text: '物业公司代表:负责小区日常物业管理工作的相关负责人;2. 业主代表:小区居民自愿组成的业主委员会代表;3. 物业管理委员会代表:由业主委员会成员选举产生;4. 相关部门代表:如公安部门、环保部门等。',
    },
    convener: {
      clause: '三、联席会议议程 1',
      text: '每次联席会议前,由物业公司与业主委员会商定会议主题;',
    },
    chair: {
      clause: '四、联席会议工作流程 2',
      text: '会议开场,物业公司代表向与会人员介绍会议议程,并提出工作总结;',
    },
    secretary: {
      clause: '五、联席会议保障机制 1',
      text: '物业公司提供会议场地、设备及相关支持;',
    },
    recorder: {
      clause: '三、联席会议议程 4',
      text: '由物业公司负责记录会议内容,并及时跟进解决存在问题;',
    },
    supervisor: {
      clause: '四、联席会议工作流程 6',
      text: '物业管理委员会代表负责监督整改工作的具体落实;',
    },
    agreement: {
      clause: '四、联席会议工作流程 1',
      text: '召开会议前一周,物业公司代表与业主委员会相关人员商定会议主题和时间;',
    },
    noticeLead: {
      clause: '四、联席会议工作流程 1',
      text: '召开会议前一周,物业公司代表与业主委员会相关人员商定会议主题和时间;',
    },
    noticeContents: {
      clause: '三、联席会议议程 3',
      text: '提前确定会议议程,主要包括物业管理工作总结、存在问题分析、改进措施研究等内容;',
    },
    agendaTemplate: {
      clause: '四、联席会议工作流程 2—5',
      text: '3. 各方分别汇报工作情况,分析存在问题,并提出解决方案;4. 就存在问题达成共识,并确定改进措施;5. 物业公司负责记录会议讨论内容,并制定具体整改方案;',
    },
    followUp: {
      clause: '四、联席会议工作流程 7',
      text: '下次联席会议前,定期跟进整改工作进展,及时调整工作方向。',
    },
    decision: { clause: '四、联席会议工作流程 4', text: '就存在问题达成共识,并确定改进措施;' },
    rectification: {
      clause: '四、联席会议工作流程 5',
      text: '物业公司负责记录会议讨论内容,并制定具体整改方案;',
    },
    evaluation: {
      clause: '三、联席会议议程 5；六、联席会议成果评估 1',
      text: '每季度对联席会议的工作成果进行评估,总结措施的有效性;',
    },
    publication: {
      clause: '六、联席会议成果评估 3',
      text: '定期向小区居民公布会议成果,增加居民参与的积极性。',
    },
  },
  cadence: { every: 'month', remindDays: 10 },
  members: [
    { name: '物业公司', part: 'company' },
    { name: '业主委员会', part: 'ownersCommittee' },
    { name: '物业管理委员会', part: 'managementCommittee' },
    { name: '公安部门', part: 'police' },
    { name: '环保部门', part: 'department' },
  ],
  offices: {
    ...defaultCharter.offices,
    convener: { parts: ['company', 'ownersCommittee'], words: '物业公司与业主委员会商定' },
    chair: { parts: ['company'], words: '物业公司代表' },
    secretary: { parts: ['company'], words: '物业公司' },
    recorder: { parts: ['company'], words: '物业公司' },
    supervisor: { parts: ['managementCommittee'], words: '物业管理委员会代表' },
  },
  agreement: { between: ['company', 'ownersCommittee'], lead: { amount: 7, unit: 'day' } },
  notice: { ...defaultCharter.notice, lead: { amount: 7, unit: 'day' } },
  followsUp: true,
  decision: { ...defaultCharter.decision, by: 'consensus' },
  rectifies: true,
  evaluation: { atClose: true, every: 'quarter', of: ['meeting', 'outcomes'], adjusts: true },
  publishes: true,
  agenda: [
    { kind: 'opening', title: '议程介绍与工作总结', minutes: 15 },
    { kind: 'report', title: '各方汇报、问题分析与方案', minutes: 40 },
    { kind: 'decision', title: '达成共识、确定改进措施', minutes: 30 },
    { kind: 'discussion', title: '整改方案', minutes: 20 },
    { kind: 'summary', title: '各方总结与评估', minutes: 15 },
  ],
  categories,
};

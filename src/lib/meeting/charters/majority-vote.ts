import { defaultCharter, type Charter } from '../charter.ts';
import { categories } from './matter-categories.ts';

/** Charter 6 (charters.md): 物业管理联席会议制度 with 多数原则. Where it is silent the product defaults apply. */
export const majorityVote: Charter = {
  ...defaultCharter,
  id: 'majority-vote',
  version: 1,
  name: '多数表决：重要事项投票，24小时出纪要',
  document: '物业管理联席会议制度',
  sources: {
    members: { clause: '二、会议组织 2', text: '包括物业管理公司代表、业主代表、相关部门代表等' },
    convener: { clause: '二、会议组织 1', text: '由物业管理公司指定,负责召集会议并制定会议议程。' },
    chair: {
      clause: '三、会议程序 4',
      text: '会议召集人或指定的主持人应主持会议,确保会议秩序井然,按照议程进行讨论和决策。',
    },
    recorder: {
      clause: '三、会议程序 3',
      text: '会议召集人应指定一名记录员负责会议记录,记录会议内容、讨论结果和决策事项等。',
    },
    supervisor: {
      clause: '四、会议职责和权利 2',
      text: '代表业主利益,提出业主关注的问题和需求,参与物业管理的决策和监督,维护业主权益。',
    },
    duties: {
      clause: '四、会议职责和权利 3',
      text: '提供相关部门的政策、法规和技术支持,协助解决物业管理中的问题,推动物业管理工作的顺利开展。',
    },
    noticeLead: { clause: '三、会议程序 1', text: '会议召集人应提前确定会议召开时间、地点和议程' },
    noticeContents: { clause: '三、会议程序 1', text: '会议召集人应提前确定会议召开时间、地点和议程' },
    noticeChannels: { clause: '三、会议程序 1', text: '并通过邮件、短信等方式通知各方代表。' },
    replies: { clause: '二、会议组织 2', text: '各方代表应根据会议议程提前通知并准时参加会议。' },
    agendaTemplate: {
      clause: '三、会议程序 2',
      text: '会议召集人根据实际情况制定会议议程,确保议程内容明确、全面。',
    },
    conduct: { clause: '二、会议组织 2', text: '各方代表应根据会议议程提前通知并准时参加会议。' },
    decision: { clause: '三、会议程序 5', text: '会议应以多数原则进行决策' },
    important: { clause: '三、会议程序 5', text: '对于重要事项应通过投票方式确定决策结果。' },
    minutesDue: { clause: '五、会议纪要和跟进 2', text: '会议纪要应在会议结束后的24小时内发送给各方代表' },
    minutesSections: {
      clause: '五、会议纪要和跟进 1',
      text: '内容包括会议议程、参会人员、讨论内容、决策结果和下一步工作计划等,确保会议纪要准确完整。',
    },
    distribution: {
      clause: '五、会议纪要和跟进 2',
      text: '发送给各方代表,以便参会人员及时了解会议结果和下一步工作计划。',
    },
  },
  members: [
    { name: '物业管理公司', part: 'company' },
    { name: '业主代表', part: 'owners' },
    { name: '相关部门', part: 'department' },
  ],
  offices: {
    ...defaultCharter.offices,
    convener: { parts: [], words: '物业管理公司指定的会议召集人', namedBy: 'company' },
    chair: { parts: [], words: '会议召集人或指定的主持人', namedBy: 'convener' },
    recorder: { parts: [], words: '会议召集人指定的记录员', namedBy: 'convener' },
    supervisor: { parts: ['owners', 'ownersCommittee'], words: '业主代表' },
  },
  duties: [
    {
      holder: '物业管理公司代表',
      text: '负责向会议提供物业管理相关的报告、数据和信息,接受各方代表的意见和建议,并协调解决物业管理中的问题。',
    },
    {
      holder: '业主代表',
      text: '代表业主利益,提出业主关注的问题和需求,参与物业管理的决策和监督,维护业主权益。',
    },
    {
      holder: '相关部门代表',
      text: '提供相关部门的政策、法规和技术支持,协助解决物业管理中的问题,推动物业管理工作的顺利开展。',
    },
    { holder: '会议召集人', text: '负责召集会议、制定会议议程、组织会议进行,确保会议的有效性和顺利进行。' },
    { holder: '主持人', text: '负责主持会议,引导会议讨论,确保会议秩序井然,按照议程进行讨论和决策。' },
    {
      holder: '记录员',
      text: '负责记录会议内容、讨论结果和决策事项等,制作会议纪要,并及时发送给各方代表。',
    },
  ],
  notice: { ...defaultCharter.notice, channels: ['mail', 'sms', 'inbox'], confirm: true },
  conduct: ['punctual'],
  importantByBallot: true,
  minutesSections: ['topics', 'attendance', 'discussion', 'decisions', 'nextSteps'],
  distribution: ['parties'],
  agenda: [
    { kind: 'opening', title: '开场', minutes: 5 },
    { kind: 'report', title: '报告', minutes: 20 },
    { kind: 'discussion', title: '讨论', minutes: 40 },
    { kind: 'decision', title: '表决', minutes: 15 },
    { kind: 'summary', title: '下一步工作计划', minutes: 10 },
  ],
  categories,
};

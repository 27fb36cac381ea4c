import { defaultCharter, type Charter } from '../charter.ts';
import { categories } from './matter-categories.ts';

/** Charter 9 (charters.md): 千灯镇2020年第一季度物业管理联席会议. Where it is silent the product defaults apply. */
export const qiandeng2020q1: Charter = {
  ...defaultCharter,
  id: 'qiandeng-2020q1',
  version: 1,
  name: '镇街联席会议：十二类事项，公章用印',
  document: '千灯镇2020年第一季度物业管理联席会议',
  sources: {
    cadence: { clause: '引言', text: '组织召开第一季度物业联席会议。' },
    members: {
      clause: '一、联席会议成员单位组成',
      text: '由千灯镇社区办,综治办、城管办、建管所、消防中队、供电、供水、供气、社区、派出所、物业服务管理企业负责人、业主委员会或者业主代表等各方代表组成。',
    },
    convener: { clause: '二、联席会议召集人', text: '千灯镇党委分管物业管理工作的主管领导' },
    chair: {
      clause: '五、联席会议议事程序（二）',
      text: '联席会议召集人根据反映问题所涉及内容,负责组织相关部门,相互通报情况、沟通探讨。',
    },
    secretary: {
      clause: '五、联席会议议事程序（四）',
      text: '由社区办负责整理联席会议记录并形成会议纪要,同时负责相关资料的整理、存档、备查。',
    },
    recorder: {
      clause: '五、联席会议议事程序（四）',
      text: '由社区办负责整理联席会议记录并形成会议纪要',
    },
    supervisor: { clause: '五、联席会议议事程序（四）', text: '对议定的事项进行督促、检查、落实。' },
    powers: {
      clause: '引言',
      text: '及时协调解决实施物业管理过程中出现的矛盾纠纷',
    },
    intake: {
      clause: '五、联席会议议事程序（一）',
      text: '物业服务管理企业、业主委员会、社区等部门或居民代表反映小区存在的物业服务管理突出难点问题,物业服务管理企业无法协调解决,由社区办、物业办负责记录。',
    },
    categories: {
      clause: '四、联席会议议事内容',
      text: '主要协调各成员单位履行管理服务职责,解决管理服务中出现的问题,主要包括以下几方面:',
    },
    participants: {
      clause: '五、联席会议议事程序（二）',
      text: '联席会议召集人根据反映问题所涉及内容,负责组织相关部门',
    },
    place: { clause: '三、联席会议召开时间地点', text: '2020年4月份综治办二楼会议室定期召开' },
    agendaTemplate: {
      clause: '五、联席会议议事程序（二）—（四）',
      text: '(三)联席会议各成员单位对反映的实际问题认真研究,提出解决方案、制订具体措施,明确责任人及解决问题的时限。',
    },
    decision: {
      clause: '五、联席会议议事程序（四）',
      text: '会议集体议定后,由社区办负责整理联席会议记录并形成会议纪要',
    },
    resolutions: {
      clause: '五、联席会议议事程序（三）',
      text: '提出解决方案、制订具体措施,明确责任人及解决问题的时限。',
    },
    seal: {
      clause: '六、联席会议工作要求（二）',
      text: '联席会议公章主要用于物业管理联席会议形成的会议纪要、决议、发布的公告等方面,但不具备法人实体资格。\n街道办事处应指定专人保管并建立用印记录制度。',
    },
    filing: {
      clause: '五、联席会议议事程序（四）',
      text: '同时负责相关资料的整理、存档、备查。',
    },
    transmission: {
      clause: '六、联席会议工作要求（一）',
      text: '联席会议成员单位应当按照议定的事项或会议纪要落实工作责任,按照时限要求解决,推动物业管理工作顺利开展。',
    },
  },
  cadence: { every: 'quarter', remindDays: 14 },
  members: [
    { name: '社区办', part: 'office' },
    { name: '综治办', part: 'department' },
    { name: '城管办', part: 'department' },
    { name: '建管所', part: 'department' },
    { name: '消防中队', part: 'fire' },
    { name: '供电', part: 'power' },
    { name: '供水', part: 'water' },
    { name: '供气', part: 'gas' },
    { name: '社区', part: 'community' },
    { name: '派出所', part: 'police' },
    { name: '物业服务企业', part: 'company' },
    { name: '业主委员会', part: 'ownersCommittee' },
  ],
  offices: {
    ...defaultCharter.offices,
    convener: { parts: ['party'], words: '镇党委分管物业管理工作的主管领导' },
    chair: { parts: ['party', 'office'], words: '联席会议召集人（社区办组织）' },
    secretary: { parts: ['office'], words: '社区办' },
    recorder: { parts: ['office'], words: '社区办' },
    supervisor: { parts: ['office'], words: '社区办' },
    sealKeeper: { parts: ['office'], words: '街道办事处指定的专人' },
  },
  powers: ['settleDisputes'],
  callsConcerned: true,
  place: '综治办二楼会议室',
  decision: { ...defaultCharter.decision, by: 'collective' },
  solutionParts: ['measures', 'person', 'deadline'],
  sealsMinutes: true,
  sealUses: ['minutes', 'resolutions', 'announcements'],
  files: true,
  transmits: true,
  intake: true,
  agenda: [
    { kind: 'report', title: '情况通报', minutes: 20 },
    {
      kind: 'discussion',
      title: '逐项讨论',
      minutes: 60,
      parts: categories.map((title) => ({ title, minutes: 5 })),
    },
    { kind: 'discussion', title: '解决方案、措施、责任人、时限', minutes: 20 },
    { kind: 'decision', title: '集体议定', minutes: 15 },
    { kind: 'next', title: '会议纪要安排', minutes: 5 },
  ],
  categories,
};

import { defaultCharter, type Charter } from '../charter.ts';

/** The twelve matter categories of charter 9, in the order of 四、联席会议议事内容. */
export const categories = [
  '业主委员会不依法履职',
  '业主委员会换届争议',
  '非机动车停放',
  '“生命通道”划线标识',
  '消防设施损坏维修',
  '违章搭建、乱停乱放、侵占道路',
  '圈占破坏绿地及道路绿化排水养护',
  '私自拆改房屋结构',
  '垃圾中转站与垃圾桶维修',
  '公共设施设备',
  '路灯养护维修',
  '其他物业服务管理问题',
] as const;

/** Charter 9 (charters.md): 千灯镇2020年第一季度物业管理联席会议. Where it is silent the product defaults apply. */
export const qiandeng2020q1: Charter = {
  ...defaultCharter,
  id: 'qiandeng-2020q1',
  version: 1,
  name: '千灯镇2020年第一季度物业管理联席会议',
  document: '千灯镇2020年第一季度物业管理联席会议',
  decision: { ...defaultCharter.decision, by: 'collective' },
  cadence: { every: 'quarter', remindDays: 14 },
  intake: true,
  sealsMinutes: true,
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

import { numeral } from './chinese-dates.ts';

/**
 * The words of the minutes themselves. Official documents are written in Chinese whatever language a reader's page
 * has, so this catalog has one language.
 */
const bases = { cast: '投票单位', present: '出席单位', all: '全体成员单位' } as const;
const thresholds = {
  majority: '过半数',
  twoThirds: '三分之二以上',
  threeQuarters: '四分之三以上',
  unanimous: '全体一致',
} as const;
const methods = { open: '公开表决', secret: '无记名投票' } as const;

/** An entry that is its own, not every object's: keys come out of documents that anybody may have written. */
export const own = <Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

export const recordWords = {
  opening: (meeting: { time: string; place: string; chair: string }) =>
    `${meeting.time}，会议${meeting.place ? `在${meeting.place}` : ''}召开${meeting.chair ? `，${meeting.chair}主持` : ''}。`,
  labels: {
    council: '联席会议',
    number: '编号',
    place: '地点',
    chair: '主持',
    recorder: '记录',
    present: '出席',
    excused: '请假',
    absent: '缺席',
    guests: '列席',
    responsible: '责任单位',
    supporting: '协办单位',
    person: '责任人',
    deadline: '期限',
    measures: '措施',
    reason: '原因',
    vote: '表决',
    consensus: '议定方式',
    time: '时间',
    topics: '议题',
    done: '已完成工作',
    figures: '数据',
    problems: '存在问题',
    proposals: '建议措施',
  },
  number: (year: number, n: number) => `〔${year}〕${n}号`,
  attendance: {
    title: '出席情况',
    body: (units: number, present: number, needed: number) =>
      `成员单位${units}个，到会${present}个，法定人数${needed}个，${present >= needed ? '达到' : '未达到'}法定人数。`,
    person: (unit: string, name: string, note: string) =>
      `${unit ? `${unit}${name}` : name}${note ? `（${note}）` : ''}`,
    deputy: '受委托',
    remote: '远程',
    late: '迟到',
    left: (at: string) => `${at}离会`,
  },
  section: (n: number, title: string) => `${numeral(n)}、${title}`,
  part: (n: number, title: string) => `（${numeral(n)}）${title}`,
  item: {
    entered: (at: string) => `${at}进入本项。`,
    left: (from: string, to: string, minutes: number) => `${from}开始，${to}结束，用时${minutes}分钟。`,
    presenter: (name: string) => `汇报：${name}。`,
    reporter: (unit: string) => `提出单位：${unit}。`,
    concerned: (units: string) => `涉及单位：${units}。`,
    skipped: '本项未讨论。',
    deferred: '本项延至下次会议。',
  },
  report: (unit: string) => `${unit}书面报告`,
  figure: (name: string, value: string, unit: string) => `${name} ${value}${unit ? ` ${unit}` : ''}`,
  problem: (text: string) => `问题：${text}`,
  settled: '已解决。',
  units: (names: string) => `涉及单位：${names}。`,
  resolution: (number: string) => `决议${number}`,
  action: (title: string) => `督办：${title}`,
  consented: '征询意见，无异议通过',
  states: {
    drafted: '拟议',
    voting: '表决中',
    adopted: '已通过',
    rejected: '未通过',
    deferred: '暂缓',
    withdrawn: '已撤回',
    void: '表决无效',
  } as Record<string, string>,
  vote: {
    rule: (method: keyof typeof methods, base: keyof typeof bases, threshold: keyof typeof thresholds) =>
      `${methods[method]}，${thresholds[threshold]}${bases[base]}`,
    result: (count: { for: number; against: number; abstain: number; silent: number; needed: number; of: number }) =>
      `同意${count.for}，反对${count.against}，弃权${count.abstain}，未投${count.silent}（基数${count.of}，须${count.needed}）`,
    adopted: '通过',
    rejected: '未通过',
    void: '法定人数不足，表决无效',
    annulled: (reason: string) => `表决作废：${reason}`,
    choices: { for: '同意', against: '反对', abstain: '弃权' },
    chosen: (choice: string, units: string) => `${choice}：${units}`,
    recused: (units: string) => `回避：${units}`,
  },
  suspension: (from: string, to: string | null, reason: string) =>
    `${from}休会${reason ? `（${reason}）` : ''}${to ? `，${to}复会` : ''}。`,
  chairChange: (at: string, name: string) => `${at}起由${name}主持。`,
  duties: '上次议定事项落实情况',
  next: '下次会议',
  close: (at: string) => `${at}会议结束。`,
  decided: '会议议定：',
  proposed: '决议草案：',
  colon: '：',
  semicolon: '；',
  comma: '，',
  stop: '。',
  sealHere: '此处盖章',
  minutes: '会议纪要',
  /** `…联席会议` → `…联席会议纪要` */
  minutesOf: (name: string) => (name.endsWith('纪要') ? name : `${name.replace(/会议$/, '')}会议纪要`),
  opinion: '本表决为联席会议成员单位意见，不替代业主共同决定。',
} as const;

import type { AgendaKind, PlannedItem } from '#lib/meeting/agenda.ts';
import { categories } from '#lib/meeting/charters/matter-categories.ts';

const item = (
  id: string,
  kind: AgendaKind,
  title: string,
  plannedMinutes: number,
  presenter = '陈静',
): PlannedItem => ({ id, parentId: null, kind, title, presenter, unitIds: [], plannedMinutes });

/** A matter brought to the council: who reported it comes first among the units concerned. */
export interface Matter {
  readonly title: string;
  readonly unitIds: readonly string[];
  readonly minutes: number;
}

const concerned: readonly (readonly string[])[] = [
  ['shequ', 'yeweihui', 'shequban'],
  ['yeweihui', 'shequ', 'jianguansuo'],
  ['wuye', 'shequ', 'xiaofang'],
  ['xiaofang', 'chengguanban', 'wuye'],
  ['wuye', 'xiaofang', 'yeweihui'],
  ['chengguanban', 'wuye', 'paichusuo'],
  ['shequ', 'chengguanban', 'gongshui'],
  ['jianguansuo', 'wuye', 'chengguanban'],
  ['chengguanban', 'wuye', 'shequ'],
  ['wuye', 'gongdian', 'gongshui', 'gongqi'],
  ['gongdian', 'wuye'],
  ['shequban'],
];

/** The twelve matter categories of charter 9, each with the units that have to do with it. */
export const twelveMatters: readonly Matter[] = categories.map((title, index) => ({
  title,
  unitIds: concerned[index] ?? [],
  minutes: index === 4 ? 15 : 5,
}));

/** The seven items of a sitting; the matters become parts of 问题讨论与解决方案. */
export function sevenItems(matters: readonly Matter[]): readonly PlannedItem[] {
  const parts = matters.map((matter, index): PlannedItem => ({
    ...item(`m${index + 1}`, 'discussion', matter.title, matter.minutes, ''),
    parentId: 'discussion',
    unitIds: matter.unitIds,
  }));
  const together = matters.reduce((sum, matter) => sum + matter.minutes, 0);
  return [
    item('opening', 'opening', '会议开场', 5, '陆志明'),
    item('previous', 'previous', '上次纪要审议与落实情况', 15, '林芳'),
    item('reports', 'report', '各单位工作汇报', 30),
    item('discussion', 'discussion', '问题讨论与解决方案', together),
    ...parts,
    item('decision', 'decision', '议定事项表决', 10),
    item('summary', 'summary', '会议总结与评议', 5, '陆志明'),
    item('next', 'next', '下次会议安排与闭幕', 5),
  ];
}

import {
  currentItem,
  givenMinutes,
  itemOf,
  partsOf,
  statusOf,
  usedMs,
  type AgendaItem,
  type ItemStatus,
} from '#lib/meeting/agenda.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { numeral } from '#lib/messages/chinese-dates.ts';
import type { Locale } from '#lib/messages/words.ts';

/** An item's number as the page's language writes it: 一, 二 … or 1, 2 … */
const markOf = (n: number, locale: Locale): string => (locale === 'zh-CN' ? numeral(n) : String(n));

/** A line of the agenda rail. */
export interface AgendaLine {
  readonly item: AgendaItem;
  readonly isSub: boolean;
  readonly status: ItemStatus;
  /** 一, 二 … for items, 1, 2 … for their parts. */
  readonly mark: string;
  readonly usedMs: number;
  readonly givenMinutes: number;
}

/** The agenda in order, each item followed by its parts. `now` in milliseconds. */
export const agendaLines = (meeting: Meeting, now: number, locale: Locale): readonly AgendaLine[] => {
  const counts = new Map<string, number>();
  return meeting.agenda.map((item) => {
    const n = (counts.get(item.parentId ?? '') ?? 0) + 1;
    counts.set(item.parentId ?? '', n);
    return {
      item,
      isSub: item.parentId !== null,
      status: statusOf(meeting, item),
      mark: item.parentId === null ? markOf(n, locale) : String(n),
      usedMs: usedMs(meeting, item, now),
      givenMinutes: givenMinutes(meeting, item),
    };
  });
};

/** Used milliseconds and given minutes of the whole agenda. */
export const agendaSum = (meeting: Meeting, now: number) => {
  const top = meeting.agenda.filter((item) => item.parentId === null);
  return {
    usedMs: top.reduce((sum, item) => sum + usedMs(meeting, item, now), 0),
    givenMinutes: top.reduce((sum, item) => sum + givenMinutes(meeting, item), 0),
  };
};

/** How full an item's time is: `ratio` of the track, `tone` past 80 % and past the plan. */
export const timeOf = (meeting: Meeting, item: AgendaItem, now: number) => {
  const used = usedMs(meeting, item, now);
  const given = givenMinutes(meeting, item) * 60_000;
  const ratio = given === 0 ? 1 : used / given;
  return {
    usedMs: used,
    givenMs: given,
    ratio: Math.min(1, ratio),
    tone: ratio > 1 ? ('over' as const) : ratio >= 0.8 ? ('near' as const) : ('fine' as const),
    overMs: Math.max(0, used - given),
  };
};

/** The current item with its place: parent's numeral and title, place among its siblings. */
export const currentPlace = (meeting: Meeting, locale: Locale) => {
  const item = currentItem(meeting);
  if (!item) return null;
  const parent = item.parentId === null ? null : (itemOf(meeting, item.parentId) ?? null);
  const siblings = parent ? partsOf(meeting, parent.id) : meeting.agenda.filter((each) => each.parentId === null);
  const top = meeting.agenda.filter((each) => each.parentId === null);
  return {
    item,
    parent,
    mark: markOf(top.indexOf(parent ?? item) + 1, locale),
    nth: siblings.indexOf(item) + 1,
    of: siblings.length,
  };
};

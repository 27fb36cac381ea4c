import type { PlannedItem } from '#lib/meeting/agenda.ts';

/** A sub-item in the editor; the drag library wants an `id` on what it moves. */
export interface Part {
  readonly id: string;
  readonly item: PlannedItem;
}

/** An item with its parts. */
export interface Top extends Part {
  readonly parts: readonly Part[];
}

/** The items of an agenda as the editor holds them. */
export const familiesOf = (items: readonly PlannedItem[]): readonly Top[] =>
  items
    .filter((item) => item.parentId === null)
    .map((item) => ({
      id: item.id,
      item,
      parts: items.filter((part) => part.parentId === item.id).map((part) => ({ id: part.id, item: part })),
    }));

/** The items as `agenda.lay` takes them; what was dragged elsewhere has a new parent. */
export const itemsOf = (tops: readonly Top[]): readonly PlannedItem[] =>
  tops.flatMap(({ item, parts }) => [
    { ...item, parentId: null },
    ...parts.map((part) => ({ ...part.item, parentId: item.id })),
  ]);

/** From when to when something is planned, in milliseconds since 1970. */
export interface Slot {
  readonly from: number;
  readonly until: number;
}

const MINUTE_MS = 60_000;

/** The running clock beside the items: an item with parts lasts as long as they do. */
export const slotsOf = (tops: readonly Top[], startsAt: string): ReadonlyMap<string, Slot> => {
  const slots = new Map<string, Slot>();
  let at = Date.parse(startsAt);
  const take = ({ id, item }: Part) => {
    slots.set(id, { from: at, until: at + item.plannedMinutes * MINUTE_MS });
    at += item.plannedMinutes * MINUTE_MS;
  };
  for (const top of tops) {
    const from = at;
    if (top.parts.length === 0) take(top);
    else top.parts.forEach(take);
    slots.set(top.id, { from, until: at });
  }
  return slots;
};

/** Minutes of the whole agenda. */
export const minutesOf = (tops: readonly Top[]): number =>
  tops
    .flatMap((top) => (top.parts.length > 0 ? top.parts : [top]))
    .reduce((sum, { item }) => sum + item.plannedMinutes, 0);

/** How one agenda differs from another, in titles. */
export interface AgendaChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  readonly isReordered: boolean;
}

export const changesBetween = (before: readonly PlannedItem[], after: readonly PlannedItem[]): AgendaChanges => {
  const was = new Map(before.map((item) => [item.id, item]));
  const is = new Map(after.map((item) => [item.id, item]));
  const kept = (items: readonly PlannedItem[]) => items.filter(({ id }) => was.has(id) && is.has(id));
  const order = (items: readonly PlannedItem[]) =>
    kept(items)
      .map(({ id, parentId }) => `${id} ${parentId}`)
      .join();
  const bare = (item: PlannedItem) => JSON.stringify({ ...item, parentId: null });
  return {
    added: after.filter(({ id }) => !was.has(id)).map(({ title }) => title),
    removed: before.filter(({ id }) => !is.has(id)).map(({ title }) => title),
    changed: kept(after)
      .filter((item) => bare(item) !== bare(was.get(item.id)!))
      .map(({ title }) => title),
    isReordered: order(before) !== order(after),
  };
};

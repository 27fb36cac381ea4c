import type { Draft, Meeting } from './meeting.ts';
import type { Instant, ItemId, MeetingId, UnitId } from './names.ts';
import { presiding } from './chair.ts';
import { happened, refused, unless, type Decision, type Decisions, type Evolutions } from './rulebook.ts';
import { sitting, undecided } from './stage.ts';

export type AgendaKind = 'opening' | 'previous' | 'report' | 'discussion' | 'decision' | 'summary' | 'next' | 'other';

/** Where an item comes from that arrived by itself: the last minutes, an item put off, a duty not done. */
export interface ItemOrigin {
  readonly kind: 'previous' | 'deferred' | 'action';
  readonly meetingId: MeetingId;
  /** The item that was put off, in that meeting. */
  readonly itemId?: ItemId;
  /** The meeting's title. */
  readonly title: string;
}

export type ItemStatus = 'ahead' | 'current' | 'done' | 'skipped' | 'deferred';

/** What an item may bring along; logs of earlier releases have none of it. */
export interface ItemPapers {
  /** Matters (议题) that the item deals with. */
  readonly matterIds?: readonly string[];
  /** Units that are asked for materials under the item. */
  readonly materials?: readonly UnitId[];
  readonly origin?: ItemOrigin;
}

/** An agenda item (议程项). Items with parts are never current themselves: their parts are. */
export interface AgendaItem extends ItemPapers {
  readonly id: ItemId;
  readonly parentId: ItemId | null;
  readonly kind: AgendaKind;
  readonly title: string;
  readonly presenter: string;
  /** Units concerned by the matter; the first reported it. */
  readonly unitIds: readonly UnitId[];
  readonly plannedMinutes: number;
  readonly extendedMinutes: number;
  readonly status: ItemStatus;
  /** Milliseconds used up to `enteredAt`. */
  readonly usedMs: number;
  /** Running since; null when the clock stands. */
  readonly enteredAt: Instant | null;
  readonly firstEnteredAt: Instant | null;
  readonly leftAt: Instant | null;
}

/** What a planner says of an item. */
export interface PlannedItem extends ItemPapers {
  readonly id: ItemId;
  readonly parentId: ItemId | null;
  readonly kind: AgendaKind;
  readonly title: string;
  readonly presenter: string;
  readonly unitIds: readonly UnitId[];
  readonly plannedMinutes: number;
}

export interface AgendaCommands {
  'agenda.advance': object;
  'agenda.goTo': { itemId: ItemId };
  'agenda.extend': { itemId?: ItemId; minutes: number };
  /** `afterId` null puts it first among its siblings; left out, last. */
  'agenda.insert': { title: string; minutes: number; parentId?: ItemId; afterId?: ItemId | null };
  /** `beforeId` null puts it last among its siblings. */
  'agenda.reorder': { itemId: ItemId; beforeId: ItemId | null };
  'agenda.skip': { itemId: ItemId };
  'agenda.defer': { itemId: ItemId; reason: string };
}

export interface AgendaEvents {
  'agenda.entered': { itemId: ItemId };
  'agenda.extended': { itemId: ItemId; minutes: number };
  'agenda.inserted': { item: PlannedItem; order: readonly ItemId[] };
  'agenda.reordered': { itemId: ItemId; order: readonly ItemId[] };
  'agenda.skipped': { itemId: ItemId };
  'agenda.deferred': { itemId: ItemId; reason: string };
}

export const itemOf = (meeting: Meeting, itemId: ItemId): AgendaItem | undefined =>
  meeting.agenda.find((item) => item.id === itemId);

export const partsOf = (meeting: Meeting, itemId: ItemId): readonly AgendaItem[] =>
  meeting.agenda.filter((item) => item.parentId === itemId);

/** The items that can be current, in order. */
export const stations = (meeting: Meeting): readonly AgendaItem[] =>
  meeting.agenda.filter((item) => partsOf(meeting, item.id).length === 0);

export const currentItem = (meeting: Meeting): AgendaItem | undefined =>
  meeting.agenda.find((item) => item.status === 'current');

/** The first item still ahead behind the current one; else the first ahead anywhere. */
export const nextItem = (meeting: Meeting): AgendaItem | undefined => {
  const all = stations(meeting);
  const here = all.findIndex((item) => item.status === 'current');
  const isAhead = (item: AgendaItem) => item.status === 'ahead';
  return all.slice(here + 1).find(isAhead) ?? all.find(isAhead);
};

/** Milliseconds an item has used by `now` (server's time). An item with parts sums them. */
export const usedMs = (meeting: Meeting, item: AgendaItem, now: number): number => {
  const parts = partsOf(meeting, item.id);
  if (parts.length > 0) return parts.reduce((sum, part) => sum + usedMs(meeting, part, now), 0);
  return item.usedMs + (item.enteredAt === null ? 0 : Math.max(0, now - Date.parse(item.enteredAt)));
};

/** Minutes given to an item, extensions included. An item with parts sums them. */
export const givenMinutes = (meeting: Meeting, item: AgendaItem): number => {
  const parts = partsOf(meeting, item.id);
  if (parts.length > 0) return parts.reduce((sum, part) => sum + givenMinutes(meeting, part), 0);
  return item.plannedMinutes + item.extendedMinutes;
};

/** Status of an item for display: one with parts is done when none of them is ahead or current. */
export const statusOf = (meeting: Meeting, item: AgendaItem): ItemStatus => {
  const parts = partsOf(meeting, item.id);
  if (parts.length === 0) return item.status;
  if (parts.some((part) => part.status === 'current')) return 'current';
  if (parts.some((part) => part.status === 'ahead')) return 'ahead';
  return parts.some((part) => part.status === 'done') ? 'done' : parts[0]!.status;
};

/** An item's planned state becomes a live one. */
export const asAhead = (item: PlannedItem): AgendaItem => ({
  ...item,
  extendedMinutes: 0,
  status: 'ahead',
  usedMs: 0,
  enteredAt: null,
  firstEnteredAt: null,
  leftAt: null,
});

/** Stops the clock of the current item and, unless it goes on later, calls it done. */
export const restCurrent = (meeting: Meeting, at: Instant, status: ItemStatus = 'done'): Meeting => ({
  ...meeting,
  agenda: meeting.agenda.map((item) =>
    item.status === 'current'
      ? { ...item, status, usedMs: usedMs(meeting, item, Date.parse(at)), enteredAt: null, leftAt: at }
      : item,
  ),
});

/** Events that enter an item: whoever has the floor gives it back first. */
const enter = (meeting: Meeting, itemId: ItemId): Decision =>
  meeting.floor.speaker
    ? happened({ type: 'floor.ended', personId: meeting.floor.speaker.personId }, { type: 'agenda.entered', itemId })
    : happened({ type: 'agenda.entered', itemId });

const insertedAt = (ids: readonly ItemId[], at: number, id: ItemId): readonly ItemId[] => [
  ...ids.slice(0, at),
  id,
  ...ids.slice(at),
];

const siblingsOf = (meeting: Meeting, parentId: ItemId | null) =>
  meeting.agenda.filter((item) => item.parentId === parentId).map((item) => item.id);

/** The whole list's order when the siblings under one parent stand in a new one. */
const orderWith = (meeting: Meeting, parentId: ItemId | null, siblings: readonly ItemId[]): readonly ItemId[] => {
  const family = (id: ItemId): ItemId[] => [
    id,
    ...(id === parentId ? siblings : siblingsOf(meeting, id)).flatMap((part) => family(part)),
  ];
  return (parentId === null ? siblings : siblingsOf(meeting, null)).flatMap((id) => family(id));
};

const inOrder = (items: readonly AgendaItem[], order: readonly ItemId[]): readonly AgendaItem[] =>
  order.map((id) => items.find((item) => item.id === id)!);

const change = (meeting: Meeting, itemId: ItemId, how: (item: AgendaItem) => AgendaItem): Meeting => ({
  ...meeting,
  agenda: meeting.agenda.map((item) => (item.id === itemId ? how(item) : item)),
});

/** Skipping or deferring the current item moves the room on to the next one, if there is one. */
const setAside = (meeting: Meeting, item: AgendaItem, event: Draft): Decision => {
  const next = nextItem(meeting);
  if (item.status !== 'current' || !next) return happened(event);
  const entering = enter(meeting, next.id);
  return 'events' in entering ? happened(event, ...entering.events) : entering;
};

export const agendaDecisions: Decisions<AgendaCommands> = {
  'agenda.advance': (meeting, _command, by) => {
    const next = nextItem(meeting);
    return (
      sitting(meeting) ??
      presiding(meeting, by) ??
      undecided(meeting) ??
      (next ? enter(meeting, next.id) : refused('no_next_item'))
    );
  },

  'agenda.goTo': (meeting, command, by) => {
    const item = itemOf(meeting, command.itemId);
    if (!item) return refused('no_such_item');
    return (
      sitting(meeting) ??
      presiding(meeting, by) ??
      undecided(meeting) ??
      unless(partsOf(meeting, item.id).length === 0, 'item_has_parts') ??
      unless(item.status !== 'current', 'already_current') ??
      enter(meeting, item.id)
    );
  },

  'agenda.extend': (meeting, command, by) => {
    const item = command.itemId === undefined ? currentItem(meeting) : itemOf(meeting, command.itemId);
    if (!item) return refused('no_such_item');
    return (
      sitting(meeting) ??
      presiding(meeting, by) ??
      unless(partsOf(meeting, item.id).length === 0, 'item_has_parts') ??
      happened({ type: 'agenda.extended', itemId: item.id, minutes: command.minutes })
    );
  },

  'agenda.insert': (meeting, command, by) => {
    const parentId = command.parentId ?? null;
    const siblings = siblingsOf(meeting, parentId);
    const parent = parentId === null ? undefined : itemOf(meeting, parentId);
    if (parentId !== null && !parent) return refused('no_such_item');
    if (parent && (parent.parentId !== null || (siblings.length === 0 && parent.status !== 'ahead')))
      return refused('item_settled');
    if (command.afterId && !siblings.includes(command.afterId)) return refused('not_siblings');
    const id = `i${meeting.seq + 1}`;
    const at =
      command.afterId === undefined
        ? siblings.length
        : command.afterId === null
          ? 0
          : siblings.indexOf(command.afterId) + 1;
    const order = insertedAt(siblings, at, id);
    const item: PlannedItem = {
      id,
      parentId,
      kind: parent?.kind ?? 'other',
      title: command.title,
      presenter: '',
      unitIds: [],
      plannedMinutes: command.minutes,
    };
    return (
      unless(['planned', 'noticed', 'inSession', 'suspended'].includes(meeting.stage), 'meeting_over') ??
      presiding(meeting, by) ??
      happened({ type: 'agenda.inserted', item, order: orderWith(meeting, parentId, order) })
    );
  },

  'agenda.reorder': (meeting, command, by) => {
    const item = itemOf(meeting, command.itemId);
    if (!item) return refused('no_such_item');
    const others = siblingsOf(meeting, item.parentId).filter((id) => id !== item.id);
    if (command.beforeId !== null && !others.includes(command.beforeId)) return refused('not_siblings');
    const at = command.beforeId === null ? others.length : others.indexOf(command.beforeId);
    return (
      unless(['planned', 'noticed', 'inSession', 'suspended'].includes(meeting.stage), 'meeting_over') ??
      presiding(meeting, by) ??
      happened({
        type: 'agenda.reordered',
        itemId: item.id,
        order: orderWith(meeting, item.parentId, insertedAt(others, at, item.id)),
      })
    );
  },

  'agenda.skip': (meeting, command, by) => {
    const item = itemOf(meeting, command.itemId);
    if (!item) return refused('no_such_item');
    return (
      sitting(meeting) ??
      presiding(meeting, by) ??
      undecided(meeting) ??
      unless(partsOf(meeting, item.id).length === 0, 'item_has_parts') ??
      unless(item.status === 'ahead' || item.status === 'current', 'item_settled') ??
      setAside(meeting, item, { type: 'agenda.skipped', itemId: item.id })
    );
  },

  'agenda.defer': (meeting, command, by) => {
    const item = itemOf(meeting, command.itemId);
    if (!item) return refused('no_such_item');
    return (
      sitting(meeting) ??
      presiding(meeting, by) ??
      undecided(meeting) ??
      unless(partsOf(meeting, item.id).length === 0, 'item_has_parts') ??
      unless(item.status !== 'deferred', 'item_settled') ??
      setAside(meeting, item, { type: 'agenda.deferred', itemId: item.id, reason: command.reason })
    );
  },
};

const settle = (meeting: Meeting, itemId: ItemId, at: Instant, status: ItemStatus): Meeting =>
  change(itemOf(meeting, itemId)?.status === 'current' ? restCurrent(meeting, at) : meeting, itemId, (item) => ({
    ...item,
    status,
  }));

export const agendaEvolutions: Evolutions<AgendaEvents> = {
  'agenda.entered': (meeting, { itemId, at }) =>
    change(restCurrent(meeting, at), itemId, (item) => ({
      ...item,
      status: 'current',
      enteredAt: at,
      firstEnteredAt: item.firstEnteredAt ?? at,
      leftAt: null,
    })),

  'agenda.extended': (meeting, { itemId, minutes }) =>
    change(meeting, itemId, (item) => ({ ...item, extendedMinutes: item.extendedMinutes + minutes })),

  'agenda.inserted': (meeting, { item, order, seq }) => ({
    ...meeting,
    agenda: inOrder([...meeting.agenda, asAhead(item)], order),
    agendaSeq: seq,
  }),

  'agenda.reordered': (meeting, { order, seq }) => ({
    ...meeting,
    agenda: inOrder(meeting.agenda, order),
    agendaSeq: seq,
  }),

  'agenda.skipped': (meeting, { itemId, at }) => settle(meeting, itemId, at, 'skipped'),

  'agenda.deferred': (meeting, { itemId, at }) => settle(meeting, itemId, at, 'deferred'),
};

import { asAhead, itemOf, type AgendaItem, type PlannedItem } from './agenda.ts';
import type { Form } from './charter.ts';
import type { Meeting } from './meeting.ts';
import type { Instant } from './names.ts';
import { happened, refused, unless, type Decisions, type Evolutions, type Refused } from './rulebook.ts';
import { convening, unitOf } from './seat.ts';
import { isOver, planned } from './stage.ts';

/** What can still change in a plan: title, form, whether extraordinary and why, time, place and link. */
export interface Revision {
  readonly title?: string;
  readonly form?: Form;
  readonly kind?: 'regular' | 'extraordinary';
  /** Why an extraordinary meeting is called. */
  readonly reason?: string;
  readonly startsAt?: Instant;
  readonly place?: string;
  readonly link?: string;
}

export interface PlanCommands {
  'meeting.revise': Revision;
  /** `since`: number of the event that last laid the agenda, as the planner saw it; left out, whatever it was. */
  'agenda.lay': { items: readonly PlannedItem[]; since?: number };
}

export interface PlanEvents {
  /** Only what changed. */
  'meeting.revised': Revision;
  'agenda.laid': { items: readonly PlannedItem[] };
}

/** Most items an agenda has, parts included. */
export const MOST_ITEMS = 100;

/** Guard: the meeting is planned or noticed and not yet open. */
export const preparing = (meeting: Meeting): Refused | undefined =>
  planned(meeting) ??
  (['planned', 'noticed'].includes(meeting.stage)
    ? undefined
    : refused(isOver(meeting) ? 'meeting_over' : 'already_open'));

/** What differs from the meeting as it stands. */
const differing = (meeting: Meeting, command: Revision): Revision =>
  Object.fromEntries(
    Object.entries(command).filter(
      ([name, value]) => value !== undefined && value !== (meeting as unknown as Record<string, unknown>)[name],
    ),
  );

/** Every item with its parts behind it, in the order given. */
const inFamilies = (items: readonly PlannedItem[]): readonly PlannedItem[] =>
  items.flatMap((item) => (item.parentId === null ? [item, ...items.filter((part) => part.parentId === item.id)] : []));

/** The item under which matters are discussed: the first discussion, unless the deciding comes before it. */
export const discussionOf = <Item extends Pick<PlannedItem, 'id' | 'parentId' | 'kind'>>(
  items: readonly Item[],
): Item | undefined => {
  const first = items.find(({ parentId, kind }) => parentId === null && (kind === 'discussion' || kind === 'decision'));
  return first?.kind === 'discussion' ? first : undefined;
};

/** The agenda with further matters: parts of its discussion, else items of their own before the decision or at the end. */
export const withMatters = (items: readonly PlannedItem[], added: readonly PlannedItem[]): readonly PlannedItem[] => {
  const parent = discussionOf(items);
  const parentId = parent?.id ?? null;
  const decision = items.findIndex((item) => item.parentId === null && item.kind === 'decision');
  const behind = items.findLastIndex((item) => item.id === parentId || (parent && item.parentId === parentId)) + 1;
  const at = parent ? behind : decision < 0 ? items.length : decision;
  return [...items.slice(0, at), ...added.map((item) => ({ ...item, parentId })), ...items.slice(at)];
};

/** Guard: ids once and none that the log will give (`i57`), two levels, units that are members. */
const wellFormed = (meeting: Meeting, items: readonly PlannedItem[]): Refused | undefined => {
  const tops = new Set(items.filter((item) => item.parentId === null).map((item) => item.id));
  return (
    unless(items.length <= MOST_ITEMS, 'too_many_items') ??
    unless(
      new Set(items.map((item) => item.id)).size === items.length &&
        items.every((item) => item.parentId === null || tops.has(item.parentId)) &&
        items.every((item) => !/^i\d+$/.test(item.id) || itemOf(meeting, item.id)),
      'agenda_malformed',
    ) ??
    unless(
      items.every((item) => [...item.unitIds, ...(item.materials ?? [])].every((id) => unitOf(meeting, id))),
      'no_such_unit',
    )
  );
};

export const planDecisions: Decisions<PlanCommands> = {
  'meeting.revise': (meeting, command, by) => {
    const changed = differing(meeting, command);
    const { kind, reason } = { ...meeting, ...changed };
    return (
      preparing(meeting) ??
      convening(meeting, by) ??
      unless(kind === 'regular' || reason !== '', 'reason_needed') ??
      unless(Object.keys(changed).length > 0, 'nothing_changed') ??
      happened({ type: 'meeting.revised', ...changed })
    );
  },

  'agenda.lay': (meeting, { items, since }, by) =>
    preparing(meeting) ??
    convening(meeting, by) ??
    unless(since === undefined || since >= meeting.agendaSeq, 'agenda_changed') ??
    wellFormed(meeting, items) ??
    happened({ type: 'agenda.laid', items: inFamilies(items) }),
};

/** The items as they were planned: what `agenda.lay` takes. */
export const asPlanned = (item: AgendaItem): PlannedItem => {
  const {
    extendedMinutes: _extended,
    status: _status,
    usedMs: _used,
    enteredAt: _entered,
    firstEnteredAt: _first,
    leftAt: _left,
    ...kept
  } = item;
  return kept;
};

/** The fields of a revision, and nothing else that an event may carry. */
const revisionOf = (event: Revision): Revision => {
  const { title, form, kind, reason, startsAt, place, link } = event;
  const all = { title, form, kind, reason, startsAt, place, link };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
};

export const planEvolutions: Evolutions<PlanEvents> = {
  'meeting.revised': (meeting, event) => ({ ...meeting, ...revisionOf(event) }),

  'agenda.laid': (meeting, { items, seq }) => ({ ...meeting, agenda: items.map(asAhead), agendaSeq: seq }),
};

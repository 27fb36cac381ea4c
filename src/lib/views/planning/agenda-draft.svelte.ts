import type { PlannedItem } from '#lib/meeting/agenda.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { asPlanned, withMatters } from '#lib/meeting/plan.ts';
import { changesBetween, familiesOf, itemsOf, type AgendaChanges, type Part, type Top } from './agenda-families.ts';

const MOST_UNDO = 100;

/** What was planned, with its fields in one order, so that two of the same compare as the same. */
const textOf = (items: readonly PlannedItem[]): string =>
  JSON.stringify(items.map((item) => Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1))));

/**
 * The agenda as somebody is editing it. Nothing of it leaves before it is saved; what others lay meanwhile is shown
 * beside it and overwrites nothing.
 */
export class AgendaDraft {
  tops = $state.raw<readonly Top[]>([]);
  /** What somebody else laid while this draft has changes of its own; null: nothing. */
  theirs = $state.raw<AgendaChanges | null>(null);
  #past = $state.raw<readonly (readonly Top[])[]>([]);
  #base = $state.raw<readonly PlannedItem[]>([]);
  #seq = 0;
  #meeting: Meeting;
  #saving = false;

  constructor(meeting: Meeting) {
    this.#meeting = meeting;
    this.#start(meeting);
  }

  get isChanged(): boolean {
    return textOf(itemsOf(this.tops)) !== textOf(this.#base);
  }

  get changes(): AgendaChanges {
    return changesBetween(this.#base, itemsOf(this.tops));
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  /** Number of the event that this draft builds on: what `agenda.lay` sends as `since`. */
  get since(): number {
    return this.#seq;
  }

  get items(): readonly PlannedItem[] {
    return itemsOf(this.tops);
  }

  /** The meeting moved on: an untouched draft follows, a changed one is told what others did. */
  follow(meeting: Meeting): void {
    this.#meeting = meeting;
    if (this.#saving || meeting.agendaSeq <= this.#seq) return;
    if (this.isChanged) this.theirs = changesBetween(this.#base, meeting.agenda.map(asPlanned));
    else this.#start(meeting);
  }

  /** Begins anew from what is laid now; own changes are dropped. */
  takeTheirs(): void {
    this.#start(this.#meeting);
  }

  /** Own changes stay and are laid over what others did, when they are saved. */
  keepMine(): void {
    this.#seq = this.#meeting.agendaSeq;
    this.#base = this.#meeting.agenda.map(asPlanned);
    this.theirs = null;
  }

  /** @param send lays the items and answers the number of the event, or null when it was not done */
  async save(send: (items: readonly PlannedItem[], since: number) => Promise<number | null>): Promise<boolean> {
    this.#saving = true;
    const items = this.items;
    const seq = await send(items, this.#seq);
    this.#saving = false;
    if (seq !== null) {
      this.#seq = seq;
      this.#base = items;
      this.theirs = null;
    }
    this.follow(this.#meeting);
    return seq !== null;
  }

  /** Puts new families in place of the old ones; can be undone. */
  change(tops: readonly Top[]): void {
    this.#past = [...this.#past.slice(-MOST_UNDO), this.tops];
    this.#edited = '';
    this.tops = tops;
  }

  undo(): void {
    const before = this.#past.at(-1);
    if (!before) return;
    this.#past = this.#past.slice(0, -1);
    this.#edited = '';
    this.tops = before;
  }

  /** While something is dragged only its picture moves; where it began is what undoing goes back to. */
  drag(tops: readonly Top[]): void {
    this.#before ??= this.tops;
    this.tops = tops;
  }

  drop(tops: readonly Top[]): void {
    const before = this.#before ?? this.tops;
    this.#before = null;
    this.#edited = '';
    this.tops = tops;
    if (textOf(itemsOf(before)) !== textOf(itemsOf(tops))) this.#past = [...this.#past.slice(-MOST_UNDO), before];
  }
  #before: readonly Top[] | null = null;

  edit(id: string, fields: Partial<PlannedItem>): void {
    const what = [id, ...Object.keys(fields)].join(' ');
    const edited = <Kind extends Part>(one: Kind): Kind =>
      one.id === id ? { ...one, item: { ...one.item, ...fields } } : one;
    const tops = this.tops.map((top) => ({ ...edited(top), parts: top.parts.map(edited) }));
    // Letters typed one after another are undone together.
    if (what === this.#edited) this.tops = tops;
    else this.change(tops);
    this.#edited = what;
  }
  #edited = '';

  remove(id: string): void {
    this.change(
      this.tops
        .filter((top) => top.id !== id)
        .map((top) => ({ ...top, parts: top.parts.filter((part) => part.id !== id) })),
    );
  }

  /** Moves an item among its siblings. @param by -1 up, 1 down */
  move(id: string, by: -1 | 1): void {
    const family = this.tops.find((top) => top.parts.some((part) => part.id === id))?.parts ?? this.tops;
    if (shifted(family, id, by) === family) return;
    this.change(shifted(this.tops, id, by).map((top) => ({ ...top, parts: shifted(top.parts, id, by) })));
  }

  /** Adds an item at the end, or a part to one. @returns its id */
  add(parentId: string | null, fields: Partial<PlannedItem> = {}): string {
    const id = `n${crypto.randomUUID().slice(0, 12)}`;
    const kind = this.tops.find((top) => top.id === parentId)?.item.kind ?? 'discussion';
    const item = { id, parentId, kind, title: '', presenter: '', unitIds: [], plannedMinutes: 10, ...fields };
    if (parentId === null) this.change([...this.tops, { id, item, parts: [] }]);
    else
      this.change(
        this.tops.map((top) => (top.id === parentId ? { ...top, parts: [...top.parts, { id, item }] } : top)),
      );
    return id;
  }

  /** Puts further matters where the agenda discusses them; one step to undo. */
  discuss(matters: readonly PlannedItem[]): void {
    this.change(familiesOf(withMatters(this.items, matters)));
  }

  #start(meeting: Meeting): void {
    this.#seq = meeting.agendaSeq;
    this.#base = meeting.agenda.map(asPlanned);
    this.tops = familiesOf(this.#base);
    this.#past = [];
    this.#edited = '';
    this.theirs = null;
  }
}

/** The list with one element a place further; as it was when it is not in it, or at its end. */
function shifted<Kind extends Part>(list: readonly Kind[], id: string, by: -1 | 1): readonly Kind[] {
  const at = list.findIndex((one) => one.id === id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= list.length) return list;
  const moved = [...list];
  [moved[at], moved[to]] = [moved[to]!, moved[at]!];
  return moved;
}

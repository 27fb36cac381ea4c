import type { ItemOrigin, PlannedItem } from '#lib/meeting/agenda.ts';
import type { Charter } from '#lib/meeting/charter.ts';
import { discussionOf, MOST_ITEMS, withMatters } from '#lib/meeting/plan.ts';
import { recordWords } from '#lib/messages/record-words.ts';

/** A matter to be put on an agenda. */
export interface AgendaMatter {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  /** The unit that reported it; null: a resident did. */
  readonly unitId: string | null;
}

/** What arrives on an agenda by itself. */
export interface Arrivals {
  /** The council's last meeting that was closed. */
  readonly previous: ItemOrigin | null;
  /** Items that earlier meetings put off and no later one has taken up. */
  readonly deferred: readonly PlannedItem[];
  /** Duties that the last meeting gave. */
  readonly actions: readonly PlannedItem[];
}

/** What an agenda is made of. */
export interface AgendaParts {
  readonly charter: Charter;
  /** What stands in place of the charter's template. */
  readonly base?: readonly PlannedItem[];
  readonly arrivals: Arrivals;
  readonly matters: readonly AgendaMatter[];
}

type Family = { readonly item: PlannedItem; parts: readonly PlannedItem[] };

const blank = { parentId: null, presenter: '', unitIds: [] } as const;

/** Minutes given to a matter, and to hearing what became of a duty: the product's defaults. */
const MATTER_MINUTES = 10;
const DUTY_MINUTES = 3;

/** The charter's template as items; ids are told from their place. */
export function templateOf({ agenda }: Pick<Charter, 'agenda'>): readonly PlannedItem[] {
  return agenda.flatMap(({ kind, title, minutes, parts = [] }, index): PlannedItem[] => [
    { ...blank, id: `t${index + 1}`, kind, title, plannedMinutes: minutes },
    ...parts.map((part, at) => ({
      ...blank,
      id: `t${index + 1}-${at + 1}`,
      parentId: `t${index + 1}`,
      kind,
      title: part.title,
      plannedMinutes: part.minutes,
    })),
  ]);
}

const familiesOf = (items: readonly PlannedItem[]): Family[] =>
  items
    .filter((item) => item.parentId === null)
    .map((item) => ({ item, parts: items.filter((part) => part.parentId === item.id) }));

/** Matters in the order of the charter's categories. */
const inOrder = (matters: readonly AgendaMatter[], { categories }: Charter): readonly AgendaMatter[] => {
  const rank = ({ category }: AgendaMatter) => {
    const at = categories.indexOf(category);
    return at < 0 ? categories.length : at;
  };
  return matters.toSorted((a, b) => rank(a) - rank(b));
};

const itemOfMatter = ({ id, title, unitId }: AgendaMatter): PlannedItem => ({
  ...blank,
  id: `m-${id}`.replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, 80),
  kind: 'discussion',
  title: title.slice(0, 200),
  unitIds: unitId === null ? [] : [unitId],
  plannedMinutes: MATTER_MINUTES,
  matterIds: [id],
});

/** Categories of the template make room for what is to be discussed. */
const withRoom = (items: readonly PlannedItem[], { categories }: Charter): readonly PlannedItem[] => {
  const parent = discussionOf(items);
  return items.filter((item) => !parent || item.parentId !== parent.id || !categories.includes(item.title));
};

/** Puts the last meeting's duties under the item that looks back, else behind the first report, where there is one. */
function lookBack(families: Family[], { previous, actions }: Arrivals): void {
  const back = families.findIndex(({ item }) => item.kind === 'previous');
  if (back >= 0 && previous) {
    const { item } = families[back]!;
    const own = { ...item, id: `${item.id}-0`, parentId: item.id, origin: previous };
    const parts = actions.length > 0 ? [own, ...actions.map((part) => ({ ...part, parentId: item.id }))] : [];
    families[back] = { item: { ...item, origin: previous }, parts };
    return;
  }
  const report = families.findIndex(({ item }) => item.kind === 'report');
  if (report < 0 || actions.length === 0 || !previous) return;
  const item: PlannedItem = {
    ...blank,
    id: 'duties',
    kind: 'previous',
    title: recordWords.duties,
    plannedMinutes: 0,
    origin: previous,
  };
  families.splice(report + 1, 0, { item, parts: actions.map((part) => ({ ...part, parentId: item.id })) });
}

/** How long a duty is heard; for whoever makes arrivals. */
export const dutyItem = (id: string, title: string, origin: ItemOrigin): PlannedItem => ({
  ...blank,
  id,
  kind: 'previous',
  title,
  plannedMinutes: DUTY_MINUTES,
  origin,
});

/**
 * The agenda of a new meeting: the charter's template, what arrives by itself where the template has a place for it,
 * and the matters chosen. At most {@link MOST_ITEMS}.
 */
export function composeAgenda({ charter, base, arrivals, matters }: AgendaParts): readonly PlannedItem[] {
  const families = familiesOf(base ?? templateOf(charter));
  lookBack(families, arrivals);
  const items = families.flatMap(({ item, parts }) => [item, ...parts]);
  const coming = [...arrivals.deferred, ...inOrder(matters, charter).map(itemOfMatter)];
  if (coming.length === 0) return items.slice(0, MOST_ITEMS);
  return withMatters(withRoom(items, charter), coming).slice(0, MOST_ITEMS);
}

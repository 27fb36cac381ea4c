import * as Y from 'yjs';
import { recordsOf } from '#lib/document/records.ts';
import { RECORD_ATTRS, type RecordAttrs } from '#lib/document/record-attrs.ts';
import { FRAGMENT } from '#lib/document/schema.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';

/** Origin of the transactions in which the log writes its blocks. */
export const SCRIBE = Symbol('scribe');

type Child = Y.XmlElement | Y.XmlText | Y.XmlHook;
type Place = { wanted: RecordAttrs[]; fragment: Y.XmlFragment; stood: Map<string, Y.Item> };

/**
 * Where each record of a document stood last. A record that somebody deletes leaves its stone in the shared list, so
 * it goes back exactly where it was, between the same words. Forgotten with the document; then the order decides.
 */
const standing = new WeakMap<Y.Doc, Map<string, Y.Item>>();

const isRecord = (child: unknown): child is Y.XmlElement =>
  child instanceof Y.XmlElement && child.nodeName === 'record';

/** Yjs' handle on an element: its place in the shared list. */
const itemOf = ({ _item: item }: Y.XmlElement): Y.Item | null => item;

const keyOf = (child: unknown): string => {
  const key: unknown = isRecord(child) ? child.getAttribute('key') : '';
  return typeof key === 'string' ? key : '';
};

const isBlank = (child: unknown): boolean =>
  child instanceof Y.XmlElement &&
  child.nodeName === 'paragraph' &&
  child.toArray().every((text) => text instanceof Y.XmlText && text.length === 0);

const childrenOf = (fragment: Y.XmlFragment): Child[] => fragment.toArray() as Child[];

const elementOf = (record: RecordAttrs): Y.XmlElement => {
  const element = new Y.XmlElement('record');
  for (const name of RECORD_ATTRS) element.setAttribute(name, record[name]);
  return element;
};

/** Indexes of a longest run that is in order already; what is outside of it is moved. */
function inOrder(ranks: readonly number[]): Set<number> {
  const best = ranks.map(() => 1);
  const before = ranks.map(() => -1);
  let last = -1;
  for (let i = 0; i < ranks.length; i += 1) {
    for (let j = 0; j < i; j += 1)
      if (ranks[j]! < ranks[i]! && best[j]! + 1 > best[i]!) [best[i], before[i]] = [best[j]! + 1, j];
    if (last < 0 || best[i]! > best[last]!) last = i;
  }
  const kept = new Set<number>();
  for (let at = last; at >= 0; at = before[at]!) kept.add(at);
  return kept;
}

/** Deletes records that are unknown, doubled, out of order or where no record may be. */
function weed({ fragment, wanted, stood }: Place): void {
  const rank = new Map(wanted.map((record, index) => [record.key, index]));
  const found = childrenOf(fragment).filter(isRecord);
  const genuine = new Map<string, Y.XmlElement>();
  for (const element of found) {
    const key = keyOf(element);
    if (rank.has(key) && (!genuine.has(key) || stood.get(key) === itemOf(element))) genuine.set(key, element);
  }
  const known = found.filter((element) => genuine.get(keyOf(element)) === element);
  const orderly = inOrder(known.map((element) => rank.get(keyOf(element))!));
  const kept = new Set(known.filter((_, index) => orderly.has(index)));
  childrenOf(fragment).forEach((child, index, { length }) => {
    const at = fragment.length - (length - index);
    if (isRecord(child) && !kept.has(child)) fragment.delete(at);
    else if (!isRecord(child)) weedWithin(child);
  });
}

/** A record inside a list, table or quotation is nobody's. */
function weedWithin(root: Child): void {
  const open: unknown[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!(next instanceof Y.XmlElement)) continue;
    const children = next.toArray();
    for (let index = children.length - 1; index >= 0; index -= 1)
      if (isRecord(children[index])) next.delete(index);
      else open.push(children[index]);
  }
}

/** Makes a record say what the log says. */
function correct(element: Y.XmlElement, record: RecordAttrs): void {
  for (const name of RECORD_ATTRS)
    if (element.getAttribute(name) !== record[name]) element.setAttribute(name, record[name]);
  for (const name of Object.keys(element.getAttributes())) if (!(name in record)) element.removeAttribute(name);
  if (element.length > 0) element.delete(0, element.length);
}

/** The index behind the stone of a deleted record, or -1 when it is not known. */
function formerIndex({ fragment, stood }: Place, key: string): number {
  let item = stood.get(key)?.left ?? null;
  if (!stood.has(key)) return -1;
  while (item !== null && item.deleted) item = item.left;
  if (item === null) return 0;
  const { content } = item;
  return content instanceof Y.ContentType ? childrenOf(fragment).indexOf(content.type as Child) + 1 : -1;
}

/** Machine blocks that follow one another do so without the empty lines that were left for people to type in. */
function beforeBlanks(children: readonly Child[], limit: number): number {
  let at = limit;
  while (at > 0 && isBlank(children[at - 1])) at -= 1;
  const above = children[at - 1];
  return isRecord(above) && !opensSection(String(above.getAttribute('kind'))) ? at : limit;
}

const opensSection = (kind: string): boolean =>
  ['opening', 'attendance', 'section', 'part', 'next', 'close'].includes(kind);

/** Where a missing record belongs: where it stood, else at the end of its section and before what follows it. */
function indexFor(place: Place, rank: number): number {
  const { wanted, fragment } = place;
  const children = childrenOf(fragment);
  const ranks = new Map(wanted.map((record, index) => [record.key, index]));
  const rankAt = (child: Child): number => ranks.get(keyOf(child)) ?? -1;
  const least = children.findLastIndex((child) => isRecord(child) && rankAt(child) < rank) + 1;
  const following = children.findIndex((child) => isRecord(child) && rankAt(child) > rank);
  const limit = following < 0 ? children.length : following;
  const former = formerIndex(place, wanted[rank]!.key);
  if (former >= least && former <= limit) return former;
  const { kind } = wanted[rank]!;
  if (kind === 'opening' || kind === 'attendance') return least;
  return opensSection(kind) ? limit : Math.max(least, beforeBlanks(children, limit));
}

/** Leaves a line to type in under every item, and one at the end. */
function leaveRoom(fragment: Y.XmlFragment): void {
  const children = childrenOf(fragment);
  for (let index = children.length - 1; index >= 0; index -= 1) {
    const child = children[index];
    if (!isRecord(child)) continue;
    const next = children[index + 1];
    const kind = String(child.getAttribute('kind'));
    const nested = kind === 'section' && isRecord(next) && next.getAttribute('kind') === 'part';
    const heads = (kind === 'section' || kind === 'part') && !nested;
    if (next === undefined || (heads && isRecord(next))) fragment.insert(index + 1, [new Y.XmlElement('paragraph')]);
  }
}

function bringUpToDate(place: Place): void {
  const { fragment, wanted, stood } = place;
  weed(place);
  const present = new Map(
    childrenOf(fragment)
      .filter(isRecord)
      .map((element) => [keyOf(element), element]),
  );
  wanted.forEach((record, rank) => {
    const element = present.get(record.key);
    if (element) correct(element, record);
    else fragment.insert(indexFor(place, rank), [elementOf(record)]);
  });
  leaveRoom(fragment);
  stood.clear();
  for (const element of childrenOf(fragment).filter(isRecord)) {
    const item = itemOf(element);
    if (item) stood.set(keyOf(element), item);
  }
}

/**
 * Brings the log's blocks in a document up to date with its meeting, and heals those that somebody changed, moved,
 * doubled or deleted (rule 13). Touches nobody's text: it inserts and deletes blocks of its own and empty lines to
 * type in. Idempotent; says whether anything changed.
 */
export function inscribe(doc: Y.Doc, state: Meeting): boolean {
  const wanted = recordsOf(state);
  if (wanted.length === 0 && doc.getXmlFragment(FRAGMENT).length === 0) return false;
  const stood = standing.get(doc) ?? new Map<string, Y.Item>();
  standing.set(doc, stood);
  let changed = false;
  doc.transact((transaction) => {
    bringUpToDate({ wanted, fragment: doc.getXmlFragment(FRAGMENT), stood });
    changed = transaction.changed.size > 0;
  }, SCRIBE);
  return changed;
}

/** Whether a transaction may have harmed the log's blocks, so that {@link inscribe} should look after them. */
export function touchesRecords(transaction: Y.Transaction): boolean {
  if (transaction.origin === SCRIBE) return false;
  for (const [type, keys] of transaction.changed) {
    if (isRecord(type)) return true;
    if (!(type instanceof Y.XmlFragment) || !keys.has(null)) continue;
    // What is gone can no longer be asked what it was.
    if (transaction.deleteSet.clients.size > 0 && !(type instanceof Y.XmlElement)) return true;
    if (type.toArray().some((child) => isRecord(child) && isNew(child, transaction))) return true;
  }
  return false;
}

const isNew = (element: Y.XmlElement, transaction: Y.Transaction): boolean => {
  const { client, clock } = itemOf(element)!.id;
  return clock >= (transaction.beforeState.get(client) ?? 0);
};

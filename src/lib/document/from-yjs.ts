import type { Mark, Node } from 'prosemirror-model';
import * as Y from 'yjs';
import { canonicalJson } from './canonical.ts';
import { RECORD_ATTRS } from './record-attrs.ts';
import { FRAGMENT, schema } from './schema.ts';

type Shared = Y.XmlFragment | Y.XmlElement | Y.XmlText | Y.XmlHook | Y.AbstractType<unknown>;

/** Structure deeper than this is read as plain text: nobody writes it, and reading must not exhaust the stack. */
const DEEPEST = 24;

const { nodes } = schema;

const isElement = (shared: Shared): shared is Y.XmlElement => shared instanceof Y.XmlElement;

const childrenOf = (shared: Shared): Shared[] =>
  shared instanceof Y.XmlFragment ? (shared.toArray() as Shared[]) : [];

const marksOf = (attributes: Record<string, unknown> | undefined): Mark[] => {
  if (!attributes) return [];
  // y-prosemirror may add a hash to a mark's name ("strong--Ab12…").
  const names = new Set(Object.keys(attributes).map((name) => name.replace(/--[\w+/=]{8}$/, '')));
  return [...names].flatMap((name) => schema.marks[name]?.create() ?? []);
};

const runsOf = (text: Y.XmlText): Node[] =>
  (text.toDelta() as { insert?: unknown; attributes?: Record<string, unknown> }[]).flatMap(({ insert, attributes }) =>
    typeof insert === 'string' && insert !== '' ? schema.text(insert, marksOf(attributes)) : [],
  );

/** Everything below that can stand in a line, without recursion. */
function inlineOf(shared: Shared): Node[] {
  const found: Node[] = [];
  const open: Shared[] = childrenOf(shared).toReversed();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next instanceof Y.XmlText) found.push(...runsOf(next));
    else if (isElement(next) && next.nodeName === 'hard_break') found.push(nodes.hard_break!.create());
    else open.push(...childrenOf(next).toReversed());
  }
  return found;
}

const whole = (value: unknown, least: number, most: number): number => {
  const number = Number(value);
  return Number.isInteger(number) ? Math.min(Math.max(number, least), most) : least;
};

const paragraphOf = (content: readonly Node[]): Node => nodes.paragraph!.create(null, content);

const filled = (blocks: Node[]): Node[] => (blocks.length > 0 ? blocks : [paragraphOf([])]);

/** A record's values; anything that is not a string is left out. */
const recordOf = (element: Y.XmlElement): Node =>
  nodes.record!.create(
    Object.fromEntries(
      RECORD_ATTRS.map((name) => {
        const value: unknown = element.getAttribute(name);
        return [name, typeof value === 'string' ? value : ''];
      }),
    ),
  );

/** What must stand in a part but does not: its blocks, so that its text stays. */
const stray = (child: Shared, depth: number): Node[] => filled(blockOf(child, depth + 1));

const itemsOf = (list: Y.XmlElement, depth: number): Node[] =>
  childrenOf(list).map((child) =>
    nodes.list_item!.create(
      null,
      isElement(child) && child.nodeName === 'list_item' ? filled(blocksOf(child, depth + 1)) : stray(child, depth),
    ),
  );

const cellOf = (child: Shared, depth: number): Node => {
  if (!isElement(child) || !/^table_(cell|header)$/.test(child.nodeName))
    return nodes.table_cell!.create(null, stray(child, depth));
  const spans = {
    colspan: whole(child.getAttribute('colspan'), 1, 50),
    rowspan: whole(child.getAttribute('rowspan'), 1, 50),
  };
  return nodes[child.nodeName]!.create(spans, filled(blocksOf(child, depth + 1)));
};

const rowsOf = (table: Y.XmlElement, depth: number): Node[] =>
  childrenOf(table).map((child) =>
    nodes.table_row!.create(
      null,
      isElement(child) && child.nodeName === 'table_row'
        ? childrenOf(child).map((cell) => cellOf(cell, depth + 1))
        : [nodes.table_cell!.create(null, stray(child, depth))],
    ),
  );

function blockOf(shared: Shared, depth: number): Node[] {
  if (shared instanceof Y.XmlText) return shared.length > 0 ? [paragraphOf(runsOf(shared))] : [];
  if (!isElement(shared)) return [];
  if (depth > DEEPEST) return [paragraphOf(inlineOf(shared))];
  switch (shared.nodeName) {
    case 'paragraph':
      return [paragraphOf(inlineOf(shared))];
    case 'heading':
      return [nodes.heading!.create({ level: whole(shared.getAttribute('level'), 1, 3) }, inlineOf(shared))];
    case 'blockquote':
      return [nodes.blockquote!.create(null, filled(blocksOf(shared, depth + 1)))];
    case 'bullet_list':
    case 'ordered_list': {
      const items = itemsOf(shared, depth);
      const order = shared.nodeName === 'ordered_list' ? { order: whole(shared.getAttribute('order'), 1, 9999) } : null;
      return items.length > 0 ? [nodes[shared.nodeName]!.create(order, items)] : [];
    }
    case 'table': {
      const rows = rowsOf(shared, depth);
      return rows.length > 0 ? [nodes.table!.create(null, rows)] : [];
    }
    case 'record':
      return depth === 0 ? [recordOf(shared)] : [];
    default:
      return blocksOf(shared, depth + 1);
  }
}

function blocksOf(shared: Shared, depth: number): Node[] {
  return childrenOf(shared).flatMap((child) => blockOf(child, depth));
}

/**
 * The minutes of a Yjs document. Reads only: unlike y-prosemirror it repairs nothing in the shared document.
 * Total: whatever a raw client wrote comes out as a valid document with its text kept.
 */
export const minutesOf = (doc: Y.Doc): Node =>
  nodes.doc!.create(null, filled(blocksOf(doc.getXmlFragment(FRAGMENT), 0)));

/** Canonical JSON of a Yjs document's minutes (see {@link canonicalJson}). */
export const canonicalOf = (doc: Y.Doc): string => canonicalJson(minutesOf(doc));

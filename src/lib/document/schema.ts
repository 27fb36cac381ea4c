import { Schema, type Attrs, type MarkSpec, type NodeSpec } from 'prosemirror-model';
import { RECORD_ATTRS } from './record-attrs.ts';

/** Name of the shared fragment that holds the minutes in a Yjs document. */
export const FRAGMENT = 'minutes';

const cellAttrs = { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } };

const span = (dom: HTMLElement, name: string): number => {
  const value = Number(dom.getAttribute(name) ?? 1);
  return Number.isInteger(value) && value > 1 && value <= 50 ? value : 1;
};

const cellFrom = (dom: HTMLElement): Attrs => ({ colspan: span(dom, 'colspan'), rowspan: span(dom, 'rowspan') });

const cellTo = ({ attrs }: { attrs: Attrs }): Record<string, string> => ({
  ...(attrs.colspan === 1 ? {} : { colspan: String(attrs.colspan) }),
  ...(attrs.rowspan === 1 ? {} : { rowspan: String(attrs.rowspan) }),
});

/**
 * Table nodes as `prosemirror-tables` wants them (`tableRole`), written here so that the server loads the model only.
 * Contents are as lenient as can be: y-prosemirror drops what no longer fits after two people's edits meet.
 */
const tableNodes: Record<string, NodeSpec> = {
  table: {
    content: 'table_row+',
    tableRole: 'table',
    isolating: true,
    group: 'block',
    parseDOM: [{ tag: 'table' }],
    toDOM: () => ['table', ['tbody', 0]],
  },
  table_row: {
    content: '(table_cell | table_header)*',
    tableRole: 'row',
    parseDOM: [{ tag: 'tr' }],
    toDOM: () => ['tr', 0],
  },
  table_cell: {
    content: 'block+',
    attrs: cellAttrs,
    tableRole: 'cell',
    isolating: true,
    parseDOM: [{ tag: 'td', getAttrs: cellFrom }],
    toDOM: (node) => ['td', cellTo(node), 0],
  },
  table_header: {
    content: 'block+',
    attrs: cellAttrs,
    tableRole: 'header_cell',
    isolating: true,
    parseDOM: [{ tag: 'th', getAttrs: cellFrom }],
    toDOM: (node) => ['th', cellTo(node), 0],
  },
};

const textNodes: Record<string, NodeSpec> = {
  paragraph: { content: 'inline*', group: 'block', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
  heading: {
    attrs: { level: { default: 1 } },
    content: 'inline*',
    group: 'block',
    defining: true,
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.min(level, 3) } })),
    toDOM: (node) => [`h${Number(node.attrs.level) + 2}`, 0],
  },
  blockquote: {
    content: 'block+',
    group: 'block',
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: () => ['blockquote', 0],
  },
  bullet_list: { content: 'list_item+', group: 'block', parseDOM: [{ tag: 'ul' }], toDOM: () => ['ul', 0] },
  ordered_list: {
    content: 'list_item+',
    group: 'block',
    attrs: { order: { default: 1 } },
    parseDOM: [{ tag: 'ol' }],
    toDOM: (node) => (node.attrs.order === 1 ? ['ol', 0] : ['ol', { start: String(node.attrs.order) }, 0]),
  },
  list_item: { content: 'block+', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
  text: { group: 'inline' },
  hard_break: {
    inline: true,
    group: 'inline',
    selectable: false,
    parseDOM: [{ tag: 'br' }],
    toDOM: () => ['br'],
  },
};

/** A record never comes out of pasted markup: it has no `parseDOM`. */
const record: NodeSpec = {
  atom: true,
  selectable: true,
  draggable: false,
  attrs: Object.fromEntries(RECORD_ATTRS.map((name) => [name, { default: '' }])),
  toDOM: (node) => ['div', { 'data-record': String(node.attrs.key) }, String(node.attrs.body)],
};

const marks: Record<string, MarkSpec> = {
  strong: {
    parseDOM: [
      { tag: 'strong' },
      // Some editors wrap a whole clipping in <b style="font-weight: normal">.
      { tag: 'b', getAttrs: (dom) => (dom.style.fontWeight === 'normal' ? false : null) },
      { style: 'font-weight', getAttrs: (value) => (/^(bold(er)?|[6-9]00)$/.test(value) ? null : false) },
    ],
    toDOM: () => ['strong', 0],
  },
  em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
  underline: { parseDOM: [{ tag: 'u' }], toDOM: () => ['u', 0] },
};

/** The minutes as ProseMirror knows them: people's text, and the log's own blocks on the top level only. */
export const schema = new Schema({
  nodes: { doc: { content: '(block | record)+' }, ...textNodes, ...tableNodes, record },
  marks,
});

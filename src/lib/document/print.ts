import { own, recordWords as words } from '#lib/messages/record-words.ts';
import { parseCanonical, type CanonicalNode } from './canonical.ts';
import { PAPER_STYLES } from './paper-styles.ts';
import { rowsOf } from './record-attrs.ts';

/** What stands above the text of official minutes; without it the opening record's words are used. */
export interface PaperHead {
  council: string;
  title: string;
  /** `〔2026〕1号` */
  number: string;
  /** `2026年3月5日`; printed under the text with the council's name. */
  date: string;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in HTML, in an element or a quoted attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);

const attr = (node: CanonicalNode, name: string): string => String(node.attrs?.[name] ?? '');

const childrenOf = (node: CanonicalNode): CanonicalNode[] => node.content ?? [];

const MARK_TAGS: Record<string, string> = { strong: 'strong', em: 'em', underline: 'u' };

const textHtml = (node: CanonicalNode): string =>
  (node.marks ?? []).reduce(
    (inner, mark) => {
      const tag = own(MARK_TAGS, mark);
      return tag ? `<${tag}>${inner}</${tag}>` : inner;
    },
    escapeHtml(node.text ?? ''),
  );

const inside = (node: CanonicalNode): string => childrenOf(node).map(nodeHtml).join('');

const wrap = (tag: string, inner: string): string => `<${tag}>${inner}</${tag}>`;

function cellHtml(node: CanonicalNode, tag: string): string {
  const spans = ['colspan', 'rowspan'].map((name) => Number(node.attrs?.[name] ?? 1));
  const [columns, rows] = spans.map((span) => (Number.isInteger(span) && span > 1 && span <= 50 ? span : 1));
  const attributes = `${columns === 1 ? '' : ` colspan="${columns}"`}${rows === 1 ? '' : ` rowspan="${rows}"`}`;
  return `<${tag}${attributes}>${inside(node)}</${tag}>`;
}

const HTML: Record<string, (node: CanonicalNode) => string> = {
  text: textHtml,
  hard_break: () => '<br>',
  paragraph: (node) => wrap('p', inside(node)),
  heading: (node) => wrap(`h${Math.min(Math.max(Number(node.attrs?.level ?? 1) || 1, 1), 3) + 1}`, inside(node)),
  blockquote: (node) => wrap('blockquote', inside(node)),
  bullet_list: (node) => wrap('ul', inside(node)),
  ordered_list: (node) => `<ol start="${Number(node.attrs?.order ?? 1) || 1}">${inside(node)}</ol>`,
  list_item: (node) => wrap('li', inside(node)),
  table: (node) => wrap('table', wrap('tbody', inside(node))),
  table_row: (node) => wrap('tr', inside(node)),
  table_cell: (node) => cellHtml(node, 'td'),
  table_header: (node) => cellHtml(node, 'th'),
  record: (node) => recordHtml(node),
};

/** An unknown node is printed as what is inside it. */
function nodeHtml(node: CanonicalNode): string {
  return (own(HTML, node.type) ?? inside)(node);
}

const line = (text: string, kind = ''): string =>
  text === '' ? '' : `<p${kind ? ` class="${kind}"` : ''}>${escapeHtml(text)}</p>`;

/** `label：value；label：value。` */
const sentence = (node: CanonicalNode): string => {
  const parts = rowsOf(attr(node, 'rows')).map(([label, value]) => label + words.colon + value);
  return parts.length > 0 ? parts.join(words.semicolon) + words.stop : '';
};

const RECORDS: Record<string, (node: CanonicalNode) => string> = {
  opening: (node) => line(attr(node, 'body')) + line(sentence(node)),
  section: (node) => wrap('h2', escapeHtml(attr(node, 'title'))) + line(attr(node, 'body'), 'time'),
  part: (node) => wrap('h3', escapeHtml(attr(node, 'title'))) + line(attr(node, 'body'), 'time'),
  resolution: (node) => {
    const state = own(words.states, attr(node, 'state')) ?? '';
    const head = `<strong>${escapeHtml(attr(node, 'title'))}</strong>${state ? escapeHtml(`（${state}）`) : ''}`;
    const body = attr(node, 'body');
    const says = attr(node, 'state') === 'adopted' ? words.decided : words.proposed;
    return wrap('p', head) + line(body && says + body) + line(sentence(node));
  },
  attendance: (node) =>
    line(attr(node, 'body')) +
    rowsOf(attr(node, 'rows'))
      .map(([label, value]) => `<p class="roll"><b>${escapeHtml(label + words.colon)}</b>${escapeHtml(value)}</p>`)
      .join(''),
};

const plainRecord = (node: CanonicalNode): string =>
  line([attr(node, 'title'), attr(node, 'body'), sentence(node)].filter(Boolean).join(words.colon));

const recordHtml = (node: CanonicalNode): string => (own(RECORDS, attr(node, 'kind')) ?? plainRecord)(node);

const isKind = (node: CanonicalNode, kind: string): boolean => node.type === 'record' && attr(node, 'kind') === kind;

const withoutRows = (node: CanonicalNode, values: readonly string[]): CanonicalNode => {
  const rows = rowsOf(attr(node, 'rows')).filter(([, value]) => !values.includes(value));
  return { ...node, attrs: { ...node.attrs, rows: JSON.stringify(rows) } };
};

/** The blocks in the order of the paper: attendance stands below the text (official-documents.md). */
function paperOrder(canonical: string): CanonicalNode[] {
  const { content } = parseCanonical(canonical);
  const attendance = content.filter((node) => isKind(node, 'attendance'));
  return [...content.filter((node) => !isKind(node, 'attendance')), ...attendance];
}

/**
 * The text of the paper as HTML, everything escaped, no attributes but the printer's own. Throws when not minutes.
 * `above` are values that already stand in the head of the paper; the opening need not say them again.
 */
export function paperHtml(canonical: string, above: readonly string[] = []): string {
  const blocks = paperOrder(canonical).map((node) => (isKind(node, 'opening') ? withoutRows(node, above) : node));
  const opinion = blocks.some((node) => isKind(node, 'resolution')) ? line(words.opinion, 'time') : '';
  return blocks.map(nodeHtml).join('\n') + opinion;
}

function headOf(canonical: string, head: Partial<PaperHead>): PaperHead {
  const opening = parseCanonical(canonical).content.find((node) => isKind(node, 'opening'));
  const rows = new Map(opening ? rowsOf(attr(opening, 'rows')) : []);
  const title = head.title ?? (opening ? attr(opening, 'title') : '');
  return {
    council: head.council ?? rows.get(words.labels.council) ?? '',
    number: head.number ?? rows.get(words.labels.number) ?? '',
    title,
    date: head.date ?? '',
  };
}

/** Canonical minutes as a page of its own: styles inline, no script, nothing asked of any host. */
export function toHtml(canonical: string, given: Partial<PaperHead> = {}): string {
  const head = headOf(canonical, given);
  const title = words.minutesOf(head.title);
  const foot = `<div class="foot">${line(head.council)}${line(head.date)}<span class="seal">${words.sealHere}</span></div>`;
  return [
    '<!doctype html>',
    `<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escapeHtml(title)}</title><style>${PAPER_STYLES}</style></head><body><article class="paper">`,
    `<p class="mark">${escapeHtml(words.minutesOf(head.council))}</p>`,
    `<p class="number">${escapeHtml(head.number)}</p><hr>`,
    `<h1>${escapeHtml(title)}</h1>`,
    paperHtml(canonical, [head.council, head.number]),
    foot,
    '</article></body></html>',
  ].join('\n');
}
export { toMarkdown } from './markdown.ts';

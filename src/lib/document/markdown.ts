import { own, recordWords as words } from '#lib/messages/record-words.ts';
import { parseCanonical, type CanonicalNode } from './canonical.ts';
import { rowsOf } from './record-attrs.ts';

/** Text that means nothing to Markdown or to HTML inside it. */
const escaped = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>#|~!&]/g, '\\$&')
    .replace(/^(\s*)([-+]|\d+[.)])(?=\s|$)/gm, '$1\\$2')
    .replace(/\s*\n\s*/g, ' ');

const attr = (node: CanonicalNode, name: string): string => String(node.attrs?.[name] ?? '');

const MARK_SIGNS: Record<string, string> = { strong: '**', em: '*' };

const textOf = (node: CanonicalNode): string =>
  (node.marks ?? []).reduce(
    (inner, mark) => {
      const sign = own(MARK_SIGNS, mark) ?? '';
      return sign + inner + sign;
    },
    escaped(node.text ?? ''),
  );

const inlineOf = (node: CanonicalNode): string =>
  (node.content ?? [])
    .map((child) => (child.type === 'hard_break' ? '\\\n' : child.type === 'text' ? textOf(child) : inlineOf(child)))
    .join('');

const indented = (text: string, first: string): string =>
  text
    .split('\n')
    .map((line, index) => (index === 0 ? first : ' '.repeat(first.length)) + line)
    .join('\n')
    .replace(/[ \t]+$/gm, '');

const listOf = (node: CanonicalNode): string =>
  (node.content ?? [])
    .map((item, index) => {
      const first = node.type === 'bullet_list' ? '- ' : `${(Number(node.attrs?.order ?? 1) || 1) + index}. `;
      return indented(blocksOf(item), first);
    })
    .join('\n');

function tableOf(node: CanonicalNode): string {
  const rows = (node.content ?? []).map((row) =>
    (row.content ?? []).map((cell) => (cell.content ?? []).map(inlineOf).join(' ').replace(/\\?\n/g, ' ')),
  );
  const width = Math.max(1, ...rows.map((cells) => cells.length));
  const line = (cells: string[]): string =>
    `| ${Array.from({ length: width }, (_, index) => cells[index] ?? '').join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(Array.from({ length: width }, () => '---')), ...body.map(line)].join('\n');
}

function recordOf(node: CanonicalNode): string {
  const [kind, title, body] = ['kind', 'title', 'body'].map((name) => escaped(attr(node, name)));
  const rows = rowsOf(attr(node, 'rows')).map(([label, value]) => `- ${escaped(label + words.colon + value)}`);
  const state = own(words.states, attr(node, 'state'));
  const heads: Record<string, string> = { section: `## ${title}`, part: `### ${title}`, opening: `# ${title}` };
  const head = own(heads, kind!) ?? (title ? `**${title}**${state ? `（${state}）` : ''}` : '');
  return [head, body, rows.join('\n')].filter(Boolean).join('\n\n');
}

function blockOf(node: CanonicalNode): string {
  switch (node.type) {
    case 'record':
      return recordOf(node);
    case 'heading':
      return `${'#'.repeat(Math.min(Math.max(Number(node.attrs?.level ?? 1) || 1, 1), 3) + 1)} ${inlineOf(node)}`;
    case 'bullet_list':
    case 'ordered_list':
      return listOf(node);
    case 'table':
      return tableOf(node);
    case 'blockquote':
      return blocksOf(node).replace(/^/gm, '> ');
    default:
      return inlineOf(node);
  }
}

const blocksOf = (node: CanonicalNode): string => (node.content ?? []).map(blockOf).filter(Boolean).join('\n\n');

/** Canonical minutes as Markdown, everything escaped. Throws when it is not minutes. */
export const toMarkdown = (canonical: string): string =>
  `${parseCanonical(canonical).content.map(blockOf).filter(Boolean).join('\n\n')}\n`;

import type { Node } from 'prosemirror-model';

/** A node of the canonical form: ProseMirror's JSON without defaults, empty lines and accidental splits of text. */
export interface CanonicalNode {
  type: string;
  attrs?: Record<string, string | number>;
  content?: CanonicalNode[];
  marks?: string[];
  text?: string;
}

/** The document that is hashed, signed and printed. */
export interface CanonicalDocument {
  format: 'lianxi-minutes/1';
  content: CanonicalNode[];
}

const attrsOf = (node: Node): Record<string, string | number> => {
  const defaults = node.type.spec.attrs ?? {};
  return Object.fromEntries(
    Object.keys(node.attrs)
      .filter((name) => node.attrs[name] !== defaults[name]?.default && node.attrs[name] !== null)
      .sort()
      .map((name) => [name, node.attrs[name] as string | number]),
  );
};

const textOf = (node: Node): CanonicalNode => {
  const marks = node.marks.map((mark) => mark.type.name).sort();
  return { ...(marks.length > 0 ? { marks } : {}), text: node.text ?? '', type: 'text' };
};

/** Text that was typed in pieces, by several people or in several goes, is one text. */
function joined(nodes: CanonicalNode[]): CanonicalNode[] {
  const whole: CanonicalNode[] = [];
  for (const node of nodes) {
    const last = whole.at(-1);
    if (last?.text !== undefined && node.text !== undefined && String(last.marks) === String(node.marks))
      last.text += node.text;
    else whole.push(node);
  }
  return whole;
}

function nodeOf(node: Node): CanonicalNode {
  if (node.isText) return textOf(node);
  const attrs = attrsOf(node);
  const content = joined(node.children.map(nodeOf));
  return {
    ...(Object.keys(attrs).length > 0 ? { attrs } : {}),
    ...(content.length > 0 ? { content } : {}),
    type: node.type.name,
  };
}

const isBlank = (node: CanonicalNode): boolean => node.type === 'paragraph' && node.content === undefined;

/**
 * The canonical text of the minutes: the same document gives the same bytes, whatever the order in which the edits
 * came and however a client cut its text. Keys are sorted, defaults and empty lines between blocks left out.
 */
export const canonicalJson = (doc: Node): string => {
  const content = doc.children.map(nodeOf).filter((node) => !isBlank(node));
  return JSON.stringify({ content, format: 'lianxi-minutes/1' } satisfies CanonicalDocument);
};

/** A canonical text as data. Throws `SyntaxError` or `TypeError` when it is not one. */
export function parseCanonical(canonical: string): CanonicalDocument {
  const parsed = JSON.parse(canonical) as CanonicalDocument;
  if (parsed?.format !== 'lianxi-minutes/1' || !Array.isArray(parsed.content)) throw new TypeError('not minutes');
  return parsed;
}

import type { Node } from 'prosemirror-model';
import type { NodeView } from 'prosemirror-view';
import { rowsOf } from '#lib/document/record-attrs.ts';
import { own, recordWords } from '#lib/messages/record-words.ts';

const TONES: Record<string, string> = {
  adopted: 'good',
  rejected: 'warm',
  deferred: 'warm',
  void: 'warm',
  withdrawn: 'warm',
};

const make = (tag: string, className: string, ...inside: (string | HTMLElement)[]): HTMLElement => {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...inside.filter((part) => part !== ''));
  return element;
};

const pairs = (node: Node): HTMLElement[] => {
  const rows = rowsOf(node.attrs.rows);
  if (rows.length === 0) return [];
  return [
    make('dl', '', ...rows.map(([label, value]) => make('div', '', make('dt', '', label), make('dd', '', value)))),
  ];
};

function resolution(node: Node): HTMLElement[] {
  const state = String(node.attrs.state);
  const tone = own(TONES, state) ?? '';
  const label = own(recordWords.states, state) ?? '';
  const header = make('header', '', make('b', '', String(node.attrs.title)));
  if (label) header.append(make('span', `tag ${tone}`, label));
  return [header, make('p', 'text', String(node.attrs.body)), ...pairs(node)];
}

const headings: Record<string, string> = { section: 'h3', part: 'h4' };

function blocks(node: Node): HTMLElement[] {
  const { kind, title, body } = node.attrs as Record<string, string>;
  if (kind === 'resolution')
    return [make('div', `reso ${own(TONES, String(node.attrs.state)) ?? ''}`, ...resolution(node))];
  const tag = title ? own(headings, kind!) : undefined;
  const heading = tag ? [make(tag, 'title', title!)] : [];
  const words = [heading.length > 0 ? '' : title!, body!].filter(Boolean);
  const auto = words.length > 0 || rowsOf(node.attrs.rows).length > 0;
  return [
    ...(auto ? [make('div', 'auto', ...words.map((text) => make('p', '', text)), ...pairs(node))] : []),
    ...heading,
  ];
}

/** A block of the log as it stands in the editor: quiet, with a rule, not to be edited. All of it is text. */
export class RecordView implements NodeView {
  readonly dom: HTMLElement;
  #node: Node;

  constructor(node: Node) {
    this.#node = node;
    this.dom = make('div', 'record');
    this.dom.contentEditable = 'false';
    this.#show();
  }

  update(node: Node): boolean {
    if (node.type !== this.#node.type) return false;
    if (!node.eq(this.#node)) {
      this.#node = node;
      this.#show();
    }
    return true;
  }

  ignoreMutation(): boolean {
    return true;
  }

  #show(): void {
    this.dom.dataset.kind = String(this.#node.attrs.kind);
    this.dom.replaceChildren(...blocks(this.#node));
  }
}

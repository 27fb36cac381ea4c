import { Plugin, PluginKey, type EditorState } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey } from 'y-prosemirror';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { Writer } from './live-minutes.svelte.ts';

const key = new PluginKey<DecorationSet>('carets');

/** How long a name stands at a caret that does not move. */
const NAME_MS = 3000;

interface SyncState {
  type: Y.XmlFragment;
  doc: Y.Doc;
  binding: { mapping: Map<Y.AbstractType<unknown>, never> };
}

interface Caret {
  anchor: unknown;
  head: unknown;
}

const syncOf = (state: EditorState): SyncState => ySyncPluginKey.getState(state) as SyncState;

function element(user: Writer, label: string, named: boolean): HTMLElement {
  const caret = document.createElement('span');
  caret.className = named ? 'caret named' : 'caret';
  caret.style.setProperty('--caret', `var(--caret-${[1, 2, 3, 4].includes(user.color) ? user.color : 1})`);
  const name = document.createElement('b');
  name.textContent = label;
  name.setAttribute('aria-hidden', 'true');
  caret.append('\u2060', name, '\u2060');
  return caret;
}

/** When each client's caret moved last, so that its name can fade. */
class Moves {
  readonly #moves = new Map<number, { where: string; at: number }>();

  /** @param where the caret's place: behind the last letter Yjs calls it the same however much is written there */
  at(client: number, where: string): number {
    const known = this.#moves.get(client);
    if (known?.where === where) return known.at;
    const at = performance.now();
    this.#moves.set(client, { where, at });
    return at;
  }

  /** Whether some name still stands. */
  get areFresh(): boolean {
    return [...this.#moves.values()].some(({ at }) => performance.now() - at < NAME_MS);
  }
}

function positionOf(sync: SyncState, relative: unknown): number | null {
  try {
    const position = Y.createRelativePositionFromJSON(relative);
    return relativePositionToAbsolutePosition(sync.doc, sync.type, position, sync.binding.mapping);
  } catch {
    return null;
  }
}

function decorate(state: EditorState, awareness: Awareness, moves: Moves, label: (user: Writer) => string) {
  const sync = syncOf(state);
  const found: Decoration[] = [];
  if (sync.binding.mapping.size === 0) return DecorationSet.empty;
  for (const [client, { user, cursor }] of awareness.getStates() as Map<number, { user?: Writer; cursor?: Caret }>) {
    if (client === sync.doc.clientID || !user || !cursor) continue;
    const [anchor, head] = [positionOf(sync, cursor.anchor), positionOf(sync, cursor.head)];
    if (anchor === null || head === null) continue;
    const most = Math.max(state.doc.content.size - 1, 0);
    const [from, to] = [anchor, head].map((at) => Math.min(at, most)).sort((a, b) => a - b);
    const spot = Math.min(head, most);
    const where = `${JSON.stringify(cursor)} ${state.doc.resolve(spot).parentOffset}`;
    const named = performance.now() - moves.at(client, where) < NAME_MS;
    const build = () => element(user, label(user), named);
    found.push(Decoration.widget(spot, build, { key: `${client}-${named}`, side: 10 }));
    const style = `--caret: var(--caret-${user.color})`;
    if (from !== to) found.push(Decoration.inline(from!, to!, { class: 'caret-selection', style }));
  }
  return DecorationSet.create(state.doc, found);
}

/** Tells the others where one's own caret is; nothing when the editor has no focus. */
function announce(view: EditorView, awareness: Awareness): void {
  const sync = syncOf(view.state);
  const current = (awareness.getLocalState()?.cursor ?? null) as Caret | null;
  if (!view.hasFocus()) {
    if (current) awareness.setLocalStateField('cursor', null);
    return;
  }
  const relative = (at: number): unknown =>
    JSON.parse(JSON.stringify(absolutePositionToRelativePosition(at, sync.type, sync.binding.mapping)));
  const { anchor, head } = view.state.selection;
  const next: Caret = { anchor: relative(anchor), head: relative(head) };
  if (JSON.stringify(next) !== JSON.stringify(current)) awareness.setLocalStateField('cursor', next);
}

/**
 * Others' carets with their names, which fade after three seconds without moving. While somebody composes with an input
 * method nothing is redrawn.
 */
export const caretsPlugin = (awareness: Awareness, label: (user: Writer) => string): Plugin<DecorationSet> => {
  const moves = new Moves();
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, carets, _old, state) =>
        transaction.getMeta(key) || transaction.getMeta(ySyncPluginKey)
          ? decorate(state, awareness, moves, label)
          : carets.map(transaction.mapping, transaction.doc),
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const redraw = (): void => {
        if (view.isDestroyed || view.composing) return;
        view.dispatch(view.state.tr.setMeta(key, true));
      };
      const changed = ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>): void => {
        if ([...added, ...updated, ...removed].every((client) => client === awareness.clientID)) return;
        redraw();
      };
      const fade = (): void => {
        if (!moves.areFresh) return;
        timer ??= setTimeout(() => {
          timer = undefined;
          redraw();
        }, NAME_MS + 50);
      };
      const tell = (): void => announce(view, awareness);
      awareness.on('change', changed);
      view.dom.addEventListener('focusin', tell);
      view.dom.addEventListener('focusout', tell);
      return {
        update: () => {
          tell();
          fade();
        },
        destroy: () => {
          clearTimeout(timer);
          awareness.off('change', changed);
          view.dom.removeEventListener('focusin', tell);
          view.dom.removeEventListener('focusout', tell);
        },
      };
    },
  });
};

import { baseKeymap, chainCommands, exitCode } from 'prosemirror-commands';
import { dropCursor } from 'prosemirror-dropcursor';
import { gapCursor } from 'prosemirror-gapcursor';
import { inputRules, wrappingInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { Fragment, Slice, type Node } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import { AllSelection, EditorState, Plugin, Selection, type Command } from 'prosemirror-state';
import { goToNextCell, tableEditing } from 'prosemirror-tables';
import { EditorView } from 'prosemirror-view';
import { initProseMirrorDoc, ySyncPlugin, ySyncPluginKey, yUndoPlugin } from 'y-prosemirror';
import { cleanPasted, cleanText } from '#lib/document/paste.ts';
import { FRAGMENT, schema } from '#lib/document/schema.ts';
import type { LiveMinutes, Writer } from './live-minutes.svelte.ts';
import { caretsPlugin } from './minutes-carets.ts';
import { commands, editingState, type EditingState } from './minutes-commands.ts';
import { RecordView } from './record-view.ts';

/** What the editor is told and tells. */
export interface MinutesViewParts {
  readonly live: LiveMinutes;
  readonly label: string;
  readonly placeholder: string;
  caretLabel(user: Writer): string;
  isEditable(): boolean;
  onState(state: EditingState): void;
  /** Somebody tried to change a block of the log. */
  onLocked(): void;
}

/** Composition that has not moved for so long no longer keeps others' edits out. */
const COMPOSING_MS = 10_000;
/** ProseMirror takes the composed text in within 50 ms after its end. */
const COMPOSED_MS = 80;

const { nodes } = schema;

const hardBreak: Command = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break!.create()).scrollIntoView());
  return true;
});

const item = nodes.list_item!;

const keys = keymap({
  'Mod-b': commands.bold,
  'Mod-z': commands.undo,
  'Mod-y': commands.redo,
  'Mod-Shift-z': commands.redo,
  'Mod-Alt-0': commands.text,
  'Mod-Alt-1': commands.heading1,
  'Mod-Alt-2': commands.heading2,
  'Mod-Alt-3': commands.heading3,
  'Mod-Shift-8': commands.bulletList,
  'Mod-Shift-7': commands.orderedList,
  'Shift-Enter': hardBreak,
  Enter: splitListItem(item),
  Tab: chainCommands(goToNextCell(1), sinkListItem(item)),
  'Shift-Tab': chainCommands(goToNextCell(-1), liftListItem(item)),
});

const listRules = inputRules({
  rules: [
    wrappingInputRule(/^\s*[-*]\s$/, nodes.bullet_list!),
    wrappingInputRule(/^(\d+)[.、]\s$/, nodes.ordered_list!, (match) => ({ order: Number(match[1]) })),
  ],
});

const recordsIn = (doc: Node): Node[] => doc.children.filter((child) => child.type === nodes.record);

/** Blocks of the log change only by what comes from the shared document. */
const lockRecords = (onLocked: () => void): Plugin =>
  new Plugin({
    filterTransaction: (transaction, state) => {
      if (!transaction.docChanged || transaction.getMeta(ySyncPluginKey)) return true;
      const [before, after] = [recordsIn(state.doc), recordsIn(transaction.doc)];
      const same = before.length === after.length && before.every((node, index) => node === after[index]);
      if (!same) onLocked();
      return same;
    },
  });

const withoutRecords = (fragment: Fragment): Fragment =>
  Fragment.fromArray(fragment.content.filter((node) => node.type !== nodes.record));

/** Nothing at all yet, or one empty line. */
const isBlank = ({ childCount, firstChild }: Node): boolean =>
  childCount === 0 || (childCount === 1 && firstChild!.type === nodes.paragraph && firstChild!.content.size === 0);

const hint = (text: string): Plugin =>
  new Plugin({
    props: {
      attributes: ({ doc }): Record<string, string> => (isBlank(doc) ? { class: 'hint', 'data-hint': text } : {}),
    },
  });

/**
 * In a document without a line the selection is “everything”, and would stay so when the log writes its first blocks:
 * whoever typed then would type over all of them, and be refused. The caret goes to the last line instead.
 */
const caretBelow = (): Plugin =>
  new Plugin({
    appendTransaction: (_transactions, before, { selection, doc, tr }) =>
      selection instanceof AllSelection && isBlank(before.doc) && !isBlank(doc)
        ? tr.setSelection(Selection.atEnd(doc))
        : null,
  });

/**
 * Where a block of the log stands first, a browser finds no place for the caret when the editor gets the focus by a key,
 * and what is typed goes nowhere. It then stands where the editor's own selection is.
 */
const caretOnFocus = (): Plugin =>
  new Plugin({
    props: {
      handleDOMEvents: {
        focus: (view) => {
          // After the press of a mouse has set its own.
          setTimeout(() => {
            if (!view.isDestroyed && view.hasFocus() && !view.dom.contains(document.getSelection()?.anchorNode ?? null))
              view.focus();
          });
          return false;
        },
      },
    },
  });

/** While somebody composes with an input method, others' edits wait outside. */
function holdWhileComposing(live: LiveMinutes): Plugin {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const release = (after: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => live.hold(false), after);
  };
  const hold = (): boolean => {
    live.hold(true);
    release(COMPOSING_MS);
    return false;
  };
  return new Plugin({
    props: {
      handleDOMEvents: {
        compositionstart: hold,
        compositionupdate: hold,
        compositionend: () => {
          release(COMPOSED_MS);
          return false;
        },
      },
    },
    view: () => ({ destroy: () => release(0) }),
  });
}

const pluginsOf = (parts: MinutesViewParts, mapping: ReturnType<typeof initProseMirrorDoc>['mapping']): Plugin[] => {
  const { live } = parts;
  return [
    ySyncPlugin(live.doc.getXmlFragment(FRAGMENT), { mapping }),
    caretsPlugin(live.provider!.awareness, parts.caretLabel),
    yUndoPlugin(),
    lockRecords(parts.onLocked),
    caretBelow(),
    caretOnFocus(),
    holdWhileComposing(live),
    listRules,
    keys,
    keymap(baseKeymap),
    tableEditing(),
    gapCursor(),
    dropCursor({ color: 'var(--cool)' }),
    hint(parts.placeholder),
  ];
};

/** Files are not for the minutes; without this a dropped one would replace the page. */
const refuseFiles = (_view: EditorView, event: DragEvent): boolean => {
  const files = (event.dataTransfer?.files.length ?? 0) > 0;
  if (files) event.preventDefault();
  return files;
};

/** Opens the editor on the shared document. The caller destroys it. */
export function openMinutesView(host: HTMLElement, parts: MinutesViewParts): EditorView {
  const { doc, mapping } = initProseMirrorDoc(parts.live.doc.getXmlFragment(FRAGMENT), schema);
  const view: EditorView = new EditorView(host, {
    state: EditorState.create({ schema, doc, selection: Selection.atEnd(doc), plugins: pluginsOf(parts, mapping) }),
    editable: () => parts.isEditable(),
    attributes: () => ({
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': parts.label,
      'aria-readonly': String(!parts.isEditable()),
      // Readers scroll with the keyboard, too.
      tabindex: '0',
      spellcheck: 'false',
    }),
    nodeViews: { record: (node) => new RecordView(node) },
    transformPastedHTML: cleanPasted,
    transformPastedText: cleanText,
    transformPasted: (slice) => new Slice(withoutRecords(slice.content), slice.openStart, slice.openEnd),
    handleDOMEvents: { drop: refuseFiles },
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      parts.onState(editingState(view.state));
    },
  });
  return view;
}

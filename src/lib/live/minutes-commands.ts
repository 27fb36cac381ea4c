import { setBlockType, toggleMark } from 'prosemirror-commands';
import type { NodeType } from 'prosemirror-model';
import { liftListItem, wrapInList } from 'prosemirror-schema-list';
import type { Command, EditorState } from 'prosemirror-state';
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable } from 'prosemirror-tables';
import { redoCommand, undoCommand } from 'y-prosemirror';
import { schema } from '#lib/document/schema.ts';

const { nodes, marks } = schema;

/** What the toolbar shows as pressed or possible. */
export interface EditingState {
  readonly bold: boolean;
  /** 0 for text, 1 to 3 for headings. */
  readonly level: number;
  readonly list: 'bullet' | 'ordered' | null;
  readonly inTable: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export const idle: EditingState = { bold: false, level: 0, list: null, inTable: false, canUndo: false, canRedo: false };

const listAround = (state: EditorState): EditingState['list'] => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const { type } = $from.node(depth);
    if (type === nodes.bullet_list) return 'bullet';
    if (type === nodes.ordered_list) return 'ordered';
  }
  return null;
};

const isBold = ({ selection, storedMarks, doc }: EditorState): boolean =>
  selection.empty
    ? marks.strong!.isInSet(storedMarks ?? selection.$from.marks()) !== undefined
    : doc.rangeHasMark(selection.from, selection.to, marks.strong!);

/** The toolbar's view of a state. */
export const editingState = (state: EditorState): EditingState => ({
  bold: isBold(state),
  level: state.selection.$from.parent.type === nodes.heading ? Number(state.selection.$from.parent.attrs.level) : 0,
  list: listAround(state),
  inTable: isInTable(state),
  canUndo: undoCommand(state) === true,
  canRedo: redoCommand(state) === true,
});

const toggleList =
  (type: NodeType, kind: 'bullet' | 'ordered'): Command =>
  (state, dispatch, view) =>
    listAround(state) === kind
      ? liftListItem(nodes.list_item!)(state, dispatch, view)
      : wrapInList(type)(state, dispatch, view);

const cellsOf = (type: NodeType) => Array.from({ length: 3 }, () => type.createAndFill()!);

/** Three columns, a head and two rows; an empty line is left behind it to go on. */
const insertTable: Command = (state, dispatch) => {
  if (isInTable(state)) return false;
  const rows = [nodes.table_header!, nodes.table_cell!, nodes.table_cell!].map((type) =>
    nodes.table_row!.create(null, cellsOf(type)),
  );
  const after = state.selection.$to.depth > 0 ? state.selection.$to.after(1) : state.selection.to;
  dispatch?.(state.tr.insert(after, nodes.table!.create(null, rows)).scrollIntoView());
  return true;
};

const setLevel = (level: number): Command =>
  level === 0 ? setBlockType(nodes.paragraph!) : setBlockType(nodes.heading!, { level });

/** Everything the toolbar can do. */
export const commands = {
  bold: toggleMark(marks.strong!),
  text: setLevel(0),
  heading1: setLevel(1),
  heading2: setLevel(2),
  heading3: setLevel(3),
  bulletList: toggleList(nodes.bullet_list!, 'bullet'),
  orderedList: toggleList(nodes.ordered_list!, 'ordered'),
  table: insertTable,
  rowAfter: addRowAfter,
  columnAfter: addColumnAfter,
  deleteRow,
  deleteColumn,
  deleteTable,
  undo: undoCommand,
  redo: redoCommand,
} satisfies Record<string, Command>;

/** Name of something the toolbar can do. */
export type EditingCommand = keyof typeof commands;

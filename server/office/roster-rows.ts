import * as v from 'valibot';
import type { Role } from '#lib/meeting/seat.ts';
import {
  columnNames,
  ROLE_SEPARATORS,
  ROSTER_COLUMNS,
  roleNames,
  type RosterColumn,
} from '#lib/messages/roster-words.ts';
import { day, email, normalName, phone } from '#lib/wire/council-form.ts';
import type { RosterError, RosterErrorCode, Table } from '#lib/wire/roster-preview.ts';

/** A row of a roster, read. What is `undefined` has no column in the file, and stays as it is. */
export interface RosterRow {
  readonly row: number;
  readonly name: string;
  readonly unit: string;
  readonly roles: readonly Role[];
  readonly post?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly from?: string;
  readonly until?: string;
}

/** Where each column is in the file. */
type Columns = Partial<Readonly<Record<RosterColumn, number>>>;

/** Which column is which, by the head; null when nobody is named. */
export function columnsIn(head: readonly string[]): Columns | null {
  const heads = head.map(normalName);
  const found = ROSTER_COLUMNS.map((column) => {
    const names = new Set(columnNames[column].map(normalName));
    return [column, heads.findIndex((text) => names.has(text))] as const;
  }).filter(([, index]) => index >= 0);
  const columns: Columns = Object.fromEntries(found);
  return columns.name === undefined ? null : columns;
}

/** A day as people write it (`2026/3/5`, `2026.3.5`), in the form of the calendar. */
function dayIn(text: string): string {
  const parts = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text.normalize('NFKC'));
  return parts ? [parts[1], parts[2]!.padStart(2, '0'), parts[3]!.padStart(2, '0')].join('-') : text;
}

const roleOf = (text: string): Role | undefined =>
  (Object.keys(roleNames) as Role[]).find((role) => roleNames[role].map(normalName).includes(normalName(text)));

/** A row with everything that is wrong in it by itself. */
export function readRow(
  table: Table,
  columns: Columns,
  index: number,
): { readonly read: RosterRow; readonly errors: readonly RosterError[] } {
  const cells = table[index]!;
  const row = index + 1;
  const errors: RosterError[] = [];
  const headOf = (column: RosterColumn): string => table[0]![columns[column] ?? -1] ?? columnNames[column][0]!;
  const cell = (column: RosterColumn): string | undefined =>
    columns[column] === undefined ? undefined : (cells[columns[column]] ?? '');
  const wrong = (column: RosterColumn, code: RosterErrorCode, value = cell(column) ?? '') =>
    void errors.push({ row, column: headOf(column), code, value });

  const name = cell('name') ?? '';
  if (name === '') wrong('name', 'nameMissing');
  else if (name.length > 60) wrong('name', 'nameLong');
  const unit = cell('unit') ?? '';
  const said = (cell('roles') ?? '').split(ROLE_SEPARATORS).filter((text) => text.trim() !== '');
  for (const text of said.filter((each) => !roleOf(each))) wrong('roles', 'roleUnknown', text.trim());
  const named = [...new Set(said.flatMap((text) => roleOf(text) ?? []))];
  // Whoever comes for a unit, and is nothing else, represents it.
  const roles: readonly Role[] = said.length === 0 && unit !== '' ? ['representative'] : named;
  if (said.length === 0 && unit === '') wrong('roles', 'rolesMissing');
  if (roles.includes('representative') && unit === '') wrong('unit', 'unitMissing');
  const [from, until] = (['from', 'until'] as const).map((column) => {
    const text = cell(column);
    const found = text && dayIn(text);
    if (found && !v.is(day, found)) wrong(column, 'dayWrong');
    return found || undefined;
  });
  if (from && until && until < from) wrong('until', 'termOrder');
  if (!v.is(email, cell('email') ?? '')) wrong('email', 'emailWrong');
  if (!v.is(phone, cell('phone') ?? '')) wrong('phone', 'phoneWrong');
  if ((cell('post') ?? '').length > 60) wrong('post', 'postLong');
  const read = { row, name, unit, roles, post: cell('post'), email: cell('email'), phone: cell('phone'), from, until };
  return { read, errors };
}

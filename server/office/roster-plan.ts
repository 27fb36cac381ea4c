import { hash } from 'node:crypto';
import type { Unit } from '#lib/meeting/seat.ts';
import { normalName } from '#lib/wire/council-form.ts';
import type { RosterError, RosterLine, RosterPreview, RosterProblem, Table } from '#lib/wire/roster-preview.ts';
import { firstDay, lastDay } from '#lib/wire/term.ts';
import type { Contact, CouncilSeat } from '../archive/archive.ts';
import { columnsIn, readRow, type RosterRow } from './roster-rows.ts';

/** A council as an import finds it. */
export interface Found {
  readonly units: readonly Unit[];
  /** Seats that are held, or will be. */
  readonly seats: readonly CouncilSeat[];
  readonly contacts: ReadonlyMap<string, Contact>;
}

/** A row and what is to be done: a new seat, or changes of one that there is. */
export interface PlannedRow {
  readonly read: RosterRow;
  readonly seat: CouncilSeat | null;
  readonly changes: readonly string[];
}

export interface RosterPlan {
  readonly rows: readonly PlannedRow[];
  readonly preview: RosterPreview;
}

/**
 * Looks at every row of a table and says what an import would do, without doing anything.
 * @param makeUnits whether units that the council does not have are to be created
 */
export function planRoster(
  table: Table,
  found: Found,
  makeUnits: boolean,
): { readonly ok: true; readonly plan: RosterPlan } | { readonly ok: false; readonly problem: RosterProblem } {
  const columns = columnsIn(table[0] ?? []);
  if (!columns) return { ok: false, problem: 'columns' };
  if (table.length < 2) return { ok: false, problem: 'noRows' };
  const readings = table.slice(1).map((_, index) => readRow(table, columns, index + 1));
  const units = new Map(found.units.map((unit) => [normalName(unit.name), unit]));
  for (const unit of found.units) if (!units.has(normalName(unit.short))) units.set(normalName(unit.short), unit);
  const unitHead = table[0]![columns.unit ?? -1] ?? '';
  const nameHead = table[0]![columns.name!]!;
  const errors: RosterError[] = [];
  const seen = new Map<string, number>();
  const taken = new Map<string, number>();
  const unknown = new Map<string, string>();
  const rows = readings.map(({ read, errors: own }): PlannedRow => {
    errors.push(...own);
    const { row, name, unit } = read;
    if (unit !== '' && !units.has(normalName(unit))) {
      if (!unknown.has(normalName(unit))) unknown.set(normalName(unit), unit);
      if (!makeUnits) errors.push({ row, column: unitHead, code: 'unitUnknown', value: unit });
    }
    const unitId = unit === '' ? null : (units.get(normalName(unit))?.id ?? normalName(unit));
    const key = `${normalName(name)} ${unitId}`;
    const before = name === '' ? undefined : seen.get(key);
    if (before !== undefined) errors.push({ row, column: nameHead, code: 'duplicate', value: String(before) });
    else seen.set(key, row);
    const seat = seatFor(read, unitId, found);
    const by = seat && taken.get(seat.id);
    if (by && before === undefined) errors.push({ row, column: nameHead, code: 'seatTaken', value: String(by) });
    if (seat && !by) taken.set(seat.id, row);
    return { read, seat, changes: seat ? changesOf(read, unitId, { seat, contacts: found.contacts }) : [] };
  });
  const wrong = new Set(errors.map(({ row }) => row));
  const lines = rows.map((planned) => lineOf(planned, wrong));
  const seats = rows.map(({ read, seat }) => [read, seat]);
  const digest = hash('sha256', JSON.stringify([lines, errors, seats, makeUnits, found.units]));
  return { ok: true, plan: { rows, preview: { lines, errors, unknownUnits: [...unknown.values()], digest } } };
}

/** The seat that a row speaks of: the same address, or the same name for the same unit. */
function seatFor({ name, email }: RosterRow, unitId: string | null, { seats, contacts }: Found): CouncilSeat | null {
  const byName = seats.find((seat) => seat.unitId === unitId && normalName(seat.name) === normalName(name));
  const address = (email ?? '').toLowerCase();
  const byAddress = address && seats.find((seat) => contacts.get(seat.personId)?.email.toLowerCase() === address);
  return byName || byAddress || null;
}

/** Which columns of a row differ from the seat; a column that the file lacks changes nothing. */
function changesOf(
  read: RosterRow,
  unitId: string | null,
  { seat, contacts }: { seat: CouncilSeat; contacts: Found['contacts'] },
): string[] {
  const contact = contacts.get(seat.personId) ?? { email: '', phone: '' };
  const differs = {
    name: read.name !== seat.name,
    unit: unitId !== seat.unitId,
    roles: [...read.roles].sort().join() !== [...seat.roles].sort().join(),
    post: read.post !== undefined && read.post !== seat.post,
    email: Boolean(read.email) && read.email !== contact.email,
    phone: Boolean(read.phone) && read.phone !== contact.phone,
    from: read.from !== undefined && read.from !== firstDay(seat.from),
    until: read.until !== undefined && read.until !== (seat.until && lastDay(seat.until)),
  };
  return Object.entries(differs).flatMap(([column, differ]) => (differ ? [column] : []));
}

function lineOf({ read, seat, changes }: PlannedRow, wrong: ReadonlySet<number>): RosterLine {
  const { row, name, unit, roles, email = '', phone = '' } = read;
  const what = wrong.has(row) ? 'wrong' : !seat ? 'new' : changes.length > 0 ? 'change' : 'same';
  return { row, what, name, unit, roles, email, phone, changes };
}

import { templateRows } from '#lib/messages/roster-words.ts';
import { normalName } from '#lib/wire/council-form.ts';
import type { RosterPreview, RosterProblem, Table } from '#lib/wire/roster-preview.ts';
import { termEnd, termStart } from '#lib/wire/term.ts';
import type { RosterChange, StoredCouncil } from '../archive/archive.ts';
import { toCsv, toXlsx } from '../export/sheet.ts';
import { asNewUnit } from './council-desk.ts';
import { runs, type Asking } from './council-rights.ts';
import type { OfficeParts } from './office.ts';
import { orRefusal, Turned, type CouncilOutcome } from './outcome.ts';
import { readTable, readText, type ReadTable } from './roster-file.ts';
import { planRoster, type Found, type PlannedRow, type RosterPlan } from './roster-plan.ts';
import { keepDetails } from './person-details.ts';
import { takeSeat } from './seat-desk.ts';

/** A table that was looked at: what an import will do, or why it is no roster. */
export type Looked =
  { readonly preview: RosterPreview } | { readonly problem: RosterProblem; readonly head: readonly string[] };

/** Rosters out of files: read, looked at, and then written as a whole (U6). */
export interface ImportDesk {
  /** Reads a file or a pasted text; says nothing about people yet. */
  read(source: { readonly bytes: Uint8Array } | { readonly text: string }): Promise<ReadTable>;
  /** Says what an import would do. Writes nothing. */
  preview(visitor: Asking, councilId: string, table: Table, makeUnits: boolean): Promise<CouncilOutcome<Looked>>;
  /** Writes everything that the preview of this digest said, or nothing. */
  confirm(
    visitor: Asking,
    councilId: string,
    seen: { readonly table: Table; readonly makeUnits: boolean; readonly digest: string },
  ): Promise<CouncilOutcome<{ added: number; changed: number }>>;
  /** An empty roster with two examples. */
  template(kind: 'csv' | 'xlsx'): Promise<Buffer>;
}

interface Situation {
  readonly council: StoredCouncil;
  readonly found: Found;
  readonly now: string;
  readonly by: Asking;
}

type Reading = Pick<RosterChange, 'councils' | 'contacts'>;

/** Writes one row. */
async function writeRow(change: RosterChange, situation: Situation, planned: PlannedRow): Promise<void> {
  const { council, now, by } = situation;
  const { read, seat } = planned;
  const { name, roles, post, email, phone, from, until } = read;
  const wanted = normalName(read.unit);
  const unit = council.units.find((each) => normalName(each.name) === wanted || normalName(each.short) === wanted);
  const unitId = unit?.id ?? null;
  if (!seat) {
    // The plan has looked for namesakes among all the rows.
    const form = { name, unitId, roles: [...roles], post, email, phone, from, until };
    await takeSeat({ change, council, seats: [], now, by }, form);
    return;
  }
  // An empty cell takes nothing away.
  const said = { name, email: email || undefined, phone: phone || undefined };
  await keepDetails(change, { personId: seat.personId, by }, said);
  await change.changeSeat(seat.id, {
    unitId,
    roles,
    from: from ? termStart(from) : seat.from,
    until: until ? termEnd(until) : seat.until,
    post: post ?? seat.post,
  });
}

/** Opens the desk. */
export function openImportDesk({ archive, clock }: OfficeParts): ImportDesk {
  const situationIn = async ({ councils, contacts }: Reading, councilId: string, by: Asking): Promise<Situation> => {
    const council = await councils.get(councilId);
    if (!council) throw new Turned('not_found');
    const now = new Date(clock.now()).toISOString();
    const seats = (await councils.allSeats(councilId)).filter((seat) => seat.until === null || seat.until > now);
    const reached = await contacts.many([...new Set(seats.map(({ personId }) => personId))]);
    return { council, found: { units: council.units, seats, contacts: reached }, now, by };
  };
  const write = async (change: RosterChange, councilId: string, { plan, makeUnits, by }: Confirmed) => {
    if (makeUnits) for (const name of plan.preview.unknownUnits) await change.addUnit(councilId, asNewUnit({ name }));
    const situation = await situationIn(change, councilId, by);
    for (const planned of plan.rows)
      if (!planned.seat || planned.changes.length > 0) await writeRow(change, situation, planned);
    const count = (what: string) => plan.preview.lines.filter((line) => line.what === what).length;
    return { added: count('new'), changed: count('change') };
  };
  return {
    read: async (source) => ('bytes' in source ? readTable(source.bytes) : readText(source.text)),
    preview: (visitor, councilId, table, makeUnits) =>
      orRefusal(async (): Promise<Looked> => {
        await runs(archive, councilId, visitor);
        const { found } = await situationIn(archive, councilId, visitor);
        const planned = planRoster(table, found, makeUnits);
        return planned.ok
          ? { preview: planned.plan.preview }
          : { problem: planned.problem, head: (table[0] ?? []).slice(0, 12) };
      }),
    confirm: (visitor, councilId, { table, makeUnits, digest }) =>
      orRefusal(async () => {
        await runs(archive, councilId, visitor);
        return archive.roster.change(councilId, async (change) => {
          const planned = planRoster(table, (await situationIn(change, councilId, visitor)).found, makeUnits);
          if (!planned.ok) throw new Turned('import_changed');
          const { preview } = planned.plan;
          if (preview.digest !== digest || preview.errors.length > 0) throw new Turned('import_changed');
          return write(change, councilId, { plan: planned.plan, makeUnits, by: visitor });
        });
      }),
    template: async (kind) =>
      kind === 'csv'
        ? toCsv(templateRows)
        : toXlsx({ name: templateRows[0]![0]!, widths: [12, 20, 20, 16, 28, 16, 14, 14], rows: templateRows }),
  };
}

interface Confirmed {
  readonly plan: RosterPlan;
  readonly makeUnits: boolean;
  readonly by: Asking;
}

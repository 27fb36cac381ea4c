import { randomUUID } from 'node:crypto';
import { CompiledQuery, sql, type Kysely, type Transaction } from 'kysely';
import type { InsertInto } from './bulk-insert.ts';
import type { StoreDialect } from './dialect.ts';
import type { Schema } from './schema.ts';

/** One frozen version of the minutes: the canonical text, its SHA-256 and the document state it was taken from. */
export interface FinalVersion {
  version: number;
  hash: string;
  canonical: string;
  state: Uint8Array;
  at: string;
  by: string;
}

/** What the store holds of one document. Nothing here needs the document to be built. */
export interface StoredMinutes {
  /** The merged update (V1); null before the first compaction. */
  state: Uint8Array | null;
  /** State vector of `state`. */
  vector: Uint8Array | null;
  /** What came after `state`, in order. */
  updates: Uint8Array[];
  /** Number of the last of `updates`; 0 without any. */
  last: number;
  /** Begins at 1; each reopening begins the next. */
  generation: number;
  /** The final version that closes the document to edits; null while it is open. */
  frozenVersion: number | null;
}

/** An edit that came after the freeze: kept whole, never merged (G8). `before` and `after` show the difference. */
export interface LateEdit {
  id: string;
  personId: string;
  at: string;
  update: Uint8Array;
  before: string;
  after: string;
  version: number;
  dismissedAt: string | null;
  dismissedBy: string | null;
}

/** The minutes documents. All updates are in the V1 encoding. */
export interface MinutesStore {
  load(meetingId: string): Promise<StoredMinutes>;
  /**
   * Appends in one commit. @returns the number of the last update, or `frozen` when a version was finalised
   * meanwhile: freezing and storing meet in the same row, so nothing slips past a freeze on another node.
   */
  append(meetingId: string, updates: readonly { update: Uint8Array; personId: string }[]): Promise<number | 'frozen'>;
  /** Puts the merged state in the place of the updates up to number `upTo`. */
  compact(meetingId: string, merged: { state: Uint8Array; vector: Uint8Array }, upTo: number): Promise<void>;
  keepLate(
    meetingId: string,
    late: Pick<LateEdit, 'personId' | 'at' | 'update' | 'before' | 'after' | 'version'>,
  ): Promise<void>;
  /** In the order in which they came, dismissed ones included. */
  lateEdits(meetingId: string): Promise<LateEdit[]>;
  /** The author drops their own late edit; it stays in the store. @returns whether it was theirs and open */
  dismissLate(id: string, personId: string): Promise<boolean>;
  version(meetingId: string, version: number): Promise<FinalVersion | null>;
  versions(meetingId: string): Promise<FinalVersion[]>;
}

const intoUpdates: InsertInto = { table: 'minutes_updates', columns: ['meeting_id', 'n', 'person_id', 'update'] };

/** Written out: compiling it anew costs more than the commit, ten times a second for each document. */
const gateQuery = {
  sqlite: `select frozen_version, (select max(n) from minutes_updates where meeting_id = ?) as last
    from minutes where meeting_id = ?`,
  postgres: `select frozen_version, (select max(n) from minutes_updates where meeting_id = $1) as last
    from minutes where meeting_id = $2 for update`,
};

/** Makes the store of minutes. */
export function createMinutesStore(db: Kysely<Schema>, dialect: StoreDialect): MinutesStore {
  const versions = (meetingId: string) =>
    db
      .selectFrom('minutes_versions')
      .select(['version', 'hash', 'canonical', 'state', 'at', 'by'])
      .where('meeting_id', '=', meetingId)
      .orderBy('version');
  return {
    load: (meetingId) => db.transaction().execute((trx) => loadIn(trx, meetingId)),
    append: async (meetingId, updates) =>
      (await appendAtOnce(db, dialect, meetingId, updates)) ??
      db.transaction().execute(async (trx) => {
        const row = await openRow(trx, dialect, meetingId);
        if (row.frozen) return 'frozen' as const;
        const rows = updates.map(({ update, personId }, i) => [meetingId, row.last + i + 1, personId, bytes(update)]);
        await dialect.bulk(trx, intoUpdates, rows);
        return row.last + rows.length;
      }),
    compact: (meetingId, merged, upTo) =>
      db.transaction().execute(async (trx) => {
        await trx
          .updateTable('minutes')
          .set({ state: bytes(merged.state), vector: bytes(merged.vector) })
          .where('meeting_id', '=', meetingId)
          .execute();
        await trx.deleteFrom('minutes_updates').where('meeting_id', '=', meetingId).where('n', '<=', upTo).execute();
      }),
    async keepLate(meetingId, { personId, at, update, before, after, version }) {
      const row = { id: randomUUID(), meeting_id: meetingId, person_id: personId, at, update: bytes(update) };
      const rest = { before, after, version, dismissed_at: null, dismissed_by: null };
      await db
        .insertInto('late_edits')
        .values({ ...row, ...rest })
        .execute();
    },
    async lateEdits(meetingId) {
      const rows = await db
        .selectFrom('late_edits')
        .selectAll()
        .where('meeting_id', '=', meetingId)
        .orderBy('at')
        .orderBy('id')
        .execute();
      return rows.map(lateFromRow);
    },
    async dismissLate(id, personId) {
      const result = await db
        .updateTable('late_edits')
        .set({ dismissed_at: new Date().toISOString(), dismissed_by: personId })
        .where('id', '=', id)
        .where('person_id', '=', personId)
        .where('dismissed_at', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    version: async (meetingId, version) =>
      (await versions(meetingId).where('version', '=', version).executeTakeFirst()) ?? null,
    versions: (meetingId) => versions(meetingId).execute(),
  };
}

/** Batches up to this size are one statement. */
const rowsAtOnce = 64;

/**
 * The usual append as one statement, which is one commit: the gate and the rows together, at a third of the cost of a
 * transaction. @returns null when the gate was shut or there is no row yet; then the transaction finds out which
 */
async function appendAtOnce(
  db: Kysely<Schema>,
  dialect: StoreDialect,
  meetingId: string,
  updates: readonly { update: Uint8Array; personId: string }[],
): Promise<number | null> {
  if (updates.length > rowsAtOnce) return null;
  const values: unknown[] = [meetingId, meetingId, meetingId];
  updates.forEach(({ update, personId }, i) => values.push(i + 1, personId, bytes(update)));
  const { rows } = await db.executeQuery<{ n: number }>(
    CompiledQuery.raw(appendStatement(dialect.kind, updates.length), values),
  );
  return rows.length === 0 ? null : Math.max(...rows.map((row) => row.n));
}

const appendStatements = new Map<string, string>();

function appendStatement(kind: StoreDialect['kind'], rows: number): string {
  const known = appendStatements.get(`${kind} ${rows}`);
  if (known) return known;
  const isPostgres = kind === 'postgres';
  let parameter = 0;
  const next = (type: string) => (isPostgres ? `$${++parameter}::${type}` : '?');
  const gate = `with gate as (
      select coalesce((select max(n) from minutes_updates where meeting_id = ${next('text')}), 0) as last
      from minutes where meeting_id = ${next('text')} and frozen_version is null${isPostgres ? ' for update' : ''})
    insert into minutes_updates (meeting_id, n, person_id, "update")
    select ${next('text')}, gate.last + come.column1, come.column2, come.column3 from gate, (values `;
  const row = () => `(${next('integer')}, ${next('text')}, ${next('bytea')})`;
  const text = `${gate}${Array.from({ length: rows }, row).join(', ')}) as come where true returning n`;
  appendStatements.set(`${kind} ${rows}`, text);
  return text;
}

async function loadIn(trx: Transaction<Schema>, meetingId: string): Promise<StoredMinutes> {
  const row = await trx.selectFrom('minutes').selectAll().where('meeting_id', '=', meetingId).executeTakeFirst();
  const updates = await trx
    .selectFrom('minutes_updates')
    .select(['n', 'update'])
    .where('meeting_id', '=', meetingId)
    .orderBy('n')
    .execute();
  return {
    state: row?.state ?? null,
    vector: row?.vector ?? null,
    updates: updates.map((one) => one.update),
    last: updates.at(-1)?.n ?? 0,
    generation: row?.generation ?? 1,
    frozenVersion: row?.frozen_version ?? null,
  };
}

/** Takes the document's row, so that an append and a freeze come one after the other; makes it when there is none. */
async function openRow(
  trx: Transaction<Schema>,
  dialect: StoreDialect,
  meetingId: string,
): Promise<{ frozen: boolean; last: number }> {
  const text = dialect.kind === 'postgres' ? gateQuery.postgres : gateQuery.sqlite;
  const { rows } = await trx.executeQuery<{ frozen_version: number | null; last: number | null }>(
    CompiledQuery.raw(text, [meetingId, meetingId]),
  );
  const row = rows[0];
  if (row) return { frozen: row.frozen_version !== null, last: Number(row.last ?? 0) };
  await trx
    .insertInto('minutes')
    .values({ meeting_id: meetingId, generation: 1, frozen_version: null, state: null, vector: null })
    .onConflict((oc) => oc.column('meeting_id').doNothing())
    .execute();
  return { frozen: false, last: 0 };
}

function lateFromRow(row: Schema['late_edits']): LateEdit {
  const { id, at, update, before, after, version } = row;
  const dismissed = { dismissedAt: row.dismissed_at, dismissedBy: row.dismissed_by };
  return { id, personId: row.person_id, at, update, before, after, version, ...dismissed };
}

function bytes(array: Uint8Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}

/** Part of the event log's commit: closes the document to updates and keeps the version. */
export async function freezeIn(trx: Transaction<Schema>, meetingId: string, version: FinalVersion): Promise<void> {
  await trx
    .insertInto('minutes')
    .values({ meeting_id: meetingId, generation: 1, frozen_version: version.version, state: null, vector: null })
    .onConflict((oc) => oc.column('meeting_id').doUpdateSet({ frozen_version: version.version }))
    .execute();
  await trx
    .insertInto('minutes_versions')
    .values({ meeting_id: meetingId, ...version, state: bytes(version.state) })
    .execute();
}

/** Part of the event log's commit: opens the document to updates again, as the next generation. */
export async function reopenIn(trx: Transaction<Schema>, meetingId: string): Promise<void> {
  await trx
    .updateTable('minutes')
    .set({ frozen_version: null, generation: sql`generation + 1` })
    .where('meeting_id', '=', meetingId)
    .execute();
}

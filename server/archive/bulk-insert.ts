import type Database from 'better-sqlite3';
import { CompiledQuery, type Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** Where rows go: table, columns in the order of each row's values, and an optional `on conflict …` clause. */
export interface InsertInto {
  table: keyof Schema;
  columns: readonly string[];
  onConflict?: string;
}

/** One row's values, in the order of `InsertInto.columns`. */
export type Row = readonly (string | number | Buffer | null)[];

/** Inserts rows inside the running transaction. Pass the same `into` object each time: statements are kept by it. */
export type BulkInsert = (trx: Transaction<Schema>, into: InsertInto, rows: readonly Row[]) => Promise<void>;

/**
 * A prepared statement run once per row: for 3,000 rows an order of magnitude less CPU than compiling a query.
 * The caller's transaction holds the one connection, so the statements join it.
 */
export function sqliteBulk(database: Database.Database): BulkInsert {
  const prepared = new WeakMap<InsertInto, Database.Statement>();
  return async (_trx, into, rows) => {
    if (rows.length === 0) return;
    let statement = prepared.get(into);
    if (!statement) {
      statement = database.prepare(
        `${head(into)} (${into.columns.map(() => '?').join(', ')}) ${into.onConflict ?? ''}`,
      );
      prepared.set(into, statement);
    }
    for (const row of rows) statement.run(...row);
  };
}

const rowsPerStatement = 500;

/** Several rows per statement, to save round trips. */
export const postgresBulk: BulkInsert = async (trx, into, rows) => {
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    const chunk = rows.slice(from, from + rowsPerStatement);
    const width = into.columns.length;
    const tuples = chunk.map((_row, r) => `(${into.columns.map((_column, c) => `$${r * width + c + 1}`).join(', ')})`);
    const text = `${head(into)} ${tuples.join(', ')} ${into.onConflict ?? ''}`;
    await trx.executeQuery(CompiledQuery.raw(text, chunk.flat()));
  }
};

function head(into: InsertInto): string {
  return `insert into ${into.table} (${into.columns.map((column) => `"${column}"`).join(', ')}) values`;
}

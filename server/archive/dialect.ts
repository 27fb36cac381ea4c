import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { CompiledQuery, Kysely, PostgresDialect, SqliteDialect, type SqliteDatabase } from 'kysely';
import { Pool } from 'pg';
import { postgresBulk, sqliteBulk, type BulkInsert } from './bulk-insert.ts';
import type { Schema } from './schema.ts';

/** What differs between the two stores; everything else is one query code. */
export interface StoreDialect {
  readonly kind: 'sqlite' | 'postgres';
  /** Inserts many rows inside a transaction without paying the query builder for each. */
  readonly bulk: BulkInsert;
  /** Cuts SQLite's write-ahead log, so that what was deleted is not found in it; nothing on PostgreSQL. */
  forget(): void;
  /** True when the store refused a row because its key is taken. */
  isTaken(error: unknown): boolean;
}

export interface OpenedStore {
  db: Kysely<Schema>;
  dialect: StoreDialect;
}

/** Lets someone read a store as it is at one moment, while others go on writing. */
export function inSnapshot<T>(
  { db, dialect }: OpenedStore,
  look: (snapshot: Kysely<Schema>) => Promise<T>,
): Promise<T> {
  const snapshot = db.transaction();
  return (dialect.kind === 'postgres' ? snapshot.setIsolationLevel('repeatable read') : snapshot).execute(look);
}

/** Name of the database file inside the data directory. */
export const storeFile = 'lianxi.sqlite';

/**
 * Opens SQLite so that a commit is on disk when it returns (`synchronous=FULL`, G1).
 * @param dataDir directory of the store (made when missing), or `:memory:`
 */
export function openSqlite(dataDir: string): OpenedStore {
  if (dataDir !== ':memory:') mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const database = new Database(dataDir === ':memory:' ? dataDir : join(dataDir, storeFile));
  for (const pragma of [
    'journal_mode=WAL',
    'synchronous=FULL',
    'secure_delete=ON',
    'foreign_keys=ON',
    'busy_timeout=5000',
  ])
    database.pragma(pragma);
  return over(database);
}

/** Opens one SQLite file as it is: a backup to be read, or with `create` one to be written. */
export function openSqliteFile(path: string, { create = false } = {}): OpenedStore {
  return over(new Database(path, create ? {} : { readonly: true, fileMustExist: true }));
}

function over(database: Database.Database): OpenedStore {
  const dialect: StoreDialect = {
    kind: 'sqlite',
    bulk: sqliteBulk(database),
    forget: () => void database.pragma('wal_checkpoint(TRUNCATE)'),
    isTaken: (error) => /^SQLITE_CONSTRAINT_(PRIMARYKEY|UNIQUE)$/.test(codeOf(error)),
  };
  return { db: new Kysely<Schema>({ dialect: new SqliteDialect({ database: keeping(database) }) }), dialect };
}

const statementsKept = 300;

/** Kysely prepares each query anew; keeping the statements halves the cost of a small commit. */
function keeping(database: Database.Database): SqliteDatabase {
  const kept = new Map<string, Database.Statement>();
  return {
    close: () => void database.close(),
    prepare(text) {
      const known = kept.get(text);
      if (known) return known;
      if (kept.size >= statementsKept) kept.clear();
      const statement = database.prepare(text);
      kept.set(text, statement);
      return statement;
    },
  };
}

/** PostgreSQL runs with `fsync` or `synchronous_commit` off: an acknowledged ballot could be lost (G1), so we do not start. */
export class UnsafeStore extends Error {}

/**
 * Opens PostgreSQL; every connection commits synchronously.
 * @param onFault told about connections that broke while idle (a restart of the database)
 * @throws UnsafeStore when `fsync` or `synchronous_commit` is off
 */
export async function openPostgres(url: string, onFault: (error: Error) => void = () => {}): Promise<OpenedStore> {
  const pool = new Pool({ connectionString: url, max: 10 });
  pool.on('error', onFault);
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({
      pool,
      onCreateConnection: async (connection) => {
        await connection.executeQuery(CompiledQuery.raw('set synchronous_commit = on'));
      },
    }),
  });
  try {
    await refuseUnsafe(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const dialect: StoreDialect = {
    kind: 'postgres',
    bulk: postgresBulk,
    forget: () => {},
    isTaken: (error) => codeOf(error) === '23505',
  };
  return { db, dialect };
}

/** Looks at what the server was set to, before our connections asked for more. */
async function refuseUnsafe(db: Kysely<Schema>): Promise<void> {
  const { rows } = await db.executeQuery<{ name: string; reset_val: string }>(
    CompiledQuery.raw("select name, reset_val from pg_settings where name in ('fsync', 'synchronous_commit')"),
  );
  const isOff = (name: string) => (rows.find((row) => row.name === name)?.reset_val ?? 'off') === 'off';
  for (const name of ['fsync', 'synchronous_commit'])
    if (isOff(name)) throw new UnsafeStore(`PostgreSQL runs with ${name} off: it could lose what it has acknowledged`);
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
}

import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { copyFile, open } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql, type Kysely } from 'kysely';
import type { ArchiveConfig } from './archive.ts';
import type { Row } from './bulk-insert.ts';
import { openPostgres, openSqlite, openSqliteFile, storeFile, type OpenedStore } from './dialect.ts';
import { migrate } from './migrations.ts';
import type { Schema } from './schema.ts';
import { keptTables, survey, type KeptTable, type Survey } from './survey.ts';

/** Something stands in the way of a copy; the message is a sentence for the operator. */
export class CopyRefused extends Error {}

/** Where the store of this configuration is. */
type Place = Pick<ArchiveConfig, 'databaseUrl'> & { dataDir: string };

/**
 * Copies the store into one new file, while the house runs; PostgreSQL is copied from one snapshot into the same
 * kind of file. The key of the ballots is not in it.
 * @throws CopyRefused when the file exists, there is no store, or the copy does not hold together
 */
export async function backUp(place: Place, file: string): Promise<Survey> {
  if (existsSync(file)) throw new CopyRefused(`${file} exists; a backup never overwrites`);
  const part = `${file}.part`;
  rmSync(part, { force: true });
  if (place.databaseUrl) await copyFromPostgres(place.databaseUrl, part);
  else await copySqlite(join(place.dataDir, storeFile), part);
  const found = await surveyFile(part);
  if (found.problems.length > 0) throw new CopyRefused(`the copy does not hold together: ${found.problems.join('; ')}`);
  await settle(part, file);
  return found;
}

/**
 * Puts a backup in the store's place and brings it up to this release. Everybody has to log in again.
 * @param replace moves a store that is already there aside (SQLite only)
 * @throws CopyRefused when the backup is damaged, a store is there, or the house is running
 */
export async function restore(place: Place, file: string, replace: boolean): Promise<Survey> {
  if (!existsSync(file)) throw new CopyRefused(`${file} does not exist`);
  const expected = await surveyFile(file);
  if (expected.problems.length > 0) throw new CopyRefused(`${file} is damaged: ${expected.problems.join('; ')}`);
  const store = place.databaseUrl
    ? await restorePostgres(place.databaseUrl, file)
    : await restoreSqlite(place.dataDir, file, replace);
  try {
    await store.db.deleteFrom('sessions').execute();
    const found = await survey(store);
    if (found.fingerprint !== expected.fingerprint) throw new CopyRefused('the restored store differs from the backup');
    return found;
  } finally {
    await store.db.destroy();
  }
}

/** Examines the store, or a backup file. @throws CopyRefused when there is none */
export async function verify(place: Place, file?: string): Promise<Survey> {
  if (file !== undefined) return surveyFile(file);
  if (!place.databaseUrl) return surveyFile(join(place.dataDir, storeFile));
  const store = await openPostgres(place.databaseUrl);
  return surveyed(store);
}

async function surveyFile(file: string): Promise<Survey> {
  if (!existsSync(file)) throw new CopyRefused(`${file} does not exist`);
  return surveyed(openSqliteFile(file));
}

async function surveyed(store: OpenedStore): Promise<Survey> {
  try {
    return await survey(store);
  } finally {
    await store.db.destroy();
  }
}

/** SQLite's online backup: a hundred pages first, then all the rest in one step that writers cannot restart. */
async function copySqlite(from: string, to: string): Promise<void> {
  if (!existsSync(from)) throw new CopyRefused(`${from} does not exist`);
  const source = new Database(from, { readonly: true });
  try {
    await source.backup(to, { progress: () => 0x7fffffff });
  } finally {
    source.close();
  }
  asOneFile(to);
}

async function copyFromPostgres(url: string, to: string): Promise<void> {
  const source = await openPostgres(url);
  const target = openSqliteFile(to, { create: true });
  try {
    await migrate(target.db, target.dialect);
    await source.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((snapshot) => copyRows(snapshot, target));
  } finally {
    await Promise.all([source.db.destroy(), target.db.destroy()]);
  }
  asOneFile(to);
}

async function restoreSqlite(dataDir: string, file: string, replace: boolean): Promise<OpenedStore> {
  const path = join(dataDir, storeFile);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (existsSync(path)) {
    if (!replace) throw new CopyRefused(`${path} exists; add --replace to move it aside`);
    if (isInUse(path)) throw new CopyRefused(`${path} is in use; stop the house first`);
    renameSync(path, `${path}.before-${new Date().toISOString().replaceAll(':', '')}`);
  }
  for (const rest of ['-wal', '-shm']) rmSync(path + rest, { force: true });
  await copyFile(file, `${path}.part`);
  await settle(`${path}.part`, path);
  const store = openSqlite(dataDir);
  await migrate(store.db, store.dialect);
  return store;
}

async function restorePostgres(url: string, file: string): Promise<OpenedStore> {
  const target = await openPostgres(url);
  await migrate(target.db, target.dialect);
  const { counts } = await survey(target);
  if (counts.people + counts.meetings > 0) {
    await target.db.destroy();
    throw new CopyRefused('the database is not empty; restore into a new one');
  }
  const source = openSqliteFile(file);
  await copyRows(source.db, target);
  await source.db.destroy();
  return target;
}

const rowsPerPage = 2000;

async function copyRows(from: Kysely<Schema>, to: OpenedStore): Promise<void> {
  await to.db.transaction().execute(async (trx) => {
    for (const table of Object.keys(keptTables) as KeptTable[]) {
      const key = sql.join(keptTables[table].map((column) => sql.ref(column)));
      for (let offset = 0; ; offset += rowsPerPage) {
        const page = sql<Record<string, Row[number]>>`
          select * from ${sql.table(table)} order by ${key} limit ${rowsPerPage} offset ${offset}`;
        const { rows } = await page.execute(from);
        const columns = Object.keys(rows[0] ?? {});
        await to.dialect.bulk(
          trx,
          { table, columns },
          rows.map((row) => columns.map((name) => row[name]!)),
        );
        if (rows.length < rowsPerPage) break;
      }
    }
  });
}

/** Without a write-ahead log beside it, so that it can be carried away as it is. */
function asOneFile(path: string): void {
  const copy = new Database(path);
  copy.pragma('journal_mode = DELETE');
  copy.close();
  chmodSync(path, 0o600);
}

/** A house that runs holds the file shared, so that nobody gets it for himself. */
function isInUse(path: string): boolean {
  const database = new Database(path, { timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('begin exclusive; commit');
    database.pragma('wal_checkpoint(TRUNCATE)');
    return false;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return true;
    throw error;
  } finally {
    database.close();
  }
}

/** On disk first, then under its name. */
async function settle(part: string, path: string): Promise<void> {
  const handle = await open(part, 'r+');
  await handle.sync();
  await handle.close();
  renameSync(part, path);
}

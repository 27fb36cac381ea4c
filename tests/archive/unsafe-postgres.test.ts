import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { UnsafeStore } from '../../server/archive/dialect.ts';
import { postgresStore } from './stores.ts';

const store = await postgresStore();
afterAll(() => store?.drop());

/** Changes the database from outside, as its administrator. */
async function administer(...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: store!.url });
  await client.connect();
  for (const statement of statements) await client.query(statement.replaceAll('DATABASE', databaseName()));
  await client.end();
}

const databaseName = () => new URL(store!.url!).pathname.slice(1);

describe.skipIf(!store)('[G1] the house does not start on a PostgreSQL that may forget', () => {
  test('one that waits for the disk is taken, and every connection does', async () => {
    const archive = await store!.open();
    const shown = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const { rows } = await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(archive.db);
        return rows[0]!.synchronous_commit;
      }),
    );
    expect(new Set(shown)).toEqual(new Set(['on']));
    await archive.close();
  });

  test('synchronous_commit off', async () => {
    await administer('alter database DATABASE set synchronous_commit = off');
    await expect(store!.open()).rejects.toThrow(UnsafeStore);
    await administer('alter database DATABASE reset synchronous_commit');
    await (await store!.open()).close();
  });

  test('fsync off', async () => {
    // Nobody turns it off on a machine that others use: a view that says so stands before the true settings.
    await administer(
      'create schema feigned',
      `create view feigned.pg_settings as select name, case name when 'fsync' then 'off' else reset_val end as reset_val
         from pg_catalog.pg_settings`,
      'alter database DATABASE set search_path = feigned, pg_catalog, public',
    );
    await expect(store!.open()).rejects.toThrow('fsync off');
    await administer('alter database DATABASE reset search_path');
    await (await store!.open()).close();
  });
});

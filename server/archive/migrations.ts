import { sql, type Kysely } from 'kysely';
import type { StoreDialect } from './dialect.ts';
import type { Schema } from './schema.ts';
import { calendarTables } from './tables/calendar.ts';
import { charterTables } from './tables/charters.ts';
import { councilTables } from './tables/councils.ts';
import { fileTables } from './tables/files.ts';
import { matterTables } from './tables/matters.ts';
import { planningTables } from './tables/planning.ts';
import { postTables } from './tables/post.ts';

/**
 * Numbered steps; a step that was released is never edited, a new one is added. `BYTES` becomes the dialect's
 * byte type and `KEYED` makes SQLite store the rows by their key, so that neither order nor time of arrival is kept.
 */
const steps: readonly (readonly string[])[] = [
  [
    `create table meetings (
      id text primary key, council_id text not null, title text not null, stage text not null,
      starts_at text not null, head_seq integer not null, head_hash text not null)`,
    `create table meeting_people (
      meeting_id text not null references meetings(id), person_id text not null,
      primary key (meeting_id, person_id)) KEYED`,
    'create index meeting_people_by_person on meeting_people(person_id)',
    `create table events (
      meeting_id text not null references meetings(id), seq integer not null, at text not null, type text not null,
      actor text not null, fields text not null, prev text not null, hash text not null,
      primary key (meeting_id, seq)) KEYED`,
    `create table answers (
      meeting_id text not null, command_id text not null, body_digest text not null, answer text not null,
      person_id text not null, primary key (meeting_id, command_id)) KEYED`,
    `create table ballots (
      meeting_id text not null, vote_id text not null, slot text not null, sealed BYTES not null,
      primary key (meeting_id, vote_id, slot)) KEYED`,
    `create table voters (
      meeting_id text not null, vote_id text not null, voter text not null,
      primary key (meeting_id, vote_id, voter)) KEYED`,
    `create table minutes (
      meeting_id text primary key, generation integer not null, frozen_version integer, state BYTES, vector BYTES)`,
    `create table minutes_updates (
      meeting_id text not null, n integer not null, person_id text not null, "update" BYTES not null,
      primary key (meeting_id, n)) KEYED`,
    `create table minutes_versions (
      meeting_id text not null, version integer not null, hash text not null, canonical text not null,
      state BYTES not null, at text not null, "by" text not null, primary key (meeting_id, version))`,
    `create table late_edits (
      id text primary key, meeting_id text not null, person_id text not null, at text not null,
      "update" BYTES not null, "before" text not null, "after" text not null, version integer not null,
      dismissed_at text, dismissed_by text)`,
    'create index late_edits_by_meeting on late_edits(meeting_id)',
  ],
  [
    `create table people (
      id text primary key, username text unique, name text not null, password_hash text, locale text not null,
      admin integer not null, disabled integer not null, created_at text not null)`,
    `create table sessions (
      id text primary key, person_id text not null references people(id), created_at text not null,
      seen_at text not null, expires_at text not null, ends_at text not null, method text not null,
      device text not null)`,
    'create index sessions_by_person on sessions(person_id)',
    `create table councils (
      id text primary key, name text not null, charter_id text not null, created_at text not null)`,
    `create table units (
      id text not null, council_id text not null references councils(id), name text not null, short text not null,
      position integer not null, primary key (council_id, id))`,
    `create table seats (
      id text primary key, council_id text not null references councils(id),
      person_id text not null references people(id), unit_id text, roles text not null,
      "from" text not null, until text)`,
    'create index seats_by_person on seats(person_id)',
    'create index seats_by_council on seats(council_id)',
    `create table join_links (
      id text primary key, token_hash text not null unique, person_id text not null references people(id),
      meeting_id text, made_by text, made_at text not null, expires_at text not null,
      revoked_at text, used_at text)`,
    'create index join_links_by_meeting on join_links(meeting_id)',
  ],
  [
    ...councilTables,
    ...charterTables,
    ...fileTables,
    ...matterTables,
    ...planningTables,
    ...postTables,
    ...calendarTables,
  ],
];

/** The store was written by a newer release; this one must not touch it. */
export class NewerStore extends Error {}

/**
 * Brings the store up to this release, one transaction per step. On PostgreSQL an advisory lock lets several nodes
 * start at once.
 * @throws NewerStore when the store knows a step that this release does not.
 */
export async function migrate(db: Kysely<Schema>, dialect: StoreDialect): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (dialect.kind === 'postgres') await sql`select pg_advisory_xact_lock(5273001)`.execute(trx);
    await sql`create table if not exists migrations (number integer primary key, applied_at text not null)`.execute(
      trx,
    );
    const done = await trx.selectFrom('migrations').select('number').execute();
    const last = Math.max(0, ...done.map((row) => row.number));
    if (last > steps.length) throw new NewerStore(`store is at step ${last}, this release knows ${steps.length}`);
    for (let number = last + 1; number <= steps.length; number++) {
      for (const statement of steps[number - 1]!) await sql.raw(spoken(statement, dialect)).execute(trx);
      await trx.insertInto('migrations').values({ number, applied_at: new Date().toISOString() }).execute();
    }
  });
}

function spoken(statement: string, dialect: StoreDialect): string {
  const sqlite = dialect.kind === 'sqlite';
  return statement.replaceAll('BYTES', sqlite ? 'blob' : 'bytea').replaceAll('KEYED', sqlite ? 'without rowid' : '');
}

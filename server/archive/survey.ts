import { hash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { canonicalJson } from './chain.ts';
import { walkChain } from './chain-walk.ts';
import { inSnapshot, type OpenedStore } from './dialect.ts';
import { createMeetingList } from './meeting-list.ts';
import type { Schema } from './schema.ts';

/** Every table that a copy must hold, parents before children, with its key. Sessions end with a restore. */
export const keptTables = {
  meetings: ['id'],
  meeting_people: ['meeting_id', 'person_id'],
  events: ['meeting_id', 'seq'],
  answers: ['meeting_id', 'command_id'],
  ballots: ['meeting_id', 'vote_id', 'slot'],
  voters: ['meeting_id', 'vote_id', 'voter'],
  minutes: ['meeting_id'],
  minutes_updates: ['meeting_id', 'n'],
  minutes_versions: ['meeting_id', 'version'],
  late_edits: ['id'],
  people: ['id'],
  councils: ['id'],
  units: ['council_id', 'id'],
  seats: ['id'],
  join_links: ['id'],
  charter_versions: ['council_id', 'version'],
  charter_drafts: ['council_id'],
  contacts: ['person_id'],
  working_groups: ['id'],
  group_members: ['group_id', 'person_id'],
  group_tasks: ['id'],
  files: ['id'],
  file_parts: ['file_id', 'part'],
  meeting_numbers: ['council_id', 'year', 'n'],
  meeting_series: ['council_id'],
  matters: ['id'],
  matter_steps: ['matter_id', 'n'],
  matter_numbers: ['council_id', 'year'],
  matter_photos: ['file_id'],
  matter_forms: ['council_id'],
  calendar_years: ['year'],
  calendar_feeds: ['person_id'],
  deliveries: ['id'],
  post_cursors: ['meeting_id'],
  post_settings: ['council_id'],
} as const satisfies { [table in keyof Schema]?: readonly (keyof Schema[table])[] };

export type KeptTable = keyof typeof keptTables;

/** What a store holds, and whether it holds together. Two stores with one fingerprint hold the same (G17). */
export interface Survey {
  counts: Record<KeptTable, number>;
  /** SHA-256 over the counts, every log's head, and every minutes version's hash. */
  fingerprint: string;
  /** One sentence for each thing that is wrong. */
  problems: string[];
}

/** Counts the rows, walks every chain, and hashes every final version anew, all in one snapshot. Changes nothing. */
export function survey(store: OpenedStore): Promise<Survey> {
  return inSnapshot(store, async (snapshot) => {
    const problems = store.dialect.kind === 'sqlite' ? await damage(snapshot) : [];
    const counts = {} as Survey['counts'];
    for (const table of Object.keys(keptTables) as KeptTable[]) counts[table] = await countOf(snapshot, table);
    const heads = await headsOf(snapshot, problems);
    const versions = await versionsOf(snapshot, problems);
    return { counts, fingerprint: hash('sha256', canonicalJson({ counts, heads, versions })), problems };
  });
}

async function countOf(db: Kysely<Schema>, table: keyof Schema): Promise<number> {
  const { rows } = await sql<{ n: number | string }>`select count(*) as n from ${sql.table(table)}`.execute(db);
  return Number(rows[0]!.n);
}

async function damage(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  const found = rows.map((row) => row.integrity_check).filter((text) => text !== 'ok');
  const orphans = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(db);
  const tables = new Set(orphans.rows.map(({ table, parent }) => `rows of ${table} belong to no row of ${parent}`));
  return [...found, ...tables].map((text) => `database: ${text}`);
}

async function headsOf(db: Kysely<Schema>, problems: string[]): Promise<[string, string][]> {
  const heads: [string, string][] = [];
  for (const id of (await createMeetingList(db).meetingIds()).toSorted()) {
    const verdict = await walkChain(db, id);
    if (verdict.ok) heads.push([id, verdict.head]);
    else problems.push(`meeting ${id}: ${verdict.what}`);
  }
  return heads;
}

async function versionsOf(db: Kysely<Schema>, problems: string[]): Promise<[string, number, string][]> {
  const rows = await db.selectFrom('minutes_versions').select(['meeting_id', 'version', 'hash']).execute();
  for (const { meeting_id, version, hash: stored } of rows) {
    const { canonical } = await db
      .selectFrom('minutes_versions')
      .select('canonical')
      .where('meeting_id', '=', meeting_id)
      .where('version', '=', version)
      .executeTakeFirstOrThrow();
    if (hash('sha256', canonical) !== stored) problems.push(`minutes of ${meeting_id}, version ${version}: other hash`);
  }
  compareWithLog(rows, await finalisedIn(db), problems);
  return rows
    .map((row): [string, number, string] => [row.meeting_id, row.version, row.hash])
    .sort(([a, v], [b, w]) => (a === b ? v - w : a < b ? -1 : 1));
}

type NamedVersion = Pick<Schema['minutes_versions'], 'meeting_id' | 'version' | 'hash'>;

/** The final versions as the chained log tells of them. */
async function finalisedIn(db: Kysely<Schema>): Promise<NamedVersion[]> {
  const events = db.selectFrom('events').select(['meeting_id', 'fields']).where('type', '=', 'minutes.finalised');
  return (await events.execute()).flatMap(({ meeting_id, fields }) => {
    const { version, hash: told } = read(fields);
    return typeof version === 'number' && typeof told === 'string' ? [{ meeting_id, version, hash: told }] : [];
  });
}

/** An altered event may be no JSON any more; the chain has said so already. */
function read(fields: string): Record<string, unknown> {
  try {
    return JSON.parse(fields) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** A text and its hash that were exchanged together agree with each other, but not with the log (G9). */
function compareWithLog(stored: readonly NamedVersion[], told: readonly NamedVersion[], problems: string[]): void {
  const name = ({ meeting_id, version }: NamedVersion) => `minutes of ${meeting_id}, version ${version}`;
  const kept = new Map(stored.map((one) => [name(one), one.hash]));
  for (const one of told) {
    if (!kept.has(name(one))) problems.push(`${name(one)}: missing`);
    else if (kept.get(name(one)) !== one.hash) problems.push(`${name(one)}: not the text that the log names`);
    kept.delete(name(one));
  }
  for (const rest of kept.keys()) problems.push(`${rest}: the log knows nothing of it`);
}

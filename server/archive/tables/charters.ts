/** Charters that councils have published, and their drafts. */
export interface CharterTables {
  /** `body`: the charter as JSON. */
  charter_versions: { council_id: string; version: number; body: string; note: string; at: string; by: string };
  /** `revision` counts the saves, so that two who edit at once do not overwrite each other. */
  charter_drafts: { council_id: string; revision: number; body: string; at: string; by: string };
}

export const charterTables: readonly string[] = [
  `create table charter_versions (
    council_id text not null references councils(id), version integer not null, body text not null,
    note text not null, at text not null, "by" text not null, primary key (council_id, version))`,
  `create table charter_drafts (
    council_id text primary key references councils(id), revision integer not null, body text not null,
    at text not null, "by" text not null)`,
];

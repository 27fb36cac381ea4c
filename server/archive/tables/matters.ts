/** Matters (议题征集) with their history and photos. */
export interface MatterTables {
  matters: {
    id: string;
    council_id: string;
    /** SHA-256 of the secret with which the reporter follows it; unique, so a report sent twice is one. */
    token_hash: string;
    year: number | null;
    n: number | null;
    state: string;
    category: string;
    community: string;
    place: string;
    text: string;
    tried: string;
    unit_id: string | null;
    reporter_id: string | null;
    contact_name: string;
    contact_phone: string;
    reported_at: string;
    changed_at: string;
    /** Number of the last step of its history. */
    version: number;
    reason: string;
    target_id: string | null;
    meeting_id: string | null;
    item_id: string | null;
    assigned_unit_id: string | null;
    assigned_person: string;
    deadline: string | null;
    outcome: string;
    /** What a search looks at, in its normal form. */
    search: string;
  };
  matter_steps: { matter_id: string; n: number; at: string; by: string; name: string; what: string; detail: string };
  matter_numbers: { council_id: string; year: number; last: number };
  matter_photos: { file_id: string; council_id: string; matter_id: string | null; position: number; at: string };
  matter_forms: { council_id: string; open: number };
}

export const matterTables: readonly string[] = [
  `create table matters (
    id text primary key, council_id text not null references councils(id), token_hash text not null unique,
    year integer, n integer, state text not null, category text not null, community text not null,
    place text not null, text text not null, tried text not null, unit_id text, reporter_id text,
    contact_name text not null, contact_phone text not null, reported_at text not null, changed_at text not null,
    version integer not null, reason text not null, target_id text, meeting_id text, item_id text,
    assigned_unit_id text, assigned_person text not null, deadline text, outcome text not null,
    search text not null, unique (council_id, year, n))`,
  'create index matters_by_council on matters(council_id, reported_at)',
  'create index matters_by_meeting on matters(meeting_id)',
  `create table matter_steps (
    matter_id text not null references matters(id), n integer not null, at text not null, "by" text not null,
    name text not null, what text not null, detail text not null, primary key (matter_id, n))`,
  `create table matter_numbers (
    council_id text not null references councils(id), year integer not null, "last" integer not null,
    primary key (council_id, year))`,
  `create table matter_photos (
    file_id text primary key references files(id), council_id text not null, matter_id text references matters(id),
    position integer not null, at text not null)`,
  'create index matter_photos_by_matter on matter_photos(matter_id)',
  'create table matter_forms (council_id text primary key references councils(id), "open" integer not null)',
];

/** Uploaded files, in parts so that a big one never holds a commit for long. */
export interface FileTables {
  files: {
    id: string;
    council_id: string;
    name: string;
    type: string;
    size: number;
    sha256: string;
    at: string;
    by: string;
  };
  file_parts: { file_id: string; part: number; bytes: Buffer };
}

export const fileTables: readonly string[] = [
  `create table files (
    id text primary key, council_id text not null, name text not null, type text not null, size integer not null,
    sha256 text not null, at text not null, "by" text not null)`,
  `create table file_parts (
    file_id text not null references files(id), part integer not null, bytes BYTES not null,
    primary key (file_id, part))`,
];

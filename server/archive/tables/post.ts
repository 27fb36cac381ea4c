/** What goes out: deliveries with their state, how far each meeting's log was followed, and councils' settings. */
export interface PostTables {
  deliveries: {
    id: string;
    /** Names event, person and channel: what was queued once is never queued again. */
    key: string;
    council_id: string;
    meeting_id: string;
    /** Empty for a robot, which tells a whole group. */
    person_id: string;
    channel: string;
    kind: string;
    subject: string;
    /** JSON of the letter. */
    body: string;
    state: string;
    attempts: number;
    next_at: string;
    last_error: string;
    made_at: string;
    sent_at: string | null;
    read_at: string | null;
  };
  post_cursors: { meeting_id: string; seq: number };
  post_settings: {
    council_id: string;
    /** JSON of the settings. */
    settings: string;
    changed_at: string;
    changed_by: string;
  };
}

export const postTables: readonly string[] = [
  `create table deliveries (
    id text primary key, "key" text not null unique, council_id text not null, meeting_id text not null,
    person_id text not null, channel text not null, kind text not null, subject text not null, body text not null,
    state text not null, attempts integer not null, next_at text not null, last_error text not null,
    made_at text not null, sent_at text, read_at text)`,
  'create index deliveries_by_time on deliveries(state, next_at)',
  'create index deliveries_by_person on deliveries(person_id, channel, made_at)',
  'create index deliveries_by_meeting on deliveries(meeting_id)',
  'create table post_cursors (meeting_id text primary key, seq integer not null)',
  // What happened before this release knew of post is not told again.
  'insert into post_cursors (meeting_id, seq) select id, head_seq from meetings',
  `create table post_settings (
    council_id text primary key references councils(id), settings text not null, changed_at text not null,
    changed_by text not null)`,
];

import type { CalendarTables } from './tables/calendar.ts';
import type { CharterTables } from './tables/charters.ts';
import type { CouncilTables } from './tables/councils.ts';
import type { MatterTables } from './tables/matters.ts';
import type { PlanningTables } from './tables/planning.ts';
import type { PostTables } from './tables/post.ts';
import type { FileTables } from './tables/files.ts';

/** The tables, as Kysely sees them. Text, integer and byte columns only, so that one query serves both dialects. */
export interface Schema
  extends CalendarTables, CharterTables, CouncilTables, FileTables, MatterTables, PlanningTables, PostTables {
  migrations: { number: number; applied_at: string };
  meetings: {
    id: string;
    council_id: string;
    title: string;
    stage: string;
    starts_at: string;
    head_seq: number;
    head_hash: string;
  };
  meeting_people: { meeting_id: string; person_id: string };
  events: EventRow;
  answers: { meeting_id: string; command_id: string; body_digest: string; answer: string; person_id: string };
  ballots: { meeting_id: string; vote_id: string; slot: string; sealed: Buffer };
  voters: { meeting_id: string; vote_id: string; voter: string };
  minutes: {
    meeting_id: string;
    generation: number;
    frozen_version: number | null;
    state: Buffer | null;
    /** State vector of `state`, so that a joiner is told it without the document being built. */
    vector: Buffer | null;
  };
  minutes_updates: { meeting_id: string; n: number; person_id: string; update: Buffer };
  minutes_versions: {
    meeting_id: string;
    version: number;
    hash: string;
    canonical: string;
    state: Buffer;
    at: string;
    by: string;
  };
  late_edits: {
    id: string;
    meeting_id: string;
    person_id: string;
    at: string;
    update: Buffer;
    before: string;
    after: string;
    version: number;
    dismissed_at: string | null;
    dismissed_by: string | null;
  };
  people: {
    id: string;
    username: string | null;
    name: string;
    password_hash: string | null;
    locale: string;
    admin: number;
    disabled: number;
    created_at: string;
  };
  sessions: {
    id: string;
    person_id: string;
    created_at: string;
    seen_at: string;
    expires_at: string;
    ends_at: string;
    method: string;
    device: string;
  };
  councils: { id: string; name: string; charter_id: string; created_at: string };
  units: {
    id: string;
    council_id: string;
    name: string;
    short: string;
    position: number;
    part: string;
    /** Retired units stay for the meetings that were held with them. */
    retired_at: string | null;
  };
  seats: {
    id: string;
    council_id: string;
    person_id: string;
    unit_id: string | null;
    roles: string;
    from: string;
    until: string | null;
    /** What the person is in their own unit (职务). */
    post: string;
  };
  join_links: {
    id: string;
    token_hash: string;
    person_id: string;
    meeting_id: string | null;
    made_by: string | null;
    made_at: string;
    expires_at: string;
    revoked_at: string | null;
    used_at: string | null;
  };
}

/** One stored event: `fields` is the canonical JSON that was hashed, byte for byte. */
export interface EventRow {
  meeting_id: string;
  seq: number;
  at: string;
  type: string;
  actor: string;
  fields: string;
  prev: string;
  hash: string;
}

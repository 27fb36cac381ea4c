import type { Kysely } from 'kysely';
import { chainHashOf, noHash } from './chain.ts';
import { headIn } from './commit.ts';
import type { EventRow, Schema } from './schema.ts';

/** Whether a chain holds; `seq` and `what` say where it breaks and how. */
export type Verdict = { ok: true; head: string } | { ok: false; seq: number; what: string };

const eventsPerPage = 1000;

/** Walks one log from its first event to its head. Pass a snapshot, or a running house may append meanwhile. */
export async function walkChain(snapshot: Kysely<Schema>, meetingId: string): Promise<Verdict> {
  const head = await headIn(snapshot, meetingId);
  if (!head) return { ok: false, seq: 0, what: 'no such meeting' };
  let [seq, prev] = [0, noHash];
  for (;;) {
    const rows = await eventsAfter(snapshot, meetingId, seq, eventsPerPage);
    for (const row of rows) {
      const what = flaw(meetingId, row, seq, prev);
      if (what) return { ok: false, seq: row.seq, what };
      [seq, prev] = [row.seq, row.hash];
    }
    if (rows.length < eventsPerPage) break;
  }
  if (seq !== head.seq) return { ok: false, seq, what: `log ends at ${seq}, its head says ${head.seq}` };
  if (prev !== head.hash) return { ok: false, seq, what: 'last hash is not the head' };
  return { ok: true, head: prev };
}

/** Stored events after a number, in order. */
export function eventsAfter(db: Kysely<Schema>, meetingId: string, since: number, limit: number): Promise<EventRow[]> {
  return db
    .selectFrom('events')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .where('seq', '>', since)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

function flaw(meetingId: string, row: EventRow, seq: number, prev: string): string | null {
  if (row.seq !== seq + 1) return `event ${seq + 1} is missing`;
  if (row.prev !== prev) return `event ${row.seq} does not point to the one before`;
  if (chainHashOf(meetingId, row, row.fields) !== row.hash) return `event ${row.seq} was altered`;
  return null;
}

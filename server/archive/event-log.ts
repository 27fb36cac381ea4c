import type { Kysely } from 'kysely';
import type { WritableBallotBox } from './ballot-box.ts';
import { eventsAfter, walkChain, type Verdict } from './chain-walk.ts';
import type { StoredEvent } from './chain.ts';
import { commitIn, headIn, type CommandAnswer, type CommitBatch } from './commit.ts';
import { inSnapshot, type StoreDialect } from './dialect.ts';
import { createMeetingList, type MeetingList } from './meeting-list.ts';
import type { EventRow, Schema } from './schema.ts';

/** One append-only, gap-free, hash-chained log per meeting (G4, G10). */
export interface EventLog extends MeetingList {
  /** One commit. @throws SeqConflict when `expectedSeq` is not the log's head */
  append(meetingId: string, expectedSeq: number, batch: CommitBatch): Promise<void>;
  /** Events after `since`, in order. */
  read(meetingId: string, since: number, limit?: number): Promise<StoredEvent[]>;
  /** Null: no such meeting. */
  head(meetingId: string): Promise<{ seq: number; hash: string } | null>;
  /** The answer that was stored for this command id, for ever (G3). */
  answerFor(meetingId: string, commandId: string): Promise<{ bodyDigest: string; answer: string } | null>;
  /** Every stored answer of a meeting. */
  answersOf(meetingId: string): Promise<Pick<CommandAnswer, 'commandId' | 'bodyDigest' | 'answer'>[]>;
  /** The ids of the meetings in a stage. */
  meetingsIn(stage: string): Promise<string[]>;
  /** Walks the chain; finds an altered, deleted, inserted or reordered event. */
  verify(meetingId: string): Promise<Verdict>;
}

/** Makes the log over a store. */
export function createEventLog(db: Kysely<Schema>, dialect: StoreDialect, box: WritableBallotBox): EventLog {
  return {
    ...createMeetingList(db),
    async append(meetingId, expectedSeq, batch) {
      await db.transaction().execute((trx) => commitIn(trx, { dialect, box }, meetingId, expectedSeq, batch));
      if (batch.emptied.length > 0) dialect.forget();
    },
    async read(meetingId, since, limit = Number.MAX_SAFE_INTEGER) {
      return (await eventsAfter(db, meetingId, since, limit)).map(fromRow);
    },
    head: (meetingId) => headIn(db, meetingId),
    async answerFor(meetingId, commandId) {
      const found = await answers(db, meetingId).where('command_id', '=', commandId).executeTakeFirst();
      return found ? { bodyDigest: found.bodyDigest, answer: found.answer } : null;
    },
    answersOf: (meetingId) => answers(db, meetingId).execute(),
    async meetingsIn(stage) {
      const rows = await db.selectFrom('meetings').select('id').where('stage', '=', stage).execute();
      return rows.map((row) => row.id);
    },
    verify: (meetingId) => inSnapshot({ db, dialect }, (snapshot) => walkChain(snapshot, meetingId)),
  };
}

function answers(db: Kysely<Schema>, meetingId: string) {
  return db
    .selectFrom('answers')
    .select(['command_id as commandId', 'body_digest as bodyDigest', 'answer'])
    .where('meeting_id', '=', meetingId);
}

function fromRow(row: EventRow): StoredEvent {
  const { seq, at, type, actor, prev, hash } = row;
  return { seq, at, type, actor, fields: JSON.parse(row.fields) as Record<string, unknown>, prev, hash };
}

import type { Kysely, Transaction } from 'kysely';
import type { SealedBallot, WritableBallotBox } from './ballot-box.ts';
import type { InsertInto } from './bulk-insert.ts';
import { canonicalJson, chainHashOf, noHash, type StoredEvent } from './chain.ts';
import type { StoreDialect } from './dialect.ts';
import { listPeople, type MeetingSummary } from './meeting-list.ts';
import { freezeIn, reopenIn, type FinalVersion } from './minutes-store.ts';
import type { EventRow, Schema } from './schema.ts';

/** An event on its way into the log; the commit adds `prev` and `hash`. */
export type NewEvent = Omit<StoredEvent, 'prev' | 'hash'>;

/** The stored answer to one command id; it never holds a receipt. */
export interface CommandAnswer {
  commandId: string;
  bodyDigest: string;
  answer: string;
  personId: string;
}

/** Everything that becomes durable together. */
export interface CommitBatch {
  events: NewEvent[];
  answers: CommandAnswer[];
  ballots: SealedBallot[];
  /** Votes whose sealed choices are deleted in this commit. */
  emptied: string[];
  /** Who voted in a secret vote; the key refuses a second ballot (G2). An open vote's slot does that by itself. */
  voters?: { voteId: string; voter: string }[];
  version?: FinalVersion;
  reopened?: boolean;
  /** The meeting's entry in people's lists, with everyone who may find it there. */
  summary?: MeetingSummary & { people: string[] };
}

/** Another node appended first: read what is new and decide again. */
export class SeqConflict extends Error {}

const intoEvents: InsertInto = {
  table: 'events',
  columns: ['meeting_id', 'seq', 'at', 'type', 'actor', 'fields', 'prev', 'hash'],
};
const intoAnswers: InsertInto = {
  table: 'answers',
  columns: ['meeting_id', 'command_id', 'body_digest', 'answer', 'person_id'],
};
const intoVoters: InsertInto = { table: 'voters', columns: ['meeting_id', 'vote_id', 'voter'] };

/** What a commit writes with. */
export interface CommitParts {
  dialect: StoreDialect;
  box: WritableBallotBox;
}

/** Writes one batch inside a transaction. @throws SeqConflict when `expectedSeq` is not the log's head */
export async function commitIn(
  trx: Transaction<Schema>,
  parts: CommitParts,
  meetingId: string,
  expectedSeq: number,
  batch: CommitBatch,
): Promise<void> {
  const before = await headIn(trx, meetingId);
  if ((before?.seq ?? 0) !== expectedSeq) throw new SeqConflict(`${meetingId} is not at ${expectedSeq}`);
  const rows = chained(meetingId, before ?? { seq: 0, hash: noHash }, batch.events);
  await moveHead(trx, meetingId, before !== null, expectedSeq, rows.at(-1), batch.summary);
  await writeRows(trx, parts.dialect, meetingId, rows, batch);
  await parts.box.fill(trx, meetingId, batch.ballots);
  await parts.box.empty(trx, meetingId, batch.emptied);
  if (batch.reopened) await reopenIn(trx, meetingId);
  if (batch.version) await freezeIn(trx, meetingId, batch.version);
  if (batch.summary) await listPeople(trx, meetingId, batch.summary.people);
}

/** Where a log ends; null: no such meeting. */
export async function headIn(db: Kysely<Schema>, meetingId: string): Promise<{ seq: number; hash: string } | null> {
  const row = await db
    .selectFrom('meetings')
    .select(['head_seq', 'head_hash'])
    .where('id', '=', meetingId)
    .executeTakeFirst();
  return row ? { seq: row.head_seq, hash: row.head_hash } : null;
}

async function writeRows(
  trx: Transaction<Schema>,
  dialect: StoreDialect,
  meetingId: string,
  events: readonly EventRow[],
  { answers, voters = [] }: CommitBatch,
): Promise<void> {
  const answerRows = answers.map((a) => [meetingId, a.commandId, a.bodyDigest, a.answer, a.personId]);
  const voterRows = voters.map((v) => [meetingId, v.voteId, v.voter]);
  await dialect.bulk(trx, intoEvents, events.map(eventValues));
  await dialect.bulk(trx, intoAnswers, answerRows);
  await dialect.bulk(trx, intoVoters, voterRows);
}

function chained(meetingId: string, head: { seq: number; hash: string }, events: readonly NewEvent[]): EventRow[] {
  let { seq, hash: prev } = head;
  return events.map((event) => {
    if (event.seq !== seq + 1) throw new RangeError(`event ${event.seq} does not follow ${seq} in ${meetingId}`);
    const fields = canonicalJson(event.fields);
    const hash = chainHashOf(meetingId, { ...event, prev }, fields);
    const { at, type, actor } = event;
    const row: EventRow = { meeting_id: meetingId, seq: event.seq, at, type, actor, fields, prev, hash };
    [seq, prev] = [event.seq, hash];
    return row;
  });
}

const eventValues = (row: EventRow) => [
  row.meeting_id,
  row.seq,
  row.at,
  row.type,
  row.actor,
  row.fields,
  row.prev,
  row.hash,
];

/** Takes the meeting's row, so that of two nodes at the same seq exactly one goes on. */
async function moveHead(
  trx: Transaction<Schema>,
  meetingId: string,
  known: boolean,
  expectedSeq: number,
  last: EventRow | undefined,
  summary: MeetingSummary | undefined,
): Promise<void> {
  const listed = summary && {
    title: summary.title,
    stage: summary.stage,
    council_id: summary.council,
    starts_at: summary.startsAt,
  };
  const moved = last ? { head_seq: last.seq, head_hash: last.hash } : { head_seq: expectedSeq };
  if (known) {
    const result = await trx
      .updateTable('meetings')
      .set({ ...moved, ...listed })
      .where('id', '=', meetingId)
      .where('head_seq', '=', expectedSeq)
      .executeTakeFirst();
    if (result.numUpdatedRows !== 1n) throw new SeqConflict(`${meetingId} moved on from ${expectedSeq}`);
    return;
  }
  const blank = { council_id: '', title: '', stage: 'planned', starts_at: '' };
  const result = await trx
    .insertInto('meetings')
    .values({ id: meetingId, head_hash: noHash, ...blank, ...listed, ...moved })
    .onConflict((oc) => oc.column('id').doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows !== 1n) throw new SeqConflict(`${meetingId} was made meanwhile`);
}

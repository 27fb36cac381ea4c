import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

export type DeliveryChannel = 'inbox' | 'mail' | 'sms' | 'robot';

/** `waiting`: held until the quiet hours are over; `failed`: given up, somebody must look. */
export type DeliveryState = 'queued' | 'waiting' | 'sending' | 'sent' | 'failed';

/** Something on its way to one person, or to a group, by one channel. Times are ISO. */
export interface Delivery {
  id: string;
  key: string;
  councilId: string;
  meetingId: string;
  personId: string;
  channel: DeliveryChannel;
  kind: string;
  subject: string;
  body: string;
  state: DeliveryState;
  attempts: number;
  nextAt: string;
  lastError: string;
  madeAt: string;
  sentAt: string | null;
  readAt: string | null;
}

export type NewDelivery = Omit<Delivery, 'id' | 'attempts' | 'lastError' | 'readAt'>;

/** The durable queue of what goes out. */
export interface Deliveries {
  /**
   * Queues what an event asks for and remembers how far the log was followed, in one commit; a key that is there
   * already is left alone.
   */
  queue(rows: readonly NewDelivery[], followed?: { meetingId: string; seq: number }): Promise<void>;
  /** How far each of these events' meetings was followed; only meetings whose log holds more. */
  unfollowed(): Promise<{ meetingId: string; seq: number }[]>;
  /** The number of the last event that was followed; 0: none. */
  followed(meetingId: string): Promise<number>;
  /** What is due, the oldest first. */
  due(now: string, limit: number): Promise<Delivery[]>;
  /** When something falls due next; null: nothing waits. */
  nextDue(): Promise<string | null>;
  /** Takes one for sending; false when somebody else has it. */
  take(id: string): Promise<boolean>;
  /** How the attempt ended. */
  settle(
    id: string,
    outcome: Partial<Pick<Delivery, 'state' | 'attempts' | 'nextAt' | 'lastError' | 'sentAt'>>,
  ): Promise<void>;
  /** Puts back what a process that died was sending. */
  release(now: string): Promise<void>;
  /** Everything of one meeting, the oldest first. */
  ofMeeting(meetingId: string): Promise<Delivery[]>;
  /** What is not sent in a council, the newest first. */
  stuck(councilId: string): Promise<Delivery[]>;
  /** How many were sent in a council since a moment. */
  sentSince(councilId: string, since: string): Promise<number>;
  get(id: string): Promise<Delivery | null>;
}

/** Makes the queue over a store. */
export function createDeliveries(db: Kysely<Schema>): Deliveries {
  const rows = () => db.selectFrom('deliveries').selectAll();
  return {
    async queue(deliveries, followed) {
      await db.transaction().execute(async (trx) => {
        for (const delivery of deliveries) await insert(trx, delivery);
        if (followed) await follow(trx, followed.meetingId, followed.seq);
      });
    },
    async unfollowed() {
      const found = await db
        .selectFrom('meetings')
        .leftJoin('post_cursors', 'post_cursors.meeting_id', 'meetings.id')
        .select(['meetings.id', 'post_cursors.seq', 'meetings.head_seq'])
        .execute();
      return found
        .map(({ id, seq, head_seq }) => ({ meetingId: id, seq: seq ?? 0, head: head_seq }))
        .filter(({ seq, head }) => head > seq);
    },
    async followed(meetingId) {
      const row = await db
        .selectFrom('post_cursors')
        .select('seq')
        .where('meeting_id', '=', meetingId)
        .executeTakeFirst();
      return row?.seq ?? 0;
    },
    async due(now, limit) {
      const found = await rows()
        .where('state', 'in', ['queued', 'waiting'])
        .where('next_at', '<=', now)
        .orderBy('next_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return found.map(fromRow);
    },
    async nextDue() {
      const row = await db
        .selectFrom('deliveries')
        .select((eb) => eb.fn.min('next_at').as('at'))
        .where('state', 'in', ['queued', 'waiting'])
        .executeTakeFirst();
      return row?.at ?? null;
    },
    async take(id) {
      const taken = await db
        .updateTable('deliveries')
        .set({ state: 'sending' })
        .where('id', '=', id)
        .where('state', 'in', ['queued', 'waiting'])
        .executeTakeFirst();
      return taken.numUpdatedRows === 1n;
    },
    async settle(id, { nextAt, lastError, sentAt, ...rest }) {
      const set = {
        ...rest,
        ...(nextAt !== undefined && { next_at: nextAt }),
        ...(lastError !== undefined && { last_error: lastError }),
        ...(sentAt !== undefined && { sent_at: sentAt }),
      };
      await db.updateTable('deliveries').set(set).where('id', '=', id).execute();
    },
    async release(now) {
      await db
        .updateTable('deliveries')
        .set({ state: 'queued', next_at: now })
        .where('state', '=', 'sending')
        .execute();
    },
    ofMeeting: async (meetingId) =>
      (await rows().where('meeting_id', '=', meetingId).orderBy('made_at').orderBy('id').execute()).map(fromRow),
    stuck: async (councilId) =>
      (
        await rows()
          .where('council_id', '=', councilId)
          .where('state', '!=', 'sent')
          .orderBy('made_at', 'desc')
          .orderBy('id')
          .limit(200)
          .execute()
      ).map(fromRow),
    async sentSince(councilId, since) {
      const { n } = await db
        .selectFrom('deliveries')
        .select((eb) => eb.fn.countAll().as('n'))
        .where('council_id', '=', councilId)
        .where('channel', '!=', 'inbox')
        .where('sent_at', '>=', since)
        .executeTakeFirstOrThrow();
      return Number(n);
    },
    async get(id) {
      const row = await rows().where('id', '=', id).executeTakeFirst();
      return row ? fromRow(row) : null;
    },
  };
}

async function insert(trx: Transaction<Schema>, delivery: NewDelivery): Promise<void> {
  const { councilId, meetingId, personId, nextAt, madeAt, sentAt, ...rest } = delivery;
  await trx
    .insertInto('deliveries')
    .values({
      ...rest,
      id: randomUUID(),
      council_id: councilId,
      meeting_id: meetingId,
      person_id: personId,
      next_at: nextAt,
      made_at: madeAt,
      sent_at: sentAt,
      attempts: 0,
      last_error: '',
      read_at: null,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

async function follow(trx: Transaction<Schema>, meetingId: string, seq: number): Promise<void> {
  await trx
    .insertInto('post_cursors')
    .values({ meeting_id: meetingId, seq })
    .onConflict((conflict) => conflict.column('meeting_id').doUpdateSet({ seq }).where('post_cursors.seq', '<', seq))
    .execute();
}

/** A delivery as the store has it. */
export function fromRow(row: Selectable<Schema['deliveries']>): Delivery {
  const { council_id, meeting_id, person_id, next_at, last_error, made_at, sent_at, read_at, ...rest } = row;
  return {
    ...rest,
    channel: rest.channel as DeliveryChannel,
    state: rest.state as DeliveryState,
    councilId: council_id,
    meetingId: meeting_id,
    personId: person_id,
    nextAt: next_at,
    lastError: last_error,
    madeAt: made_at,
    sentAt: sent_at,
    readAt: read_at,
  };
}

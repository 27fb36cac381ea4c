import type { Kysely } from 'kysely';
import { fromRow, type Delivery } from './deliveries.ts';
import type { Schema } from './schema.ts';

/** What was sent to a person inside the house. */
export interface Inbox {
  /** Unread first, then the newest; `limit` at most. */
  of(personId: string, limit: number): Promise<Delivery[]>;
  unread(personId: string): Promise<number>;
  /** The person has seen one message; what is not theirs stays. @returns the message, or null */
  open(personId: string, id: string, at: string): Promise<Delivery | null>;
  /** The person has seen the meeting's notice, so everything about it in the inbox is read. */
  openMeeting(personId: string, meetingId: string, at: string): Promise<void>;
  openAll(personId: string, at: string): Promise<void>;
}

/** Makes the inbox over a store. */
export function createInbox(db: Kysely<Schema>): Inbox {
  const mine = (personId: string) =>
    db.selectFrom('deliveries').where('person_id', '=', personId).where('channel', '=', 'inbox');
  const read = (personId: string, at: string) =>
    db
      .updateTable('deliveries')
      .set({ read_at: at })
      .where('person_id', '=', personId)
      .where('channel', '=', 'inbox')
      .where('read_at', 'is', null);
  return {
    async of(personId, limit) {
      const rows = await mine(personId)
        .selectAll()
        .orderBy((eb) => eb.case().when('read_at', 'is', null).then(0).else(1).end())
        .orderBy('made_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },
    async unread(personId) {
      const { n } = await mine(personId)
        .select((eb) => eb.fn.countAll().as('n'))
        .where('read_at', 'is', null)
        .executeTakeFirstOrThrow();
      return Number(n);
    },
    async open(personId, id, at) {
      const row = await mine(personId).selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) return null;
      await read(personId, at).where('id', '=', id).execute();
      return fromRow(row);
    },
    openMeeting: async (personId, meetingId, at) =>
      void (await read(personId, at).where('meeting_id', '=', meetingId).execute()),
    openAll: async (personId, at) => void (await read(personId, at).execute()),
  };
}

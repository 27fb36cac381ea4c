import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** How a session began: `password`, `setup`, or `link:<link id>`. */
export type SessionMethod = 'password' | 'setup' | `link:${string}`;

/** A session as stored. `id` is the SHA-256 of the cookie's value: who reads the store cannot become the person. */
export interface StoredSession {
  id: string;
  personId: string;
  createdAt: string;
  /** Last time it was seen, to some minutes. */
  seenAt: string;
  /** Idle expiry; moves as the session is used. */
  expiresAt: string;
  /** Absolute expiry; never moves. */
  endsAt: string;
  method: SessionMethod;
  /** What the browser calls itself, shortened, for the person's own list. */
  device: string;
}

/** The person behind a session, as every request needs them. */
export interface SessionPerson {
  id: string;
  name: string;
  locale: string;
  admin: boolean;
}

/** The sessions. Expired ones are never returned. */
export interface Sessions {
  add(session: StoredSession): Promise<void>;
  /** The session with its person, unless expired or the person is disabled. */
  get(id: string): Promise<{ session: StoredSession; person: SessionPerson } | null>;
  listOf(personId: string): Promise<StoredSession[]>;
  extend(id: string, expiresAt: string): Promise<void>;
  touch(id: string, seenAt: string): Promise<void>;
  /** @returns whether there was one (of this person, when given) */
  remove(id: string, personId?: string): Promise<boolean>;
  removeAllOf(personId: string, except?: string): Promise<void>;
  removeByMethod(method: SessionMethod): Promise<void>;
  removeExpired(): Promise<void>;
  /** Which of these ids still stand; the sockets ask every few seconds, so a revocation on another node is heard. */
  alive(ids: readonly string[]): Promise<Set<string>>;
}

const idsPerQuery = 500;

/** Makes the sessions over a store. */
export function createSessions(db: Kysely<Schema>): Sessions {
  const standing = () => {
    const now = new Date().toISOString();
    return db
      .selectFrom('sessions')
      .innerJoin('people', 'people.id', 'sessions.person_id')
      .where('sessions.expires_at', '>', now)
      .where('sessions.ends_at', '>', now)
      .where('people.disabled', '=', 0);
  };
  return {
    async add(session) {
      await db.insertInto('sessions').values(toRow(session)).execute();
    },
    async get(id) {
      const row = await standing()
        .selectAll('sessions')
        .select(['people.name', 'people.locale', 'people.admin'])
        .where('sessions.id', '=', id)
        .executeTakeFirst();
      if (!row) return null;
      const person = { id: row.person_id, name: row.name, locale: row.locale, admin: row.admin === 1 };
      return { session: fromRow(row), person };
    },
    async listOf(personId) {
      const rows = await standing()
        .selectAll('sessions')
        .where('person_id', '=', personId)
        .orderBy('seen_at', 'desc')
        .execute();
      return rows.map(fromRow);
    },
    async extend(id, expiresAt) {
      await db.updateTable('sessions').set({ expires_at: expiresAt }).where('id', '=', id).execute();
    },
    async touch(id, seenAt) {
      await db.updateTable('sessions').set({ seen_at: seenAt }).where('id', '=', id).execute();
    },
    async remove(id, personId) {
      let query = db.deleteFrom('sessions').where('id', '=', id);
      if (personId !== undefined) query = query.where('person_id', '=', personId);
      return (await query.executeTakeFirst()).numDeletedRows > 0n;
    },
    async removeAllOf(personId, except) {
      let query = db.deleteFrom('sessions').where('person_id', '=', personId);
      if (except !== undefined) query = query.where('id', '!=', except);
      await query.execute();
    },
    async removeByMethod(method) {
      await db.deleteFrom('sessions').where('method', '=', method).execute();
    },
    async removeExpired() {
      const now = new Date().toISOString();
      await db
        .deleteFrom('sessions')
        .where((eb) => eb.or([eb('expires_at', '<=', now), eb('ends_at', '<=', now)]))
        .execute();
    },
    async alive(ids) {
      const found = new Set<string>();
      for (let from = 0; from < ids.length; from += idsPerQuery) {
        const some = ids.slice(from, from + idsPerQuery);
        const rows = await standing().select('sessions.id').where('sessions.id', 'in', some).execute();
        for (const row of rows) found.add(row.id);
      }
      return found;
    },
  };
}

function toRow(session: StoredSession): Schema['sessions'] {
  const { id, method, device } = session;
  return {
    id,
    person_id: session.personId,
    created_at: session.createdAt,
    seen_at: session.seenAt,
    expires_at: session.expiresAt,
    ends_at: session.endsAt,
    method,
    device,
  };
}

function fromRow(row: Schema['sessions']): StoredSession {
  return {
    id: row.id,
    personId: row.person_id,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
    endsAt: row.ends_at,
    method: row.method as SessionMethod,
    device: row.device,
  };
}

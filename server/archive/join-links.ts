import { hash, randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** A personal link into a meeting or a council (`/j/<token>`). Only the token's hash is stored, so a list cannot show it again. */
export interface JoinLink {
  id: string;
  personId: string;
  /** Null: the link leads to the home page. */
  meetingId: string | null;
  madeBy: string | null;
  madeAt: string;
  expiresAt: string;
  revokedAt: string | null;
  usedAt: string | null;
}

/** Personal links: one tap from a message, until they expire or are revoked. */
export interface JoinLinks {
  /** @returns the link and its token (192 bit), which is shown this once */
  create(link: {
    personId: string;
    meetingId: string | null;
    madeBy: string | null;
    expiresAt: string;
  }): Promise<JoinLink & { token: string }>;
  get(id: string): Promise<JoinLink | null>;
  listFor(meetingId: string): Promise<JoinLink[]>;
  /** The links of these people that lead to no meeting in particular, newest first. */
  listOf(personIds: readonly string[]): Promise<JoinLink[]>;
  /** Revoked links stay in the list. */
  revoke(id: string): Promise<void>;
  /** The link behind a token and marks its use; null when unknown, expired, revoked, or the person is disabled. */
  redeem(token: string): Promise<JoinLink | null>;
}

const idsPerQuery = 500;

/** Makes the links over a store. */
export function createJoinLinks(db: Kysely<Schema>): JoinLinks {
  return {
    async create({ personId, meetingId, madeBy, expiresAt }) {
      const token = randomBytes(24).toString('base64url');
      const row: Schema['join_links'] = {
        id: randomUUID(),
        token_hash: hash('sha256', token),
        person_id: personId,
        meeting_id: meetingId,
        made_by: madeBy,
        made_at: new Date().toISOString(),
        expires_at: expiresAt,
        revoked_at: null,
        used_at: null,
      };
      await db.insertInto('join_links').values(row).execute();
      return { ...fromRow(row), token };
    },
    async get(id) {
      const row = await db.selectFrom('join_links').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    async listFor(meetingId) {
      const rows = await db
        .selectFrom('join_links')
        .selectAll()
        .where('meeting_id', '=', meetingId)
        .orderBy('made_at')
        .orderBy('id')
        .execute();
      return rows.map(fromRow);
    },
    async listOf(personIds) {
      const found: JoinLink[] = [];
      for (let from = 0; from < personIds.length; from += idsPerQuery) {
        const some = personIds.slice(from, from + idsPerQuery);
        const query = db.selectFrom('join_links').selectAll().where('meeting_id', 'is', null);
        found.push(...(await query.where('person_id', 'in', some).execute()).map(fromRow));
      }
      return found.sort((a, b) => (a.madeAt === b.madeAt ? (a.id < b.id ? -1 : 1) : a.madeAt < b.madeAt ? 1 : -1));
    },
    async revoke(id) {
      const revoked_at = new Date().toISOString();
      await db
        .updateTable('join_links')
        .set({ revoked_at })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .execute();
    },
    async redeem(token) {
      const used_at = new Date().toISOString();
      const row = await db
        .selectFrom('join_links')
        .innerJoin('people', 'people.id', 'join_links.person_id')
        .selectAll('join_links')
        .where('token_hash', '=', hash('sha256', token))
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', used_at)
        .where('people.disabled', '=', 0)
        .executeTakeFirst();
      if (!row) return null;
      await db.updateTable('join_links').set({ used_at }).where('id', '=', row.id).execute();
      return fromRow({ ...row, used_at });
    },
  };
}

function fromRow(row: Schema['join_links']): JoinLink {
  return {
    id: row.id,
    personId: row.person_id,
    meetingId: row.meeting_id,
    madeBy: row.made_by,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    usedAt: row.used_at,
  };
}

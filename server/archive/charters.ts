import type { Kysely } from 'kysely';
import type { Charter } from '#lib/meeting/charter.ts';
import type { Schema } from './schema.ts';

/** A version that a council published: what it changed in a note, when (ISO), and by whom (their name). */
export interface PublishedCharter {
  version: number;
  charter: Charter;
  note: string;
  at: string;
  by: string;
}

/** What a council has begun and not published; `revision` counts the saves. */
export interface CharterDraft {
  revision: number;
  charter: Charter;
  at: string;
  /** Who saved it last. */
  by: string;
}

/** Somebody who changes a charter, and when. */
export interface CharterHand {
  personId: string;
  at: string;
}

/** The charters that councils made for themselves (章程), with every version they published. */
export interface Charters {
  /** All versions, the latest first; none: the council goes by the charter it was founded with. */
  versions(councilId: string): Promise<PublishedCharter[]>;
  latest(councilId: string): Promise<PublishedCharter | null>;
  draft(councilId: string): Promise<CharterDraft | null>;
  /**
   * Keeps a draft if nobody has saved one since `after` (0: there was none).
   * @returns the new revision; null: somebody has
   */
  keep(councilId: string, after: number, charter: Charter, hand: CharterHand): Promise<number | null>;
  /** Throws the draft away if nobody has saved it since. @returns whether it is gone */
  drop(councilId: string, revision: number): Promise<boolean>;
  /** Publishes under the charter's version and ends the draft. @returns false: that version is there already */
  publish(councilId: string, charter: Charter, note: string, hand: CharterHand): Promise<boolean>;
}

/** Makes the charters over a store. */
export function createCharters(db: Kysely<Schema>): Charters {
  const published = (councilId: string) =>
    db
      .selectFrom('charter_versions')
      .innerJoin('people', 'people.id', 'charter_versions.by')
      .selectAll('charter_versions')
      .select('people.name')
      .where('council_id', '=', councilId)
      .orderBy('version', 'desc');
  return {
    versions: async (councilId) => (await published(councilId).execute()).map(fromRow),
    async latest(councilId) {
      const row = await published(councilId).limit(1).executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    async draft(councilId) {
      const row = await db
        .selectFrom('charter_drafts')
        .innerJoin('people', 'people.id', 'charter_drafts.by')
        .selectAll('charter_drafts')
        .select('people.name')
        .where('council_id', '=', councilId)
        .executeTakeFirst();
      return row ? { revision: row.revision, charter: read(row.body), at: row.at, by: row.name } : null;
    },
    async keep(councilId, after, charter, { personId, at }) {
      const values = { revision: after + 1, body: JSON.stringify(charter), at, by: personId };
      const rows =
        after === 0
          ? await db
              .insertInto('charter_drafts')
              .values({ council_id: councilId, ...values })
              .onConflict((conflict) => conflict.column('council_id').doNothing())
              .returning('revision')
              .execute()
          : await db
              .updateTable('charter_drafts')
              .set(values)
              .where('council_id', '=', councilId)
              .where('revision', '=', after)
              .returning('revision')
              .execute();
      return rows[0]?.revision ?? null;
    },
    async drop(councilId, revision) {
      const gone = await db
        .deleteFrom('charter_drafts')
        .where('council_id', '=', councilId)
        .where('revision', '=', revision)
        .returning('revision')
        .execute();
      return gone.length > 0;
    },
    publish: (councilId, charter, note, { personId, at }) =>
      db.transaction().execute(async (trx) => {
        const rows = await trx
          .insertInto('charter_versions')
          .values({
            council_id: councilId,
            version: charter.version,
            body: JSON.stringify(charter),
            note,
            at,
            by: personId,
          })
          .onConflict((conflict) => conflict.columns(['council_id', 'version']).doNothing())
          .returning('version')
          .execute();
        if (rows.length > 0) await trx.deleteFrom('charter_drafts').where('council_id', '=', councilId).execute();
        return rows.length > 0;
      }),
  };
}

const read = (body: string): Charter => JSON.parse(body) as Charter;

function fromRow(row: Schema['charter_versions'] & { name: string }): PublishedCharter {
  return { version: row.version, charter: read(row.body), note: row.note, at: row.at, by: row.name };
}

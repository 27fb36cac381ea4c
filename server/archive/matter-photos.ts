import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** A photo's file and the matter that shows it; null: nobody has sent the report yet. */
export interface MatterPhoto {
  fileId: string;
  councilId: string;
  matterId: string | null;
}

/** The photos of matters: uploaded one by one, then tied to the report that names them. */
export interface MatterPhotos {
  /** Notes an uploaded file as a photo that waits for its report. */
  add(photo: { fileId: string; councilId: string; at: string }): Promise<void>;
  get(fileId: string): Promise<MatterPhoto | null>;
  /** The files of a matter's photos, in their order. */
  of(matterId: string): Promise<string[]>;
  /** Throws away photos older than a moment for which no report came, with their files. */
  sweep(before: string): Promise<void>;
}

/** Most files that one sweep throws away. */
const SWEPT = 50;

/** Makes the photos over a store. */
export function createMatterPhotos(db: Kysely<Schema>): MatterPhotos {
  return {
    async add({ fileId, councilId, at }) {
      const row = { file_id: fileId, council_id: councilId, matter_id: null, position: 0, at };
      await db.insertInto('matter_photos').values(row).execute();
    },
    async get(fileId) {
      const row = await db.selectFrom('matter_photos').selectAll().where('file_id', '=', fileId).executeTakeFirst();
      return row ? { fileId, councilId: row.council_id, matterId: row.matter_id } : null;
    },
    async of(matterId) {
      const rows = await db
        .selectFrom('matter_photos')
        .select('file_id')
        .where('matter_id', '=', matterId)
        .orderBy('position')
        .execute();
      return rows.map((row) => row.file_id);
    },
    async sweep(before) {
      await db.transaction().execute(async (trx) => {
        const loose = await trx
          .selectFrom('matter_photos')
          .select('file_id')
          .where('matter_id', 'is', null)
          .where('at', '<', before)
          .limit(SWEPT)
          .execute();
        const ids = loose.map((row) => row.file_id);
        if (ids.length === 0) return;
        // A report may have taken one of them meanwhile: only what is still loose goes.
        const gone = await trx
          .deleteFrom('matter_photos')
          .where('file_id', 'in', ids)
          .where('matter_id', 'is', null)
          .returning('file_id')
          .execute();
        const files = gone.map((row) => row.file_id);
        if (files.length === 0) return;
        await trx.deleteFrom('file_parts').where('file_id', 'in', files).execute();
        await trx.deleteFrom('files').where('id', 'in', files).execute();
      });
    },
  };
}

import { createHash, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** An uploaded file without its bytes. `size` in bytes, `sha256` in hex, `at` ISO. */
export interface StoredFile {
  id: string;
  councilId: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
  at: string;
  by: string;
}

/** The files of councils: written once, never changed. */
export interface Files {
  /** Stores a file whole or not at all; under an id that is there already, the first one stays and is answered. */
  keep(file: {
    id?: string;
    councilId: string;
    name: string;
    type: string;
    bytes: Uint8Array;
    at: string;
    by: string;
  }): Promise<StoredFile>;
  get(id: string): Promise<StoredFile | null>;
  /** The bytes, or null when there is no such file. */
  bytes(id: string): Promise<Buffer | null>;
}

/** Bytes per row. */
const PART = 512 * 1024;

/** Makes the files over a store. */
export function createFiles(db: Kysely<Schema>): Files {
  const get = async (id: string): Promise<StoredFile | null> => {
    const row = await db.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) return null;
    const { council_id: councilId, ...rest } = row;
    return { ...rest, councilId };
  };
  return {
    async keep({ id = randomUUID(), councilId, name, type, bytes, at, by }) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const file: StoredFile = { id, councilId, name, type, size: bytes.length, sha256, at, by };
      const isNew = await db.transaction().execute(async (trx) => {
        const { councilId: council_id, ...rest } = file;
        const done = await trx
          .insertInto('files')
          .values({ ...rest, council_id })
          .onConflict((oc) => oc.column('id').doNothing())
          .executeTakeFirst();
        if (done.numInsertedOrUpdatedRows !== 1n) return false;
        for (let part = 0; part * PART < bytes.length; part++) {
          const slice = Buffer.from(bytes.subarray(part * PART, (part + 1) * PART));
          await trx.insertInto('file_parts').values({ file_id: file.id, part, bytes: slice }).execute();
        }
        return true;
      });
      return isNew ? file : (await get(id))!;
    },
    get,
    async bytes(id) {
      if (!(await get(id))) return null;
      const rows = await db
        .selectFrom('file_parts')
        .select('bytes')
        .where('file_id', '=', id)
        .orderBy('part')
        .execute();
      return Buffer.concat(rows.map((row) => row.bytes));
    },
  };
}

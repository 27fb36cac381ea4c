import { createHash, randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { createMatterList, type MatterList } from './matter-list.ts';
import { createMatterPhotos, type MatterPhotos } from './matter-photos.ts';
import { columnsOf, matterFrom, rowOf, type MatterChange, type NewMatter, type StoredMatter } from './matter-row.ts';
import type { Schema } from './schema.ts';

/** A step of a matter's history: who did what, and what they said. */
export interface MatterStep {
  n: number;
  at: string;
  /** Person, `resident` or `system`. */
  by: string;
  /** The person's name then; empty for residents and the system. */
  name: string;
  what: string;
  detail: Record<string, string>;
}

/** One step to be taken. */
export interface MatterMove {
  matterId: string;
  /** The version that whoever moves it has seen; left out: whatever it is (notes, supplements). */
  seen?: number;
  change: MatterChange;
  step: Omit<MatterStep, 'n'>;
  /** Gives it the next number of this year. */
  numberedIn?: number;
  /** Words to be added to what a search finds. */
  search?: string;
  /** A step of another matter in the same commit: the one it is merged into. */
  other?: { matterId: string; seen: number; step: Omit<MatterStep, 'n'> };
}

/** Somebody else moved the matter meanwhile. Nothing was done. */
export class MatterMoved extends Error {}

/** The matters of all councils: reports, steps, photos, and whether a council's public form is open. */
export interface Matters extends MatterList {
  readonly photos: MatterPhotos;
  /** Stores a report with its first step; the same token again gives the matter that is there. */
  report(matter: NewMatter): Promise<StoredMatter>;
  get(id: string): Promise<StoredMatter | null>;
  byToken(token: string): Promise<StoredMatter | null>;
  history(matterId: string): Promise<MatterStep[]>;
  /** Takes one step. @throws MatterMoved */
  move(move: MatterMove): Promise<StoredMatter>;
  /** The matters that have to do with a meeting. */
  ofMeeting(meetingId: string): Promise<StoredMatter[]>;
  /** Meetings in which something stands that is not decided. */
  openMeetings(): Promise<string[]>;
  /** Whether those who run a council opened its public form or shut it; null: they said nothing. */
  form(councilId: string): Promise<boolean | null>;
  setForm(councilId: string, open: boolean): Promise<void>;
}

/** Makes the matters over a store. */
export function createMatters(db: Kysely<Schema>): Matters {
  const one = async (column: 'id' | 'token_hash', value: string, within: Kysely<Schema> = db) => {
    const row = await within.selectFrom('matters').selectAll().where(column, '=', value).executeTakeFirst();
    return row ? matterFrom(row) : null;
  };
  return {
    ...createMatterList(db),
    photos: createMatterPhotos(db),
    async report(matter) {
      const hash = hashOf(matter.token);
      const id = randomUUID();
      await db.transaction().execute((trx) => insertReport(trx, rowOf(matter, id, hash), matter));
      return (await one('token_hash', hash))!;
    },
    get: (id) => one('id', id),
    byToken: (token) => one('token_hash', hashOf(token)),
    async history(matterId) {
      const rows = await db
        .selectFrom('matter_steps')
        .selectAll()
        .where('matter_id', '=', matterId)
        .orderBy('n')
        .execute();
      return rows.map(({ matter_id: _matter, detail, ...step }) => ({
        ...step,
        detail: JSON.parse(detail) as Record<string, string>,
      }));
    },
    async move(move) {
      await db.transaction().execute((trx) => take(trx, move));
      return (await one('id', move.matterId))!;
    },
    async ofMeeting(meetingId) {
      const rows = await db.selectFrom('matters').selectAll().where('meeting_id', '=', meetingId).execute();
      return rows.map(matterFrom);
    },
    async openMeetings() {
      const rows = await db
        .selectFrom('matters')
        .select('meeting_id')
        .distinct()
        .where('state', 'in', ['onAgenda', 'decided'])
        .where('meeting_id', 'is not', null)
        .execute();
      return rows.map((row) => row.meeting_id!);
    },
    async form(councilId) {
      const row = await db
        .selectFrom('matter_forms')
        .select('open')
        .where('council_id', '=', councilId)
        .executeTakeFirst();
      return row ? row.open === 1 : null;
    },
    async setForm(councilId, open) {
      await db
        .insertInto('matter_forms')
        .values({ council_id: councilId, open: open ? 1 : 0 })
        .onConflict((oc) => oc.column('council_id').doUpdateSet({ open: open ? 1 : 0 }))
        .execute();
    },
  };
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

async function insertReport(trx: Transaction<Schema>, row: Schema['matters'], matter: NewMatter): Promise<void> {
  const made = await trx
    .insertInto('matters')
    .values(row)
    .onConflict((oc) => oc.column('token_hash').doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows !== 1n) return;
  const by = matter.reporterId ?? 'resident';
  await writeStep(trx, row.id, 1, { at: matter.at, by, name: matter.name, what: 'report', detail: {} });
  for (const [position, fileId] of matter.photoIds.entries())
    await trx
      .updateTable('matter_photos')
      .set({ matter_id: row.id, position })
      .where('file_id', '=', fileId)
      .where('council_id', '=', matter.councilId)
      .where('matter_id', 'is', null)
      .execute();
}

/** Takes the matter's row first, so that of two at once exactly one goes on. */
async function take(trx: Transaction<Schema>, move: MatterMove): Promise<void> {
  const { matterId, change, step, numberedIn, search, other } = move;
  const version = await advanceBoth(trx, move);
  const row = await trx.selectFrom('matters').selectAll().where('id', '=', matterId).executeTakeFirstOrThrow();
  const number = numberedIn === undefined ? null : await nextNumber(trx, row.council_id, numberedIn);
  await trx
    .updateTable('matters')
    .set({
      ...columnsOf(change),
      changed_at: step.at,
      ...(number && row.n === null ? { ...number, search: `${row.search} 〔${number.year}〕${number.n}` } : {}),
      ...(search === undefined ? {} : { search: `${row.search} ${search}` }),
    })
    .where('id', '=', matterId)
    .execute();
  await writeStep(trx, matterId, version, step);
  if (other) await writeStep(trx, other.matterId, other.seen + 1, other.step);
}

/** Always in the order of the ids, so that two who merge crosswise never wait for each other. */
async function advanceBoth(trx: Transaction<Schema>, { matterId, seen, other }: MatterMove): Promise<number> {
  if (other && other.matterId < matterId) await advance(trx, other.matterId, other.seen);
  const version = await advance(trx, matterId, seen);
  if (other && other.matterId > matterId) await advance(trx, other.matterId, other.seen);
  return version;
}

async function advance(trx: Transaction<Schema>, matterId: string, seen?: number): Promise<number> {
  const moved = await trx
    .updateTable('matters')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', matterId)
    .$if(seen !== undefined, (query) => query.where('version', '=', seen!))
    .returning('version')
    .executeTakeFirst();
  if (!moved) throw new MatterMoved(`${matterId} is not at ${seen}`);
  return moved.version;
}

/** The council's next number of a year. Its row stays locked until the commit, and a rollback gives the number back. */
async function nextNumber(
  trx: Transaction<Schema>,
  council_id: string,
  year: number,
): Promise<{ year: number; n: number }> {
  const { last } = await trx
    .insertInto('matter_numbers')
    .values({ council_id, year, last: 1 })
    .onConflict((oc) =>
      oc.columns(['council_id', 'year']).doUpdateSet((eb) => ({ last: eb('matter_numbers.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return { year, n: last };
}

async function writeStep(
  trx: Transaction<Schema>,
  matter_id: string,
  n: number,
  { at, by, name, what, detail }: Omit<MatterStep, 'n'>,
): Promise<void> {
  const row = { matter_id, n, at, by, name, what, detail: JSON.stringify(detail) };
  await trx.insertInto('matter_steps').values(row).execute();
}

import type { Kysely, Transaction } from 'kysely';
import type { MeetingSummary } from './meeting-list.ts';
import type { Schema } from './schema.ts';

/** A meeting's number in its council: 〔year〕n. */
export interface MeetingNumber {
  councilId: string;
  year: number;
  n: number;
  meetingId: string;
}

/** When a council meets regularly. `rule` is the caller's JSON, `time` as `HH:MM` in Shanghai. */
export interface StoredSeries {
  rule: string;
  time: string;
  place: string;
  link: string;
  changedAt: string;
  changedBy: string;
}

/** Numbers of meetings, and when councils meet regularly. */
export interface Plans {
  /**
   * Takes the lowest free number of a year behind those noted; the same meeting keeps what it has. Two takers at the same
   * time, also of two nodes, get two numbers.
   * @param now ISO; a number whose meeting did not come within a minute is free again
   */
  takeNumber(wanted: Omit<MeetingNumber, 'n'>, now: string): Promise<number>;
  /** Frees the number of a meeting that was not planned after all. */
  giveBack(meetingId: string): Promise<void>;
  /** Notes a number that a log tells; one that is there already stays. */
  note(number: MeetingNumber, now: string): Promise<void>;
  /** Meetings of a council whose number is not noted. */
  unnumbered(councilId: string): Promise<string[]>;
  /** Meetings that begin between two moments and are neither cancelled nor over, with who finds them. */
  between(from: string, until: string): Promise<(MeetingSummary & { people: string[] })[]>;
  series(councilId: string): Promise<StoredSeries | null>;
  keepSeries(councilId: string, series: StoredSeries): Promise<void>;
}

const MINUTE_MS = 60_000;
const TRIES = 200;

/** Makes the plans over a store. */
export function createPlans(db: Kysely<Schema>): Plans {
  return {
    async takeNumber({ councilId, year, meetingId }, now) {
      const stale = new Date(Date.parse(now) - MINUTE_MS).toISOString();
      for (let tries = 0; tries < TRIES; tries += 1) {
        const n = await db.transaction().execute(async (trx) => {
          const had = await numberOf(trx, meetingId);
          if (had !== undefined) return had;
          await freeStale(trx, councilId, stale);
          const free = await lowestFree(trx, councilId, year);
          const row = { council_id: councilId, year, n: free, meeting_id: meetingId, taken_at: now, noted: 0 };
          const done = await trx
            .insertInto('meeting_numbers')
            .values(row)
            .onConflict((oc) => oc.doNothing())
            .executeTakeFirst();
          return done.numInsertedOrUpdatedRows === 1n ? free : null;
        });
        if (n !== null) return n;
      }
      throw new Error(`no number for ${meetingId}`);
    },
    async giveBack(meetingId) {
      await db.deleteFrom('meeting_numbers').where('meeting_id', '=', meetingId).execute();
    },
    async note({ councilId, year, n, meetingId }, now) {
      await db
        .insertInto('meeting_numbers')
        .values({ council_id: councilId, year, n, meeting_id: meetingId, taken_at: now, noted: 1 })
        .onConflict((oc) => oc.doNothing())
        .execute();
    },
    async unnumbered(councilId) {
      const rows = await db
        .selectFrom('meetings')
        .leftJoin('meeting_numbers', 'meeting_numbers.meeting_id', 'meetings.id')
        .select('meetings.id')
        .where('meetings.council_id', '=', councilId)
        .where('meeting_numbers.meeting_id', 'is', null)
        .execute();
      return rows.map(({ id }) => id);
    },
    async between(from, until) {
      const rows = await db
        .selectFrom('meetings')
        .innerJoin('meeting_people', 'meeting_people.meeting_id', 'meetings.id')
        .select(['id', 'title', 'stage', 'council_id as council', 'starts_at as startsAt', 'person_id'])
        .where('starts_at', '>=', from)
        .where('starts_at', '<=', until)
        .where('stage', 'in', ['planned', 'noticed', 'inSession', 'suspended'])
        .orderBy('starts_at')
        .orderBy('id')
        .execute();
      const found = new Map<string, MeetingSummary & { people: string[] }>();
      for (const { person_id, ...summary } of rows) {
        const entry = found.get(summary.id) ?? { ...summary, people: [] };
        entry.people.push(person_id);
        found.set(summary.id, entry);
      }
      return [...found.values()];
    },
    async series(councilId) {
      const row = await db
        .selectFrom('meeting_series')
        .selectAll()
        .where('council_id', '=', councilId)
        .executeTakeFirst();
      if (!row) return null;
      const { rule, time, place, link } = row;
      return { rule, time, place, link, changedAt: row.changed_at, changedBy: row.changed_by };
    },
    async keepSeries(councilId, { rule, time, place, link, changedAt, changedBy }) {
      const row = { rule, time, place, link, changed_at: changedAt, changed_by: changedBy };
      await db
        .insertInto('meeting_series')
        .values({ council_id: councilId, ...row })
        .onConflict((oc) => oc.column('council_id').doUpdateSet(row))
        .execute();
    },
  };
}

async function numberOf(trx: Transaction<Schema>, meetingId: string): Promise<number | undefined> {
  const row = await trx
    .selectFrom('meeting_numbers')
    .select('n')
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst();
  return row?.n;
}

/** A number was taken and its meeting never came: the planner's process ended in between. */
async function freeStale(trx: Transaction<Schema>, councilId: string, before: string): Promise<void> {
  await trx
    .deleteFrom('meeting_numbers')
    .where('council_id', '=', councilId)
    .where('taken_at', '<', before)
    .where('meeting_id', 'not in', (eb) => eb.selectFrom('meetings').select('id'))
    .execute();
}

async function lowestFree(trx: Transaction<Schema>, councilId: string, year: number): Promise<number> {
  const rows = await trx
    .selectFrom('meeting_numbers')
    .select(['n', 'noted'])
    .where('council_id', '=', councilId)
    .where('year', '=', year)
    .orderBy('n')
    .execute();
  const taken = new Set(rows.map((row) => row.n));
  // Numbers go on behind those that came from elsewhere; what fell free among our own is taken again.
  let n = 1 + Math.max(0, ...rows.filter((row) => row.noted === 1).map((row) => row.n));
  while (taken.has(n)) n += 1;
  return n;
}

import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { CalendarYear } from '#lib/meeting/work-calendar.ts';
import type { Schema } from './schema.ts';

/** A year of the working calendar that an administrator set, with when (ISO) and by whom. */
export interface StoredYear extends CalendarYear {
  /** `2027`. */
  year: string;
  changedAt: string;
  changedBy: string;
}

/** What differs from the calendar that the product brings, and the secret keys of people's calendar feeds. */
export interface Calendars {
  /** The years that were set by hand, in their order. */
  years(): Promise<StoredYear[]>;
  /** Sets a year anew. */
  keep(year: StoredYear): Promise<void>;
  /** The key of a person's feed; made when there is none. */
  feedOf(personId: string): Promise<string>;
  /** A new key; the old address is dead at once. */
  renewFeed(personId: string): Promise<string>;
  /** Whose feed it is; null: no such key, or the account is closed. */
  personOf(key: string): Promise<string | null>;
}

const newFeed = (person_id: string): Schema['calendar_feeds'] => ({
  person_id,
  key: randomBytes(24).toString('base64url'),
  made_at: new Date().toISOString(),
});

/** Makes the calendars over a store. */
export function createCalendars(db: Kysely<Schema>): Calendars {
  const keyOf = async (personId: string): Promise<string> => {
    const rows = db.selectFrom('calendar_feeds').select('key').where('person_id', '=', personId);
    return (await rows.executeTakeFirstOrThrow()).key;
  };
  return {
    async years() {
      const rows = await db.selectFrom('calendar_years').selectAll().orderBy('year').execute();
      return rows.map(fromRow);
    },
    async keep({ year, published, holidays, makeUp, changedAt, changedBy }) {
      const values = {
        published: published ? 1 : 0,
        holidays: JSON.stringify(holidays),
        make_up: JSON.stringify(makeUp),
        changed_at: changedAt,
        changed_by: changedBy,
      };
      await db
        .insertInto('calendar_years')
        .values({ year, ...values })
        .onConflict((conflict) => conflict.column('year').doUpdateSet(values))
        .execute();
    },
    async feedOf(personId) {
      const first = db.insertInto('calendar_feeds').values(newFeed(personId));
      await first.onConflict((conflict) => conflict.column('person_id').doNothing()).execute();
      return keyOf(personId);
    },
    async renewFeed(personId) {
      const { person_id, ...fresh } = newFeed(personId);
      await db
        .insertInto('calendar_feeds')
        .values({ person_id, ...fresh })
        .onConflict((conflict) => conflict.column('person_id').doUpdateSet(fresh))
        .execute();
      return keyOf(personId);
    },
    async personOf(key) {
      const row = await db
        .selectFrom('calendar_feeds')
        .innerJoin('people', 'people.id', 'calendar_feeds.person_id')
        .select('person_id')
        .where('key', '=', key)
        .where('people.disabled', '=', 0)
        .executeTakeFirst();
      return row?.person_id ?? null;
    },
  };
}

function fromRow(row: Schema['calendar_years']): StoredYear {
  return {
    year: row.year,
    published: row.published === 1,
    holidays: JSON.parse(row.holidays) as string[],
    makeUp: JSON.parse(row.make_up) as string[],
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  };
}

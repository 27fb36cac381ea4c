import type { Kysely, Transaction } from 'kysely';
import type { Role, UnitPart } from '#lib/meeting/seat.ts';
import { createContacts, type Contacts } from './contacts.ts';
import { createCouncils, unitRow, type Councils, type NewUnit } from './councils.ts';
import type { StoreDialect } from './dialect.ts';
import { createPeople, type People } from './people.ts';
import type { Schema } from './schema.ts';

/** What can change about a seat. */
export interface SeatChange {
  unitId: string | null;
  roles: readonly Role[];
  from: string;
  until: string | null;
  post: string;
}

/** A council's units, people and seats as one transaction sees and changes them. */
export interface RosterChange {
  readonly councils: Councils;
  readonly people: People;
  readonly contacts: Contacts;
  /** Puts a unit behind the others. */
  addUnit(councilId: string, unit: NewUnit): Promise<void>;
  changeUnit(councilId: string, unitId: string, unit: { name: string; short: string; part: UnitPart }): Promise<void>;
  /** Gives the units this order. */
  orderUnits(councilId: string, unitIds: readonly string[]): Promise<void>;
  /** Takes a unit out of the council and ends its seats; the rows stay. */
  retireUnit(councilId: string, unitId: string, at: string): Promise<void>;
  renamePerson(personId: string, name: string): Promise<void>;
  changeSeat(seatId: string, seat: SeatChange): Promise<void>;
  /** Ends a seat at a moment; one that would begin later never begins. */
  endSeat(seatId: string, at: string): Promise<void>;
}

/** Who belongs to a council, changed in one piece. */
export interface Roster {
  /**
   * Everything that `work` writes is one commit, and nothing of it stays when it throws. Two changes of one council
   * follow one another, so that what `work` has looked up still holds when it writes.
   * @param councilId null for a council that is only being made
   */
  change<T>(councilId: string | null, work: (change: RosterChange) => Promise<T>): Promise<T>;
}

/** Makes the roster over a store. */
export function createRoster(db: Kysely<Schema>, dialect: StoreDialect): Roster {
  return {
    change: (councilId, work) =>
      db.transaction().execute(async (trx) => {
        // PostgreSQL holds the row for us until the commit; SQLite has one writer anyway.
        if (councilId !== null)
          await trx.updateTable('councils').set({ id: councilId }).where('id', '=', councilId).execute();
        return work(changeOver(trx, dialect));
      }),
  };
}

function changeOver(trx: Transaction<Schema>, dialect: StoreDialect): RosterChange {
  const setUnit = (councilId: string, unitId: string, values: Partial<Schema['units']>) =>
    trx.updateTable('units').set(values).where('council_id', '=', councilId).where('id', '=', unitId).execute();
  const setSeat = (seatId: string, values: Partial<Schema['seats']>) =>
    trx.updateTable('seats').set(values).where('id', '=', seatId).execute();
  return {
    councils: createCouncils(trx),
    people: createPeople(trx, dialect),
    contacts: createContacts(trx),
    async addUnit(councilId, unit) {
      const rows = await trx.selectFrom('units').select('position').where('council_id', '=', councilId).execute();
      const position = Math.max(-1, ...rows.map((row) => row.position)) + 1;
      await trx
        .insertInto('units')
        .values(unitRow(councilId, unit, position))
        .execute();
    },
    changeUnit: async (councilId, unitId, unit) => void (await setUnit(councilId, unitId, unit)),
    async orderUnits(councilId, unitIds) {
      for (const [position, unitId] of unitIds.entries()) await setUnit(councilId, unitId, { position });
    },
    async retireUnit(councilId, unitId, at) {
      await setUnit(councilId, unitId, { retired_at: at });
      await trx
        .updateTable('seats')
        .set({ until: at })
        .where('council_id', '=', councilId)
        .where('unit_id', '=', unitId)
        .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', at)]))
        .execute();
    },
    async renamePerson(personId, name) {
      await trx.updateTable('people').set({ name }).where('id', '=', personId).execute();
    },
    changeSeat: async (seatId, { unitId, roles, from, until, post }) =>
      void (await setSeat(seatId, { unit_id: unitId, roles: JSON.stringify(roles), from, until, post })),
    endSeat: async (seatId, at) => void (await setSeat(seatId, { until: at })),
  };
}

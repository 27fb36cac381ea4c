import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Role, Unit } from '#lib/meeting/seat.ts';
import type { Schema } from './schema.ts';

/** A standing body (联席会议) with its charter and member units, in their order. */
export interface StoredCouncil {
  id: string;
  name: string;
  charterId: string;
  units: Unit[];
}

/** The tie of a person to a council: for whom they sit, as what, and from when until when (ISO). */
export interface CouncilSeat {
  id: string;
  councilId: string;
  personId: string;
  /** The person's name, as the account has it. */
  name: string;
  unitId: string | null;
  roles: Role[];
  from: string;
  until: string | null;
}

export interface NewSeat {
  councilId: string;
  personId: string;
  unitId?: string | null;
  roles: readonly Role[];
  from?: string;
  until?: string | null;
}

/** The councils of this deployment, with units and seats. People see only their own (domain.md rule 17). */
export interface Councils {
  /** Units get the ids given, or new ones. */
  create(council: {
    id?: string;
    name: string;
    charterId: string;
    units: readonly { id?: string; name: string; short?: string }[];
  }): Promise<StoredCouncil>;
  get(id: string): Promise<StoredCouncil | null>;
  list(): Promise<StoredCouncil[]>;
  seat(seat: NewSeat): Promise<CouncilSeat>;
  /** Ends a seat's term now; the row stays. */
  endSeat(seatId: string): Promise<void>;
  /** The seats a person holds now. */
  seatsOf(personId: string): Promise<CouncilSeat[]>;
  /** Who sits on a council now. */
  roster(councilId: string): Promise<CouncilSeat[]>;
}

/** Makes the councils over a store. */
export function createCouncils(db: Kysely<Schema>): Councils {
  const seats = (now: string) =>
    db
      .selectFrom('seats')
      .innerJoin('people', 'people.id', 'seats.person_id')
      .selectAll('seats')
      .select('people.name')
      .where('seats.from', '<=', now)
      .where((eb) => eb.or([eb('seats.until', 'is', null), eb('seats.until', '>', now)]))
      .where('people.disabled', '=', 0)
      .orderBy('seats.id');
  const withUnits = async (rows: Schema['councils'][]): Promise<StoredCouncil[]> => {
    const units = await db.selectFrom('units').selectAll().orderBy('position').execute();
    return rows.map(({ id, name, charter_id }) => ({
      id,
      name,
      charterId: charter_id,
      units: units
        .filter((unit) => unit.council_id === id)
        .map((unit) => ({ id: unit.id, name: unit.name, short: unit.short })),
    }));
  };
  const get = async (id: string) =>
    (await withUnits(await db.selectFrom('councils').selectAll().where('id', '=', id).execute()))[0] ?? null;

  return {
    async create(council) {
      const id = council.id ?? randomUUID();
      const units = council.units.map((unit, position) => ({
        id: unit.id ?? randomUUID(),
        council_id: id,
        name: unit.name,
        short: unit.short ?? unit.name,
        position,
      }));
      await db.transaction().execute(async (trx) => {
        const created_at = new Date().toISOString();
        await trx
          .insertInto('councils')
          .values({ id, name: council.name, charter_id: council.charterId, created_at })
          .execute();
        if (units.length > 0) await trx.insertInto('units').values(units).execute();
      });
      return (await get(id))!;
    },
    get,
    list: async () => withUnits(await db.selectFrom('councils').selectAll().orderBy('name').execute()),
    async seat(seat) {
      const row = {
        id: randomUUID(),
        council_id: seat.councilId,
        person_id: seat.personId,
        unit_id: seat.unitId ?? null,
        roles: JSON.stringify(seat.roles),
        from: seat.from ?? new Date().toISOString(),
        until: seat.until ?? null,
      };
      await db.insertInto('seats').values(row).execute();
      const person = await db
        .selectFrom('people')
        .select('name')
        .where('id', '=', seat.personId)
        .executeTakeFirstOrThrow();
      return fromRow({ ...row, name: person.name });
    },
    async endSeat(seatId) {
      await db.updateTable('seats').set({ until: new Date().toISOString() }).where('id', '=', seatId).execute();
    },
    async seatsOf(personId) {
      const rows = await seats(new Date().toISOString()).where('seats.person_id', '=', personId).execute();
      return rows.map(fromRow);
    },
    async roster(councilId) {
      const rows = await seats(new Date().toISOString()).where('seats.council_id', '=', councilId).execute();
      return rows.map(fromRow);
    },
  };
}

function fromRow(row: Schema['seats'] & { name: string }): CouncilSeat {
  const { id, name, from, until } = row;
  const roles = JSON.parse(row.roles) as Role[];
  return { id, councilId: row.council_id, personId: row.person_id, name, unitId: row.unit_id, roles, from, until };
}

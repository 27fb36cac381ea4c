import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Role, Unit, UnitPart } from '#lib/meeting/seat.ts';
import type { Schema } from './schema.ts';

/** A standing body (联席会议) with its charter and member units, in their order. */
export interface StoredCouncil {
  id: string;
  name: string;
  charterId: string;
  units: Unit[];
  /** Units that were members once; meetings held with them keep them. */
  retired: Unit[];
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
  /** What the person is in their own unit (职务); empty where it was not said. */
  post: string;
}

export interface NewSeat {
  id?: string;
  councilId: string;
  personId: string;
  unitId?: string | null;
  roles: readonly Role[];
  from?: string;
  until?: string | null;
  post?: string;
}

export interface NewUnit {
  id?: string;
  name: string;
  short?: string;
  part?: UnitPart;
}

/** The councils of this deployment, with units and seats. People see only their own (domain.md rule 17). */
export interface Councils {
  /** Units get the ids given, or new ones. */
  create(council: { id?: string; name: string; charterId: string; units: readonly NewUnit[] }): Promise<StoredCouncil>;
  get(id: string): Promise<StoredCouncil | null>;
  list(): Promise<StoredCouncil[]>;
  seat(seat: NewSeat): Promise<CouncilSeat>;
  /** Ends a seat's term now; the row stays. */
  endSeat(seatId: string): Promise<void>;
  /** The seats a person holds now. */
  seatsOf(personId: string): Promise<CouncilSeat[]>;
  /** Who sits on a council now. */
  roster(councilId: string): Promise<CouncilSeat[]>;
  /** Every seat there was, is and will be, in the order in which they begin. */
  allSeats(councilId: string): Promise<CouncilSeat[]>;
}

/** Makes the councils over a store, or over one of its transactions. */
export function createCouncils(db: Kysely<Schema> | Transaction<Schema>): Councils {
  const allSeats = () =>
    db
      .selectFrom('seats')
      .innerJoin('people', 'people.id', 'seats.person_id')
      .selectAll('seats')
      .select('people.name')
      .where('people.disabled', '=', 0);
  const seats = (now: string) =>
    allSeats()
      .where('seats.from', '<=', now)
      .where((eb) => eb.or([eb('seats.until', 'is', null), eb('seats.until', '>', now)]))
      .orderBy('seats.id');
  const withUnits = async (rows: Schema['councils'][]): Promise<StoredCouncil[]> => {
    if (rows.length === 0) return [];
    const query = db.selectFrom('units').selectAll().orderBy('position').orderBy('id');
    const units = await (rows.length === 1 ? query.where('council_id', '=', rows[0]!.id) : query).execute();
    return rows.map(({ id, name, charter_id }) => {
      const own = units.filter((unit) => unit.council_id === id);
      return {
        id,
        name,
        charterId: charter_id,
        units: own.filter((unit) => unit.retired_at === null).map(asUnit),
        retired: own.filter((unit) => unit.retired_at !== null).map(asUnit),
      };
    });
  };
  const get = async (id: string) =>
    (await withUnits(await db.selectFrom('councils').selectAll().where('id', '=', id).execute()))[0] ?? null;

  return {
    async create(council) {
      const id = council.id ?? randomUUID();
      const units = council.units.map((unit, position) => unitRow(id, unit, position));
      const write = async (trx: Kysely<Schema>) => {
        const created_at = new Date().toISOString();
        await trx
          .insertInto('councils')
          .values({ id, name: council.name, charter_id: council.charterId, created_at })
          .execute();
        if (units.length > 0) await trx.insertInto('units').values(units).execute();
      };
      await (db.isTransaction ? write(db) : db.transaction().execute(write));
      return (await get(id))!;
    },
    get,
    list: async () => withUnits(await db.selectFrom('councils').selectAll().orderBy('name').orderBy('id').execute()),
    async seat(seat) {
      const row = seatRow(seat);
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
    async allSeats(councilId) {
      const rows = await allSeats()
        .where('seats.council_id', '=', councilId)
        .orderBy('seats.from')
        .orderBy('seats.id')
        .execute();
      return rows.map(fromRow);
    },
  };
}

/** A unit as the table holds it. */
export function unitRow(councilId: string, unit: NewUnit, position: number): Schema['units'] {
  const { id = randomUUID(), name, short = name, part = 'other' } = unit;
  return { id, council_id: councilId, name, short, position, part, retired_at: null };
}

function seatRow(seat: NewSeat): Schema['seats'] {
  return {
    id: seat.id ?? randomUUID(),
    council_id: seat.councilId,
    person_id: seat.personId,
    unit_id: seat.unitId ?? null,
    roles: JSON.stringify(seat.roles),
    from: seat.from ?? new Date().toISOString(),
    until: seat.until ?? null,
    post: seat.post ?? '',
  };
}

function asUnit({ id, name, short, part }: Schema['units']): Unit {
  return { id, name, short, part: part as UnitPart };
}

function fromRow(row: Schema['seats'] & { name: string }): CouncilSeat {
  const { id, name, from, until, post } = row;
  const roles = JSON.parse(row.roles) as Role[];
  return {
    id,
    councilId: row.council_id,
    personId: row.person_id,
    name,
    unitId: row.unit_id,
    roles,
    from,
    until,
    post,
  };
}

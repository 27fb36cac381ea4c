import type { CouncilForm } from '#lib/wire/council-form.ts';
import type { Role } from '#lib/meeting/seat.ts';
import { openArchive, type Archive } from '../../server/archive/archive.ts';
import { systemClock } from '../../server/clock.ts';
import { openOffice, type Office } from '../../server/office/office.ts';
import { Rooms } from '../../server/rooms/rooms.ts';

/** The real office over a real store, with rooms whose minutes nobody writes. */
export async function councilHouse(archive?: Archive) {
  const store = archive ?? (await openArchive());
  const faults: unknown[] = [];
  const rooms = new Rooms({
    archive: store,
    clock: systemClock,
    desk: {
      freeze: () => Promise.reject(new Error('no minutes here')),
      thaw: async () => {},
      record: async () => {},
    },
    onFault: (error) => faults.push(error),
  });
  const office = openOffice({
    archive: store,
    rooms,
    clock: systemClock,
    onFault: (error) => void faults.push(error),
  });
  const person = await store.people.create({ name: '管理员', admin: true });
  const admin = { personId: person.id, admin: true };
  return {
    archive: store,
    rooms,
    office,
    admin,
    faults,
    /** A council with these units, founded by the administrator. */
    async found(units: CouncilForm['units'] = [{ name: '物业公司' }, { name: '业主委员会' }, { name: '派出所' }]) {
      const made = await office.councils.found(admin, { name: '某镇联席会议', charterId: 'qiandeng-2020q1', units });
      if (!made.ok) throw new Error(made.code);
      return made.council;
    },
    /** Somebody seated by the administrator. */
    async seat(councilId: string, name: string, roles: Role[], unitId: string | null = null) {
      const made = await office.seats.seat(admin, councilId, { name, roles, unitId });
      if (!made.ok) throw new Error(made.code);
      return { seat: made.seat, visitor: { personId: made.seat.personId, admin: false } };
    },
    async close() {
      await rooms.rest();
      await store.close();
    },
  };
}

export type CouncilHouse = Awaited<ReturnType<typeof councilHouse>> & { office: Office };

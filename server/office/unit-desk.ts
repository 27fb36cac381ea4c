import { normalName, type UnitForm } from '#lib/wire/council-form.ts';
import type { Unit } from '#lib/meeting/seat.ts';
import type { RosterChange } from '../archive/archive.ts';
import { asNewUnit } from './council-desk.ts';
import { runs, type Asking } from './council-rights.ts';
import type { OfficeParts } from './office.ts';
import { orRefusal, Turned, type CouncilOutcome } from './outcome.ts';

/** The member units of a council, kept by those who run it. */
export interface UnitDesk {
  /** Adds a unit behind the others; the same id again is the same unit. */
  add(visitor: Asking, councilId: string, form: UnitForm): Promise<CouncilOutcome<{ unit: Unit }>>;
  /** Changes name, short name and the kind of body. Meetings keep what they were planned with. */
  change(visitor: Asking, councilId: string, form: UnitForm & { id: string }): Promise<CouncilOutcome>;
  /** Moves a unit one place up (-1) or down (1). */
  move(visitor: Asking, councilId: string, move: { unitId: string; by: -1 | 1 }): Promise<CouncilOutcome>;
  /** Takes a unit out of the council and ends its people's seats. */
  retire(visitor: Asking, councilId: string, unitId: string): Promise<CouncilOutcome>;
}

/** @throws Turned when a member unit's name is the same (U1) */
export function assertNewName(units: readonly Unit[], { id, name }: { id?: string; name: string }): void {
  const wanted = normalName(name);
  if (units.some((unit) => unit.id !== id && normalName(unit.name) === wanted)) throw new Turned('unit_exists');
}

/** Opens the desk. */
export function openUnitDesk({ archive, clock }: OfficeParts): UnitDesk {
  /** Who runs the council changes it, with its member units at hand. */
  const changing = <T extends object>(
    visitor: Asking,
    councilId: string,
    work: (change: RosterChange, units: readonly Unit[], isUsed: (unitId: string) => boolean) => Promise<T>,
  ) =>
    orRefusal(async () => {
      await runs(archive, councilId, visitor);
      return archive.roster.change(councilId, async (change) => {
        const council = await change.councils.get(councilId);
        if (!council) throw new Turned('not_found');
        return work(change, council.units, (id) => council.retired.some((unit) => unit.id === id));
      });
    });
  return {
    add: (visitor, councilId, form) =>
      changing(visitor, councilId, async (change, units, isUsed) => {
        const there = units.find((unit) => unit.id === form.id);
        if (there) return { unit: there };
        const unit = asNewUnit(form);
        if (isUsed(unit.id)) throw new Turned('unit_unknown');
        assertNewName(units, unit);
        await change.addUnit(councilId, unit);
        return { unit };
      }),
    change: (visitor, councilId, form) =>
      changing(visitor, councilId, async (change, units) => {
        if (!units.some((unit) => unit.id === form.id)) throw new Turned('unit_unknown');
        assertNewName(units, form);
        await change.changeUnit(councilId, form.id, asNewUnit(form));
        return {};
      }),
    move: (visitor, councilId, { unitId, by }) =>
      changing(visitor, councilId, async (change, units) => {
        const ids = units.map(({ id }) => id);
        const from = ids.indexOf(unitId);
        if (from < 0) throw new Turned('unit_unknown');
        const to = from + by;
        if (to < 0 || to >= ids.length) return {};
        [ids[from], ids[to]] = [ids[to]!, ids[from]!];
        await change.orderUnits(councilId, ids);
        return {};
      }),
    retire: (visitor, councilId, unitId) =>
      changing(visitor, councilId, async (change, units) => {
        if (!units.some((unit) => unit.id === unitId)) throw new Turned('unit_unknown');
        await change.retireUnit(councilId, unitId, new Date(clock.now()).toISOString());
        return {};
      }),
  };
}

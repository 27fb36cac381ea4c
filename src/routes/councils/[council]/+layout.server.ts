import { councilVisit } from '#lib/server/council-visit.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params }) => {
  const { council, seats, mayRun } = await councilVisit(locals, params.council);
  const unitId = seats.find((seat) => seat.unitId !== null)?.unitId;
  return {
    council: { id: council.id, name: council.name },
    unit: council.units.find((unit) => unit.id === unitId)?.name ?? '',
    mayRun,
  };
};

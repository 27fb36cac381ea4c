import { house } from '#lib/server/house.ts';
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  if (!locals.person) redirect(303, '/login?next=/councils');
  const entries = await house().office.councils.mine(locals.person);
  return {
    admin: locals.person.admin,
    councils: entries.map(({ council, seats, next }) => ({
      id: council.id,
      name: council.name,
      units: council.units.length,
      seats: seats.map(({ unitId, roles }) => ({
        unit: council.units.find(({ id }) => id === unitId)?.name ?? '',
        roles,
      })),
      next: next && { id: next.id, title: next.title, startsAt: next.startsAt, stage: next.stage },
    })),
  };
};

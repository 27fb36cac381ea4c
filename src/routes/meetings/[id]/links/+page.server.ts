import { house } from '#lib/server/house.ts';
import { error, redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals }) => {
  if (!locals.person) redirect(303, `/login?next=${encodeURIComponent(url.pathname)}`);
  const { accounts, rooms } = house();
  // An administrator makes links without a seat of their own in the meeting.
  if (!(await accounts.mayMakeLinks(locals.person, params.id))) error(404);
  const meeting = (await rooms.get(params.id))?.meeting;
  if (!meeting) error(404);
  const { id, title, seats, units } = meeting;
  return { meeting: { id, title, seats, units } };
};

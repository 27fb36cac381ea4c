import { house } from '#lib/server/house.ts';
import { error, redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals }) => {
  if (!locals.person) redirect(303, `/login?next=${encodeURIComponent(url.pathname + url.search)}`);
  const { personId } = locals.person;
  const meeting = await house().stateFor(params.id, personId);
  if (!meeting) error(404);
  return {
    meeting,
    personId,
    mayMakeLinks: await house().accounts.mayMakeLinks(locals.person, params.id),
    now: Date.now(),
    entrance: house().entrance,
  };
};

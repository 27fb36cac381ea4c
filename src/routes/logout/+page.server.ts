import { house } from '#lib/server/house.ts';
import { redirect } from '@sveltejs/kit';
import { arrive } from '#lib/server/arrival.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  default: async (event) => {
    if (event.locals.person) await house().accounts.logout(event.locals.person);
    arrive(event, house().sessions.blankCookie);
    redirect(303, '/login');
  },
};

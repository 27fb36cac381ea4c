import { arrive, callerOf } from '#lib/server/arrival.ts';
import { house } from '#lib/server/house.ts';
import { localPath } from '#lib/server/local-path.ts';
import { turnedDown } from '#lib/server/turned-down.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Longer than any password or username there is; the rest is not worth hashing. */
const MAX_LENGTH = 200;

const nextOf = ({ searchParams }: URL): string => localPath(searchParams.get('next') ?? searchParams.get('redirectTo'));

export const load: PageServerLoad = ({ locals, url }) => {
  if (locals.person) redirect(303, nextOf(url));
  return {
    samples: house().samples.map(({ username, name, office, password }) => ({ username, name, office, password })),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const [username, password] = ['username', 'password'].map((name) => String(form.get(name) ?? ''));
    if (username!.length > MAX_LENGTH || password!.length > MAX_LENGTH)
      return fail(401, { username: '', code: 'wrong_credentials' as const, retryAfter: 0 });
    const outcome = await house().accounts.login({ username: username!, password: password! }, callerOf(event));
    if (!outcome.ok) return turnedDown(event, outcome, 401, { username: username! });
    arrive(event, outcome.setCookie);
    redirect(303, nextOf(event.url));
  },
};

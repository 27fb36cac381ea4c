import { callerOf } from '#lib/server/arrival.ts';
import { house } from '#lib/server/house.ts';
import { localPath } from '#lib/server/local-path.ts';
import { keepLooks } from '#lib/server/looks.ts';
import { isPassword, isUsername } from '#lib/wire/credentials.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  if (!locals.person) redirect(303, '/login?next=/account');
  const { archive, accounts } = house();
  const [person, sessions] = await Promise.all([
    archive.people.get(locals.person.personId),
    accounts.mySessions(locals.person),
  ]);
  return {
    username: person?.username ?? null,
    hasPassword: person?.hasPassword ?? false,
    sessions: sessions.map(({ id, device, createdAt, seenAt, current, method }) => ({
      id,
      device,
      createdAt,
      seenAt,
      current,
      byLink: method.startsWith('link:'),
    })),
  };
};

const text = (form: FormData, name: string): string => String(form.get(name) ?? '');

export const actions: Actions = {
  password: async (event) => {
    if (!event.locals.person) redirect(303, '/login?next=/account');
    const form = await event.request.formData();
    const [current, next, username] = [text(form, 'current'), text(form, 'next'), text(form, 'username').trim()];
    if (!isPassword(next) || (form.has('username') && !isUsername(username)))
      return fail(400, { part: 'password' as const, code: 'invalid' as const, username, retryAfter: 0 });
    const change = { current: current || undefined, next, username: username || undefined };
    const outcome = await house().accounts.changePassword(event.locals.person, change, callerOf(event));
    if (outcome.ok) return { part: 'password' as const, code: null, username, retryAfter: 0 };
    const { code, retryAfter = 0 } = outcome;
    return fail(code === 'rate_limited' ? 429 : 409, { part: 'password' as const, code, username, retryAfter });
  },

  revoke: async ({ request, locals }) => {
    if (!locals.person) redirect(303, '/login?next=/account');
    const outcome = await house().accounts.endMySession(locals.person, text(await request.formData(), 'session'));
    return { part: 'sessions' as const, code: outcome.ok ? ('revoked' as const) : ('gone' as const) };
  },

  /** Theme, size and language; also for those who are not logged in. */
  looks: async (event) => {
    const form = await event.request.formData();
    await keepLooks(event, form);
    redirect(303, localPath(form.get('back') ?? '/account'));
  },
};

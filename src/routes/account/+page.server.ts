import { arrive, callerOf, ownAddress } from '#lib/server/arrival.ts';
import { house } from '#lib/server/house.ts';
import { localPath } from '#lib/server/local-path.ts';
import { keepLooks } from '#lib/server/looks.ts';
import { councilOf } from '#lib/server/my-council.ts';
import { turnedDown } from '#lib/server/turned-down.ts';
import { isPassword, isUsername } from '#lib/wire/credentials.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

const LOGIN = '/login?next=/account';

export const load: PageServerLoad = async ({ locals, url }) => {
  if (!locals.person) redirect(303, LOGIN);
  const { archive, accounts, office } = house();
  const [person, sessions, council, feed] = await Promise.all([
    archive.people.get(locals.person.personId),
    accounts.mySessions(locals.person),
    councilOf(locals.person.personId),
    office.feeds.pathOf(locals.person.personId),
  ]);
  return {
    council,
    feed: ownAddress(url) + feed,
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
    const { person } = event.locals;
    if (!person) redirect(303, LOGIN);
    const form = await event.request.formData();
    const [current, next, username] = [text(form, 'current'), text(form, 'next'), text(form, 'username').trim()];
    const kept = { part: 'password' as const, username, isFirst: !form.has('current') };
    if (!isPassword(next) || (form.has('username') && !isUsername(username)))
      return fail(400, { ...kept, code: 'invalid' as const, retryAfter: 0 });
    const change = { current: current || undefined, next, username: username || undefined };
    const outcome = await house().accounts.changePassword(person, change, callerOf(event));
    return outcome.ok ? { ...kept, code: null, retryAfter: 0 } : turnedDown(event, outcome, 409, kept);
  },

  revoke: async (event) => {
    const { person } = event.locals;
    if (!person) redirect(303, LOGIN);
    const session = text(await event.request.formData(), 'session');
    const outcome = await house().accounts.endMySession(person, session);
    if (outcome.ok && session === person.sessionId) {
      arrive(event, house().sessions.blankCookie);
      redirect(303, LOGIN);
    }
    return { part: 'sessions' as const, code: outcome.ok ? ('revoked' as const) : ('gone' as const) };
  },

  /** A new address for my calendar feed. */
  feed: async ({ locals }) => {
    if (!locals.person) redirect(303, LOGIN);
    await house().office.feeds.renew(locals.person.personId);
    return { part: 'feed' as const };
  },

  /** Theme, size and language; also for those who are not logged in. */
  looks: async (event) => {
    const form = await event.request.formData();
    await keepLooks(event, form);
    redirect(303, localPath(form.get('back') ?? '/account'));
  },
};

import * as v from 'valibot';
import { isPassword, isUsername, PASSWORD_LENGTH } from '#lib/wire/credentials.ts';
import { setupForm } from '#lib/wire/setup-form.ts';
import type { Outcome } from './accounts.ts';
import { Turned, type Answer } from './answer.ts';
import { memberRoute, openRoute, type Route } from './api-house.ts';
import type { SessionDoor } from './session.ts';

const newPassword = v.pipe(v.string(), v.check(isPassword));
const newUsername = v.pipe(v.string(), v.trim(), v.check(isUsername));
const aPassword = v.pipe(v.string(), v.maxLength(PASSWORD_LENGTH.max));
const anId = v.pipe(v.string(), v.minLength(1), v.maxLength(80));

const loginForm = v.strictObject({ username: v.pipe(v.string(), v.maxLength(200)), password: aPassword });
const passwordForm = v.strictObject({
  current: v.optional(aPassword),
  next: newPassword,
  username: v.optional(newUsername),
});
const linkForm = v.strictObject({
  personId: anId,
  hours: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24 * 60))),
});

/** Accounts, sessions and personal links. */
export const accountRoutes: readonly Route[] = [
  openRoute(
    'POST',
    '/api/login',
    async ({ house, body, from }) => {
      const { visitor, setCookie } = granted(await house.accounts.login(body, from));
      const person = await house.archive.people.get(visitor.personId);
      return { json: { person: person && shownPerson(person) }, headers: { 'Set-Cookie': setCookie } };
    },
    loginForm,
  ),
  openRoute('POST', '/api/logout', async ({ house, req }) => {
    const visitor = await house.sessions.sessionOf(req);
    if (visitor) await house.accounts.logout(visitor);
    return forgotten(house.sessions);
  }),
  openRoute('POST', '/api/links/:token/redeem', async ({ house, params, from }) => {
    const { visitor, setCookie, meetingId } = granted(await house.accounts.redeemLink(params.token!, from));
    const person = await house.archive.people.get(visitor.personId);
    return { json: { person: person && shownPerson(person), meetingId }, headers: { 'Set-Cookie': setCookie } };
  }),
  openRoute(
    'POST',
    '/api/setup/:token',
    async ({ house, params, body, from }) => {
      const { setCookie, councilId } = granted(await house.accounts.redeemSetup(params.token!, body, from));
      return { json: { councilId }, headers: { 'Set-Cookie': setCookie } };
    },
    setupForm,
  ),
  memberRoute('GET', '/api/me', async ({ house, visitor }) => {
    const [person, seats] = await Promise.all([
      house.archive.people.get(visitor.personId),
      house.archive.councils.seatsOf(visitor.personId),
    ]);
    const shown = seats.map(({ councilId, unitId, roles, from, until }) => ({ councilId, unitId, roles, from, until }));
    return { json: { person: person && shownPerson(person), seats: shown } };
  }),
  memberRoute(
    'POST',
    '/api/me/password',
    async ({ house, visitor, body, from }) => {
      granted(await house.accounts.changePassword(visitor, body, from));
      return {};
    },
    passwordForm,
  ),
  memberRoute(
    'POST',
    '/api/me/locale',
    async ({ house, visitor, body }) => {
      await house.accounts.setLocale(visitor, body.locale);
      return {};
    },
    v.strictObject({ locale: v.picklist(['zh-CN', 'en']) }),
  ),
  memberRoute('GET', '/api/me/sessions', async ({ house, visitor }) => {
    const sessions = await house.accounts.mySessions(visitor);
    const shown = sessions.map(({ id, createdAt, seenAt, device, current }) => ({
      id,
      createdAt,
      seenAt,
      device,
      current,
    }));
    return { json: { sessions: shown } };
  }),
  memberRoute('DELETE', '/api/me/sessions/:id', async ({ house, visitor, params }) => {
    granted(await house.accounts.endMySession(visitor, params.id!));
    return params.id === visitor.sessionId ? forgotten(house.sessions) : {};
  }),
  memberRoute('GET', '/api/meetings/:id/links', async ({ house, visitor, params }) => {
    const { links } = granted(await house.accounts.links(visitor, params.id!));
    return { json: { links } };
  }),
  memberRoute(
    'POST',
    '/api/meetings/:id/links',
    async ({ house, visitor, params, body }) => {
      const { link, token } = granted(await house.accounts.makeLink(visitor, { meetingId: params.id!, ...body }));
      return { status: 201, json: { link, path: `/j/${token}` } };
    },
    linkForm,
  ),
  memberRoute('DELETE', '/api/links/:id', async ({ house, visitor, params }) => {
    granted(await house.accounts.revokeLink(visitor, params.id!));
    return {};
  }),
];

const statuses = {
  wrong_credentials: 401,
  wrong_password: 403,
  rate_limited: 429,
  username_needed: 400,
  username_taken: 409,
  link_invalid: 404,
  setup_invalid: 404,
  not_found: 404,
} as const;

function granted<T extends object>(outcome: Outcome<T>): { ok: true } & T {
  if (outcome.ok) return outcome;
  const { code, retryAfter } = outcome;
  throw new Turned(statuses[code], code, retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) });
}

function forgotten(sessions: SessionDoor): Answer {
  return { headers: { 'Set-Cookie': sessions.blankCookie } };
}

function shownPerson(person: { id: string; name: string; username: string | null; locale: string; admin: boolean }) {
  const { id, name, username, locale, admin } = person;
  return { id, name, username, locale, admin };
}

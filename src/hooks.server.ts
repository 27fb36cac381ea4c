import { building } from '$app/environment';
import { messageFor } from '#lib/messages/messages.ts';
import { isLocale, type Locale } from '#lib/messages/words.ts';
import { house } from '#lib/server/house.ts';
import { APPEARANCE_COOKIES, isSize, isTheme } from '#lib/wire/appearance.ts';
import type { Handle, HandleServerError, RequestEvent } from '@sveltejs/kit';

/** The language: the account's, else this device's choice, else what the browser prefers. */
function localeOf({ locals, cookies, request }: RequestEvent): Locale {
  const chosen = locals.person?.locale ?? cookies.get(APPEARANCE_COOKIES.locale);
  if (isLocale(chosen)) return chosen;
  return /^en\b/i.test(request.headers.get('accept-language') ?? '') ? 'en' : 'zh-CN';
}

const FORBIDDEN = { status: 403, headers: { 'Content-Type': 'text/plain; charset=utf-8' } };
const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Whether the request may change something: it does not, or it comes from our own pages. */
function comesFromHere({ request: { method, headers } }: RequestEvent): boolean {
  const origin = headers.get('origin') ?? undefined;
  return !CHANGING.has(method) || house().originAllowed({ origin, host: headers.get('host') ?? undefined });
}

/** Web sockets of this host beside `'self'`, for browsers that do not count them in. */
function allowSockets(response: Response, { host }: URL): void {
  const policy = response.headers.get('content-security-policy');
  if (!policy) return;
  const connect = `connect-src 'self' ws://${host} wss://${host}`;
  response.headers.set('content-security-policy', policy.replace("connect-src 'self'", connect));
}

/** Who asks and how the page should look, before any route. */
export const handle: Handle = async ({ event, resolve }) => {
  const { locals, cookies, request } = event;
  locals.person = building ? null : await house().sessions.visitorOf(request.headers.get('cookie') ?? undefined);
  locals.locale = localeOf(event);
  if (!building && !comesFromHere(event))
    return new Response(messageFor(locals.locale, 'error.foreign_origin'), FORBIDDEN);
  const theme = cookies.get(APPEARANCE_COOKIES.theme);
  const size = cookies.get(APPEARANCE_COOKIES.size);
  locals.theme = isTheme(theme) ? theme : 'system';
  locals.size = isSize(size) ? size : 'normal';
  const response = await resolve(event, {
    transformPageChunk: ({ html }) =>
      html
        .replace('%lianxi.lang%', locals.locale)
        .replace('%lianxi.theme%', locals.theme)
        .replace('%lianxi.size%', locals.size),
  });
  allowSockets(response, event.url);
  response.headers.set('X-Content-Type-Options', 'nosniff');
  response.headers.set('Referrer-Policy', 'same-origin');
  if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'private, no-store');
  return response;
};

/** A bug: logged under an id, which is all the person sees of it. */
export const handleError: HandleServerError = ({ error, status, message }) =>
  status === 404 ? { message } : { message: 'fault', fault: house().fault(error) };

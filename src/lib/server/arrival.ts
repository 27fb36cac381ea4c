import type { RequestEvent } from '@sveltejs/kit';
import { house } from './house.ts';

/** Where a form comes from, as far as accounts care. */
export const callerOf = (event: RequestEvent) => ({
  address: house().addressOf(event.request.headers.get('x-forwarded-for') ?? undefined, event.getClientAddress()),
  cookie: event.request.headers.get('cookie') ?? undefined,
  userAgent: event.request.headers.get('user-agent') ?? undefined,
});

/** The house's own address as others reach it, for links that leave the page. */
export const ownAddress = (url: URL): string => {
  const { origin, secure } = house().config;
  return origin ?? `${secure ? 'https' : 'http'}://${url.host}`;
};

/** Hands the browser the session cookie that the house made (`name=value; Path=/; …`), or the one that forgets it. */
export const arrive = ({ cookies }: RequestEvent, setCookie: string): void => {
  const [pair = '', ...attributes] = setCookie.split('; ');
  const [name = '', value = ''] = pair.split('=', 2);
  const maxAge = Number(attributes.find((attribute) => attribute.startsWith('Max-Age='))?.slice('Max-Age='.length));
  const secure = attributes.includes('Secure');
  cookies.set(name, value, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge, encode: String });
};

import { isLocale } from '#lib/messages/words.ts';
import { APPEARANCE_COOKIES, isSize, isTheme } from '#lib/wire/appearance.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { house } from './house.ts';

const YEAR_S = 365 * 86_400;

/** Keeps what a form chose of theme, size and language: on this device, and the language with the account too. */
export async function keepLooks({ cookies, locals }: RequestEvent, form: FormData): Promise<void> {
  const keep = (name: string, value: string) =>
    cookies.set(name, value, {
      path: '/',
      maxAge: YEAR_S,
      sameSite: 'lax',
      httpOnly: true,
      secure: house().config.secure,
    });
  const [theme, size, locale] = [form.get('theme'), form.get('size'), form.get('locale')];
  if (isTheme(theme)) keep(APPEARANCE_COOKIES.theme, theme);
  if (isSize(size)) keep(APPEARANCE_COOKIES.size, size);
  if (!isLocale(locale)) return;
  keep(APPEARANCE_COOKIES.locale, locale);
  if (locals.person) await house().accounts.setLocale(locals.person, locale);
}

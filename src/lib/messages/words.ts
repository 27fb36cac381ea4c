import type { zhCN } from './zh-CN.ts';

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export type MessageKey = keyof typeof zhCN;
/** What went wrong, as the texts `error.<code>` name it. */
export type ErrorCode<Key = MessageKey> = Key extends `error.${infer Code}` ? Code : never;
export type Values = Readonly<Record<string, string | number>>;
export type Catalog = Readonly<Record<MessageKey, string>>;

export const isLocale = (value: unknown): value is Locale => LOCALES.includes(value as Locale);

/** Puts values where `{name}` stands. */
export const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** One language's catalog, loaded by itself: a browser needs only its own. */
export const loadCatalog = async (locale: Locale): Promise<Catalog> =>
  locale === 'en' ? (await import('./en.ts')).en : (await import('./zh-CN.ts')).zhCN;

import type { dialogsZhCN } from './dialogs-zh-CN.ts';
import type { roomZhCN } from './room-zh-CN.ts';
import type { zhCN } from './zh-CN.ts';

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export type MessageKey = keyof typeof zhCN;
/** Names of the texts that the room knows. */
export type RoomKey = keyof typeof roomZhCN;
/** Names of the texts that the room's dialogs know besides. */
export type DialogKey = keyof typeof dialogsZhCN;
/** What went wrong, as the texts `error.<code>` name it. */
export type ErrorCode<Key = MessageKey> = Key extends `error.${infer Code}` ? Code : never;
export type Values = Readonly<Record<string, string | number>>;
export type Catalog = Readonly<Record<MessageKey, string>>;
export type RoomCatalog = Readonly<Record<RoomKey, string>>;
export type DialogCatalog = Readonly<Record<DialogKey, string>>;

export const isLocale = (value: unknown): value is Locale => LOCALES.includes(value as Locale);

/** Puts values where `{name}` stands. */
export const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** One language's catalog, loaded by itself: a browser needs only its own. */
export const loadCatalog = async (locale: Locale): Promise<Catalog> =>
  locale === 'en' ? (await import('./en.ts')).en : (await import('./zh-CN.ts')).zhCN;

/** The room's part of one language's catalog. */
export const loadRoomCatalog = async (locale: Locale): Promise<RoomCatalog> =>
  locale === 'en' ? (await import('./room-en.ts')).roomEn : (await import('./room-zh-CN.ts')).roomZhCN;

/** What the room's dialogs say besides, in one language. */
export const loadDialogCatalog = async (locale: Locale): Promise<DialogCatalog> =>
  locale === 'en' ? (await import('./dialogs-en.ts')).dialogsEn : (await import('./dialogs-zh-CN.ts')).dialogsZhCN;

import { en } from './en.ts';
import { fill, type Locale, type MessageKey, type Values } from './words.ts';
import { zhCN } from './zh-CN.ts';

export { isLocale, LOCALES, type Locale, type MessageKey } from './words.ts';

const catalogs: Record<Locale, Record<MessageKey, string>> = { 'zh-CN': zhCN, en };

/** A text in a language, with its values. For the server: both catalogs at hand. */
export const messageFor = (locale: Locale, key: MessageKey, values: Values = {}): string =>
  fill(catalogs[locale][key], values);

/** Whether a string names a text. */
export const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(zhCN, key);

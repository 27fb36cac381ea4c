import { createContext } from 'svelte';
import { fill, type DialogKey, type Locale, type MessageKey, type RoomKey, type Values } from '#lib/messages/words.ts';

/** A text of the page's language, with its values. */
export type Words<Key extends MessageKey = MessageKey> = (key: Key, values?: Values) => string;

interface Speech {
  /** All texts, or in the room the room's. */
  readonly catalog: Readonly<Partial<Record<MessageKey, string>>>;
  readonly locale: Locale;
}

const [speech, provideSpeech] = createContext<() => Speech>();

/** Makes the page's language known to everything inside; called once, by the root layout. */
export function provideWords(current: () => Speech): void {
  provideSpeech(current);
}

/** The words of the page, for a component's script. They follow when the language changes. */
export function words(): Words {
  const current = speech();
  return (key, values = {}) => fill(current().catalog[key] ?? key, values);
}

/** The same for components that stand in the room, which knows fewer texts. */
export const roomWords = (): Words<RoomKey> => words();

/** The same for the room's dialogs and what they show; needs {@link addWords} above it in the room. */
export const dialogWords = (): Words<RoomKey | DialogKey> => words();

/** Lets everything inside a component know further texts. */
export function addWords(more: Speech['catalog']): void {
  const current = speech();
  const catalog = { ...current().catalog, ...more };
  provideSpeech(() => ({ ...current(), catalog }));
}

/** The page's language. */
export function locale(): Locale {
  return speech()().locale;
}

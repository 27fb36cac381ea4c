import { createContext } from 'svelte';
import { fill, type Catalog, type Locale, type MessageKey, type Values } from '#lib/messages/words.ts';

/** A text of the page's language, with its values. */
export type Words = (key: MessageKey, values?: Values) => string;

interface Speech {
  readonly catalog: Catalog;
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
  return (key, values = {}) => fill(current().catalog[key], values);
}

/** The page's language. */
export function locale(): Locale {
  return speech()().locale;
}

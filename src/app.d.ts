import type { Locale } from '#lib/messages/words.ts';
import type { Size, Theme } from '#lib/wire/appearance.ts';
import type { Visitor } from '../server/door/session.ts';

declare global {
  namespace App {
    interface Locals {
      /** Who asks; null without a session. */
      person: Visitor | null;
      locale: Locale;
      theme: Theme;
      size: Size;
    }
    interface Error {
      message: string;
      /** Under which the log has the bug. */
      fault?: string;
    }
  }
}

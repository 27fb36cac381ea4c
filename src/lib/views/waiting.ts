import type { Words } from './words.ts';

/** From here on a wait is told in minutes. */
const MANY_SECONDS = 90;

/** How long to wait after too many attempts. */
export const waiting = (t: Words, seconds: number): string =>
  seconds < MANY_SECONDS
    ? t('login.retryAfter', { seconds })
    : t('login.retryAfterMinutes', { minutes: Math.ceil(seconds / 60) });

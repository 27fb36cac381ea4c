import type { Span } from '#lib/meeting/work-calendar.ts';
import type { Words } from './words.ts';

/** A span in words: 24 小时, 3 天, 3 个工作日. */
export const spanWords = (t: Words, { amount, unit }: Span): string => t(`span.${unit}`, { amount: Math.abs(amount) });

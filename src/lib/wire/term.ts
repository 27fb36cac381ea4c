/** Terms of office are days by the council's calendar (Asia/Shanghai, UTC+8 all year), both included. */

const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`) - OFFSET_MS;
const dayAt = (ms: number): string => new Date(ms + OFFSET_MS).toISOString().slice(0, 10);

/** The moment at which a term that begins on this day begins. */
export const termStart = (day: string): string => new Date(midnight(day)).toISOString();

/** The moment at which a term whose last day this is has ended. */
export const termEnd = (day: string): string => new Date(midnight(day) + DAY_MS).toISOString();

/** The first day of a term that begins at a moment. */
export const firstDay = (from: string): string => dayAt(Date.parse(from));

/** The last day of a term that ends at a moment. */
export const lastDay = (until: string): string => dayAt(Date.parse(until) - 1);

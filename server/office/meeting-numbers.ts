import { createHash } from 'node:crypto';
import type { Archive } from '../archive/archive.ts';

const SHANGHAI_MS = 8 * 3_600_000;

/** The year of a moment in Shanghai. */
export const yearOf = (instant: string): number => new Date(Date.parse(instant) + SHANGHAI_MS).getUTCFullYear();

/** The id of the meeting that a client's own id stands for: sent again, it is the same meeting. */
export function meetingIdFor(councilId: string, clientId: string): string {
  const hex = createHash('sha256')
    .update(JSON.stringify(['meeting', councilId, clientId]))
    .digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/**
 * The number of a new meeting in its council and year, without gaps or doubles: also beside meetings that came from
 * elsewhere, whose logs tell their numbers.
 * @param now ISO
 */
export async function numberFor(
  { plans, events }: Pick<Archive, 'plans' | 'events'>,
  wanted: { councilId: string; year: number; meetingId: string },
  now: string,
): Promise<{ year: number; n: number }> {
  const { councilId, year } = wanted;
  for (const meetingId of await plans.unnumbered(councilId)) {
    const [first] = await events.read(meetingId, 0, 1);
    const number = first?.fields.number as { year: number; n: number } | undefined;
    if (number) await plans.note({ councilId, ...number, meetingId }, now);
  }
  return { year, n: await plans.takeNumber(wanted, now) };
}

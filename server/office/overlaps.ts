import type { Meeting } from '#lib/meeting/meeting.ts';
import { givenMinutes } from '#lib/meeting/agenda.ts';
import type { OfficeParts } from './office.ts';

/** Another meeting at the same time. */
export interface Overlap {
  readonly meetingId: string;
  /** Null when whoever asks may not know of that meeting. */
  readonly title: string | null;
  readonly startsAt: string;
  /** Names of those who are called to both. */
  readonly people: readonly string[];
  /** Both are in the same place. */
  readonly samePlace: boolean;
}

/** A meeting as far as its time and place matter. */
export interface Slot {
  readonly meetingId: string | null;
  readonly startsAt: string;
  /** How long it takes. */
  readonly minutes: number;
  readonly place: string;
  readonly people: readonly { readonly personId: string; readonly name: string }[];
}

/** How long a meeting is thought to take when its agenda does not say. */
export const USUAL_MINUTES = 120;
const MINUTE_MS = 60_000;
const REACH_MS = 12 * 60 * MINUTE_MS;

/** Minutes of the whole agenda. */
export const lengthOf = (meeting: Meeting): number =>
  meeting.agenda.filter((item) => item.parentId === null).reduce((sum, item) => sum + givenMinutes(meeting, item), 0) ||
  USUAL_MINUTES;

const samePlace = (one: string, other: string): boolean => {
  const plain = (place: string) => place.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();
  return plain(one) !== '' && plain(one) === plain(other);
};

/** Meetings at the same time that call the same people or use the same place. Nothing is forbidden by it. */
export async function overlapsOf(
  { archive, rooms }: Pick<OfficeParts, 'archive' | 'rooms'>,
  slot: Slot,
  personId: string,
): Promise<readonly Overlap[]> {
  const from = Date.parse(slot.startsAt);
  const until = from + slot.minutes * MINUTE_MS;
  const window = [from - REACH_MS, until].map((time) => new Date(time).toISOString());
  const found: Overlap[] = [];
  for (const other of await archive.plans.between(window[0]!, window[1]!)) {
    const meeting = other.id === slot.meetingId ? null : (await rooms.get(other.id))?.meeting;
    if (!meeting) continue;
    const began = Date.parse(meeting.startsAt);
    if (began >= until || began + lengthOf(meeting) * MINUTE_MS <= from) continue;
    const called = new Set(other.people);
    const people = slot.people.filter((one) => called.has(one.personId)).map((one) => one.name);
    const place = samePlace(meeting.place, slot.place);
    if (people.length === 0 && !place) continue;
    const title = called.has(personId) ? meeting.title : null;
    found.push({ meetingId: other.id, title, startsAt: meeting.startsAt, people, samePlace: place });
  }
  return found;
}

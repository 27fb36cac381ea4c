import { mayRead, type Meeting } from '#lib/meeting/meeting.ts';
import { isLocale, messageFor } from '#lib/messages/messages.ts';
import type { Archive } from '../archive/archive.ts';
import type { Clock } from '../clock.ts';
import { feedFile, meetingCalendarFile, type FeedEntry } from '../export/calendar-file.ts';
import type { Rooms } from '../rooms/rooms.ts';

/** Calendars to subscribe to: one secret address per person. */
export interface FeedDesk {
  /** The path of a person's feed; made on first use. */
  pathOf(personId: string): Promise<string>;
  /** A new path; the old one is dead at once. */
  renew(personId: string): Promise<string>;
  /**
   * The feed behind a key, or null when there is none.
   * @param origin the address under which the reader reached the house, for links to the meetings
   */
  file(key: string, origin: string): Promise<string | null>;
  /** One meeting to put into a calendar, or to take out of it. */
  meetingFile(meeting: Meeting): string;
}

const pathWith = (key: string): string => `/feeds/${key}.ics`;

/** Meetings older than this are no longer in the feed. */
const PAST_MS = 400 * 86_400_000;

/** Opens the feed desk. */
export function openFeedDesk({ archive, rooms, clock }: { archive: Archive; rooms: Rooms; clock: Clock }): FeedDesk {
  const entriesOf = async (personId: string, origin: string): Promise<FeedEntry[]> => {
    const since = new Date(clock.now() - PAST_MS).toISOString();
    const entries: FeedEntry[] = [];
    for (const { id, startsAt, stage } of await archive.events.listFor(personId)) {
      // A plan is the convener's own until notice is given.
      if (startsAt < since || stage === 'planned') continue;
      const meeting = (await rooms.get(id))?.meeting;
      if (meeting && mayRead(meeting, personId)) entries.push({ meeting, page: `${origin}/meetings/${id}` });
    }
    return entries;
  };
  return {
    pathOf: async (personId) => pathWith(await archive.calendars.feedOf(personId)),
    meetingFile: (meeting) => meetingCalendarFile(meeting, meeting.stage === 'cancelled' ? 'CANCEL' : 'REQUEST'),
    renew: async (personId) => pathWith(await archive.calendars.renewFeed(personId)),
    async file(key, origin) {
      const personId = await archive.calendars.personOf(key);
      const person = personId && (await archive.people.get(personId));
      if (!person) return null;
      const locale = isLocale(person.locale) ? person.locale : 'zh-CN';
      return feedFile(messageFor(locale, 'home.feedName'), await entriesOf(person.id, origin));
    },
  };
}

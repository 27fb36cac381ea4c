import type { Archive } from '../archive/archive.ts';
import type { Clock } from '../clock.ts';
import type { Visitor } from '../door/session.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { openCalendarDesk, type CalendarDesk } from './calendar-desk.ts';
import { standingIn, type CouncilStanding } from './council-rights.ts';

/** What the office is made of. */
export interface OfficeParts {
  readonly archive: Archive;
  readonly rooms: Rooms;
  readonly clock: Clock;
}

/** Everything around the meetings: councils, charters, matters, plans. Pages and API call the same desks. */
export interface Office {
  /** The working calendar. */
  readonly calendar: CalendarDesk;
  /** How somebody stands in a council; null for strangers. */
  standing(councilId: string, visitor: Pick<Visitor, 'personId' | 'admin'>): Promise<CouncilStanding | null>;
}

/** Opens the office's desks. */
export function openOffice(parts: OfficeParts): Office {
  const { archive } = parts;
  return {
    calendar: openCalendarDesk(parts),
    standing: (councilId, visitor) => standingIn(archive, councilId, visitor),
  };
}

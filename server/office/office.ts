import type { Archive } from '../archive/archive.ts';
import type { Clock } from '../clock.ts';
import type { Visitor } from '../door/session.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { standingIn, type CouncilStanding } from './council-rights.ts';

/** What the office is made of. */
export interface OfficeParts {
  readonly archive: Archive;
  readonly rooms: Rooms;
  readonly clock: Clock;
}

/** Everything around the meetings: councils, charters, matters, plans. Pages and API call the same desks. */
export interface Office {
  /** How somebody stands in a council; null for strangers. */
  standing(councilId: string, visitor: Pick<Visitor, 'personId' | 'admin'>): Promise<CouncilStanding | null>;
}

/** Opens the office's desks. */
export function openOffice({ archive }: OfficeParts): Office {
  return {
    standing: (councilId, visitor) => standingIn(archive, councilId, visitor),
  };
}

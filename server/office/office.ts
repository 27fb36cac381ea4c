import { charterOf } from '#lib/meeting/charters/charters.ts';
import { defaultCharter } from '#lib/meeting/charter.ts';
import type { Archive } from '../archive/archive.ts';
import type { Clock } from '../clock.ts';
import type { Visitor } from '../door/session.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { openCalendarDesk, type CalendarDesk } from './calendar-desk.ts';
import { openCouncilDesk, type CouncilDesk } from './council-desk.ts';
import { standingIn, type CouncilStanding } from './council-rights.ts';
import { openInvitationDesk, type InvitationDesk } from './invitation-desk.ts';
import { openMatterDesk, type MatterDesk } from './matter-desk.ts';
import { openSeatDesk, type SeatDesk } from './seat-desk.ts';
import { openUnitDesk, type UnitDesk } from './unit-desk.ts';

/** What the office is made of. */
export interface OfficeParts {
  readonly archive: Archive;
  readonly rooms: Rooms;
  readonly clock: Clock;
  /** Told of what went wrong while nobody waited for it. */
  readonly onFault: (error: unknown) => void;
}

/** Everything around the meetings: councils, charters, matters, plans. Pages and API call the same desks. */
export interface Office {
  /** The working calendar. */
  readonly calendar: CalendarDesk;
  readonly councils: CouncilDesk;
  readonly units: UnitDesk;
  readonly seats: SeatDesk;
  readonly invitations: InvitationDesk;
  /** Matters: reported, registered, looked for, and followed through meetings. */
  readonly matters: MatterDesk;
  /** How somebody stands in a council; null for strangers. */
  standing(councilId: string, visitor: Pick<Visitor, 'personId' | 'admin'>): Promise<CouncilStanding | null>;
}

/** Opens the office's desks. */
export function openOffice(parts: OfficeParts): Office {
  const { archive } = parts;
  const rulesOf = async (councilId: string) =>
    charterOf((await archive.councils.get(councilId))?.charterId ?? '') ?? defaultCharter;
  return {
    calendar: openCalendarDesk(parts),
    councils: openCouncilDesk(parts),
    units: openUnitDesk(parts),
    seats: openSeatDesk(parts),
    invitations: openInvitationDesk(parts),
    matters: openMatterDesk({ ...parts, charterOf: rulesOf }),
    standing: (councilId, visitor) => standingIn(archive, councilId, visitor),
  };
}

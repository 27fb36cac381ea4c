import type { Archive } from '../archive/archive.ts';
import type { Clock } from '../clock.ts';
import type { Visitor } from '../door/session.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { openCalendarDesk, type CalendarDesk } from './calendar-desk.ts';
import { openCharterDesk, type CharterDesk } from './charter-desk.ts';
import { openChecklistDesk, type ChecklistDesk } from './checklist-desk.ts';
import { openCouncilDesk, type CouncilDesk } from './council-desk.ts';
import { standingIn, type CouncilStanding } from './council-rights.ts';
import { openFeedDesk, type FeedDesk } from './feed-desk.ts';
import { openGroupDesk, type GroupDesk } from './group-desk.ts';
import { openImportDesk, type ImportDesk } from './import-desk.ts';
import { openInvitationDesk, type InvitationDesk } from './invitation-desk.ts';
import { openMaterialDesk, type MaterialDesk } from './material-desk.ts';
import { openMatterDesk, type MatterDesk } from './matter-desk.ts';
import { openPlanningDesk, type PlanningDesk } from './planning-desk.ts';
import { openSeatDesk, type SeatDesk } from './seat-desk.ts';
import { openSeriesDesk, type SeriesDesk } from './series-desk.ts';
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
  /** Meetings held against their charters. */
  readonly checklists: ChecklistDesk;
  /** Calendars to subscribe to. */
  readonly feeds: FeedDesk;
  /** Councils' charters: in force, drafted, published. */
  readonly charters: CharterDesk;
  readonly councils: CouncilDesk;
  readonly units: UnitDesk;
  readonly seats: SeatDesk;
  readonly invitations: InvitationDesk;
  readonly imports: ImportDesk;
  readonly groups: GroupDesk;
  /** Matters: reported, registered, looked for, and followed through meetings. */
  readonly matters: MatterDesk;
  /** Plans meetings. */
  readonly planning: PlanningDesk;
  /** Councils' regular meetings. */
  readonly series: SeriesDesk;
  /** Files of meetings. */
  readonly materials: MaterialDesk;
  /** How somebody stands in a council; null for strangers. */
  standing(councilId: string, visitor: Pick<Visitor, 'personId' | 'admin'>): Promise<CouncilStanding | null>;
}

/** Opens the office's desks. */
export function openOffice(parts: OfficeParts): Office {
  const { archive } = parts;
  const charters = openCharterDesk(parts);
  const calendar = openCalendarDesk(parts);
  const matters = openMatterDesk({ ...parts, charterOf: charters.charterOf });
  const planningParts = {
    ...parts,
    openMatters: (councilId: string) => matters.open(councilId),
    calendar: () => calendar.current(),
    charterOf: (councilId: string) => charters.charterOf(councilId),
  };
  const planning = openPlanningDesk(planningParts);
  return {
    calendar,
    checklists: openChecklistDesk(parts),
    feeds: openFeedDesk(parts),
    charters,
    councils: openCouncilDesk(parts),
    units: openUnitDesk(parts),
    seats: openSeatDesk(parts),
    invitations: openInvitationDesk(parts),
    imports: openImportDesk(parts),
    groups: openGroupDesk(parts),
    matters,
    planning,
    series: openSeriesDesk(planningParts, planning),
    materials: openMaterialDesk(parts),
    standing: (councilId, visitor) => standingIn(archive, councilId, visitor),
  };
}

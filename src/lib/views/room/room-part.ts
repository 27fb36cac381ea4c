import { isPresent } from '#lib/meeting/attendance.ts';
import { isOfPresidium, presides } from '#lib/meeting/chair.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { PersonId, UnitId } from '#lib/meeting/names.ts';
import { hasRole, isRepresentative, seatOf, unitOf } from '#lib/meeting/seat.ts';

/** The part a person has in a meeting: which controls are theirs at all, whether or not they work now. */
export interface RoomPart {
  /** Presides now. */
  readonly presides: boolean;
  /** Takes the record: recorder, secretary, or whoever presides. */
  readonly records: boolean;
  /** Calls the meeting: convener, secretary, chair. */
  readonly convenes: boolean;
  /** Presides together with others: of the charter's presidium. */
  readonly sharesChair: boolean;
  /** May open the meeting: whoever presides, its presidium, or the convener. */
  readonly opens: boolean;
  /** Casts and signs for a unit. */
  readonly represents: boolean;
  /** May ask for the floor: everybody but mere observers. */
  readonly speaks: boolean;
  /** May bring up problems: whoever takes the record, representatives, experts. */
  readonly contributes: boolean;
  /** Might preside: chair, vice-chair, convener. */
  readonly mayPreside: boolean;
  readonly isPresent: boolean;
  readonly unitId: UnitId | null;
}

/** Everything a seat gives in the meeting as it stands. */
export const partOf = (meeting: Meeting, personId: PersonId): RoomPart => {
  const seat = seatOf(meeting, personId);
  const isChair = presides(meeting, personId);
  const sharesChair = isOfPresidium(meeting, personId);
  const records = isChair || hasRole(meeting, personId, 'recorder', 'secretary');
  return {
    presides: isChair,
    records,
    contributes: records || hasRole(meeting, personId, 'representative', 'expert'),
    convenes: hasRole(meeting, personId, 'convener', 'secretary', 'chair'),
    sharesChair,
    opens: isChair || sharesChair || hasRole(meeting, personId, 'convener'),
    represents: isRepresentative(meeting, personId),
    speaks: seat?.roles.some((role) => role !== 'observer') ?? false,
    mayPreside: hasRole(meeting, personId, 'chair', 'viceChair', 'convener'),
    isPresent: isPresent(meeting, personId),
    unitId: seat?.unitId ?? null,
  };
};

/** A unit's name for narrow columns. */
export const shortOf = (meeting: Meeting, unitId: UnitId | null): string =>
  unitId === null ? '' : (unitOf(meeting, unitId)?.short ?? '');

/** A unit's full name. */
export const unitNameOf = (meeting: Meeting, unitId: UnitId): string => unitOf(meeting, unitId)?.name ?? '';

/** A person's name, also after their seat was withdrawn. */
export const nameOf = (meeting: Meeting, personId: PersonId | 'system'): string => meeting.seats[personId]?.name ?? '';

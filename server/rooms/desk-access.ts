import { mayRead, mayWriteMinutes, type Meeting } from '#lib/meeting/meeting.ts';
import type { PersonId } from '#lib/meeting/names.ts';
import { seatOf, unitOf } from '#lib/meeting/seat.ts';
import type { DeskRights } from './minutes-connection.ts';
import type { DeskAccess } from './minutes-desk.ts';
import type { Rooms } from './rooms.ts';

/** Carets have this many colours (tokens `--caret-1` …). */
const COLOURS = 4;

/** Events after which somebody may write, or may not any more. */
const CHANGES_RIGHTS = /^(seat|chair|meeting|minutes|notice)\./;

/** Who may read and write the minutes, asked of the same rules as everything else (domain.md rule 4). */
export const deskAccess = (rooms: Rooms): DeskAccess => ({
  async lookUp(meetingId, personId) {
    const meeting = (await rooms.get(meetingId))?.meeting;
    return meeting && mayRead(meeting, personId) ? rightsOf(meeting, personId) : null;
  },
  onChange: (listener) =>
    rooms.listen((room, events) => {
      if (events.some(({ type }) => CHANGES_RIGHTS.test(type))) listener(room.id);
    }),
});

function rightsOf(meeting: Meeting, personId: PersonId): DeskRights {
  const seat = seatOf(meeting, personId)!;
  const unit = seat.unitId === null ? undefined : unitOf(meeting, seat.unitId);
  return {
    read: true,
    write: mayWriteMinutes(meeting, personId),
    late: mayWriteMinutes({ ...meeting, stage: 'closed' }, personId),
    user: { personId, name: seat.name, unit: unit?.short ?? '', color: colourOf(meeting, personId) },
  };
}

const colourOf = (meeting: Meeting, personId: PersonId): number =>
  (Object.keys(meeting.seats).indexOf(personId) % COLOURS) + 1;

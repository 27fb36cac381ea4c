import { messageFor } from '#lib/messages/messages.ts';
import type { Role } from '#lib/meeting/seat.ts';
import type { OfficeParts } from './office.ts';

/** Where a change of seats could not follow: the meeting keeps the seat it has. */
export interface KeptSeat {
  readonly meetingId: string;
  readonly title: string;
  /** It is being held; or nobody else could take the chair. */
  readonly why: 'inSession' | 'presides';
}

/** A change of seats in the council that its coming meetings follow. */
export interface SeatsChanged {
  readonly councilId: string;
  /** Names the change, so that it acts once in each meeting. */
  readonly changeId: string;
  readonly leaving: string;
  readonly arriving: {
    readonly personId: string;
    readonly name: string;
    readonly unitId: string | null;
    readonly roles: readonly Role[];
  } | null;
}

const ahead = new Set(['planned', 'noticed']);
const underWay = new Set(['inSession', 'suspended']);

/**
 * Lets the council's meetings that have not opened follow a change of seats, by the rules `seat.add` and
 * `seat.withdraw`; one that is being held keeps its seats until it closes.
 * @returns the meetings that keep the seat
 */
export async function followInMeetings({ archive, rooms }: OfficeParts, changed: SeatsChanged): Promise<KeptSeat[]> {
  const kept: KeptSeat[] = [];
  for (const { id, title, stage } of await archive.events.ofCouncil(changed.councilId)) {
    if (!ahead.has(stage) && !underWay.has(stage)) continue;
    const room = await rooms.get(id);
    const seat = room?.meeting.seats[changed.leaving];
    if (!room || !seat || seat.withdrawn) continue;
    if (underWay.has(room.meeting.stage)) {
      kept.push({ meetingId: id, title, why: 'inSession' });
      continue;
    }
    if (changed.arriving)
      await room.command('system', `add-${changed.changeId}`, { type: 'seat.add', ...changed.arriving });
    const reason = messageFor('zh-CN', changed.arriving ? 'council.replacedReason' : 'council.endedReason');
    const answer = await room.command('system', `${changed.arriving ? 'out' : 'end'}-${changed.changeId}`, {
      type: 'seat.withdraw',
      personId: changed.leaving,
      reason,
    });
    if ('refused' in answer) kept.push({ meetingId: id, title, why: 'presides' });
  }
  return kept;
}

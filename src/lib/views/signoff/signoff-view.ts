import { dueAfter } from '#lib/meeting/work-calendar.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { currentVersion, signersOf, type MinutesVersion } from '#lib/meeting/minutes.ts';
import type { PersonId, UnitId } from '#lib/meeting/names.ts';
import type { Refusal } from '#lib/meeting/refusal.ts';
import { refusalInRoom, type RoomCommand } from '#lib/meeting/room-decide.ts';
import { isRepresentative, seatOf, unitOf } from '#lib/meeting/seat.ts';
import { objectionOf, signatureOf, type Objection, type Signature } from '#lib/meeting/signoff.ts';
import { takesRecord } from '#lib/wire/late-edits.ts';

/** A unit whose signature a version needs, and how it stands by it. */
export interface RollRow {
  readonly unitId: UnitId;
  readonly unit: string;
  readonly person: string;
  readonly isMine: boolean;
  readonly signature: Signature | null;
  /** The unit's standing objection. */
  readonly objection: Objection | null;
}

/** An objection as the page tells of it. */
export interface ShownObjection {
  readonly name: string;
  readonly at: string;
  readonly reason: string;
  /** The unit has signed since. */
  readonly isSettled: boolean;
}

/** A control: absent when it is not for this person, grey with the rule's reason when it is but not now. */
export interface Offer {
  readonly isShown: boolean;
  readonly refusal: Refusal | null;
}

const nameOf = (meeting: Meeting, personId: PersonId): string => meeting.seats[personId]?.name ?? '';

/** The unit's people who came, for a unit that has not signed. */
const representativesOf = (meeting: Meeting, unitId: UnitId): string =>
  Object.values(meeting.seats)
    .filter((seat) => seat.unitId === unitId && seat.roles.includes('representative'))
    .filter((seat) => meeting.attendance[seat.personId] !== undefined)
    .map((seat) => seat.name)
    .join(' ');

/** Who stands how by a version, a row per attending unit in the council's order. */
export const rollOf = (meeting: Meeting, version: MinutesVersion, personId: PersonId): readonly RollRow[] =>
  version.signers.map((unitId) => {
    const signature = signatureOf(version, unitId) ?? null;
    const objection = objectionOf(version, unitId) ?? null;
    const spokesman = signature ?? objection;
    return {
      unitId,
      unit: unitOf(meeting, unitId)?.name ?? unitId,
      person: spokesman ? nameOf(meeting, spokesman.personId) : representativesOf(meeting, unitId),
      isMine: isRepresentative(meeting, personId) && seatOf(meeting, personId)?.unitId === unitId,
      signature,
      objection,
    };
  });

/** Every objection to a version, settled ones included. */
export const objectionsTo = (meeting: Meeting, version: MinutesVersion): readonly ShownObjection[] =>
  version.objections.map(({ personId, unitId, at, reason }) => ({
    name: [unitId === null ? '' : (unitOf(meeting, unitId)?.name ?? ''), nameOf(meeting, personId)]
      .filter((part) => part !== '')
      .join(' · '),
    at,
    reason,
    isSettled: unitId !== null && signatureOf(version, unitId) !== undefined,
  }));

/** The end of the charter's time for the minutes, in milliseconds; null before the meeting is closed. */
export const dueAt = (meeting: Meeting): number | null =>
  meeting.closedAt === null
    ? null
    : Date.parse(dueAfter(meeting.calendar, meeting.closedAt, meeting.charter.minutesDue).at);

const refusalOf = (meeting: Meeting, personId: PersonId, command: RoomCommand): Refusal | null =>
  refusalInRoom(meeting, command, { actor: personId, at: '', content: { hash: '' } });

const offer = (isShown: boolean, refusal: Refusal | null): Offer => ({ isShown, refusal });

/** What the person may do with the version in force, asked of the same rules as the server asks (rule 4). */
export function offersFor(meeting: Meeting, personId: PersonId) {
  const may = (command: RoomCommand) => refusalOf(meeting, personId, command);
  const current = currentVersion(meeting);
  const { version, hash } = current ?? { version: 0, hash: '' };
  const sign = may({ type: 'minutes.sign', version, hash, method: 'click' });
  const object = may({ type: 'minutes.object', version, hash, reason: '-' });
  const finalise = may({ type: 'minutes.finalise' });
  const reopen = may({ type: 'minutes.reopen', reason: '-' });
  const archive = may({ type: 'meeting.archive' });
  const records = takesRecord(meeting, personId) && meeting.stage !== 'archived' && meeting.stage !== 'cancelled';
  return {
    sign: offer(current !== undefined && sign !== 'not_a_signer' && meeting.stage !== 'archived', sign),
    object: offer(current !== undefined && object !== 'observer_may_not' && meeting.stage !== 'archived', object),
    finalise: offer(records && current === undefined, finalise),
    reopen: offer(records && current !== undefined, reopen),
    archive: offer(records && current !== undefined, archive),
    /** Units that will be asked to sign a version made now. */
    signers: signersOf(meeting).length,
    unsigned: current ? current.signers.filter((unitId) => !signatureOf(current, unitId)).length : 0,
  };
}

export type Offers = ReturnType<typeof offersFor>;

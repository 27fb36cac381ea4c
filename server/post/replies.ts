import { isMadeForDeputy, type Answer } from '#lib/meeting/reply.ts';
import { convening, isRepresentative, seatOf } from '#lib/meeting/seat.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { MeetingId, PersonId, UnitId } from '#lib/meeting/names.ts';
import type { Outcome } from '../rooms/meeting-room.ts';
import type { Deputies } from './deputies.ts';
import { instantOf, type PostParts } from './post-parts.ts';

/** An answer as the notice page sends it. */
export interface ReplyForm {
  /** The page's own id for it: a retry is the same answer. */
  readonly commandId: string;
  readonly answer: Answer;
  readonly reason: string;
  /** `personId` empty: somebody who is not on the council. */
  readonly deputy: { readonly name: string; readonly phone: string; readonly personId: PersonId | '' };
  /** The unit for which whoever convenes enters it; empty: the own. */
  readonly unitId: UnitId | '';
}

/** The actor's unit in a meeting, or the one that they, convening, answer for. Null: neither. */
const unitFor = (meeting: Meeting, personId: PersonId, unitId: UnitId | ''): UnitId | null => {
  const own = isRepresentative(meeting, personId) ? seatOf(meeting, personId)!.unitId : null;
  if (unitId === '' || unitId === own) return own;
  return convening(meeting, { actor: personId, at: '' }) ? null : unitId;
};

/** Takes the units' answers, and gives deputies their links. */
export class Replies {
  readonly #parts: PostParts;
  readonly #deputies: Deputies;

  constructor(parts: PostParts, deputies: Deputies) {
    this.#parts = parts;
    this.#deputies = deputies;
  }

  /** Null: no such meeting. The deputy is seated, and reachable by the telephone given, before it returns. */
  async give(meetingId: MeetingId, actor: PersonId, form: ReplyForm): Promise<Outcome | null> {
    const room = await this.#parts.rooms.get(meetingId);
    if (!room) return null;
    const { answer, reason, deputy } = form;
    const unitId = unitFor(room.meeting, actor, form.unitId);
    const isNew = answer === 'deputy' && deputy.personId === '' && unitId !== null && room.meeting.stage === 'noticed';
    if (isNew && deputy.phone !== '') await this.#keepPhone(meetingId, unitId, deputy);
    const outcome = await room.command(actor, form.commandId, {
      type: 'reply.give',
      answer,
      ...(reason !== '' && { reason }),
      ...(answer === 'deputy' && {
        deputy: { name: deputy.name, ...(deputy.personId !== '' && { personId: deputy.personId }) },
      }),
      ...(form.unitId !== '' && { unitId: form.unitId }),
    });
    if ('seq' in outcome) await this.#deputies.seatAll(meetingId);
    return outcome;
  }

  /**
   * A fresh personal link for a unit's deputy, to be passed on by whoever named them.
   * @returns its path, or null: no deputy with a seat, or not this person's to give
   */
  async linkForDeputy(meetingId: MeetingId, actor: PersonId, unitId: UnitId): Promise<string | null> {
    const { rooms, archive, clock } = this.#parts;
    const meeting = (await rooms.get(meetingId))?.meeting;
    const deputy = meeting?.replies[unitId]?.deputy;
    if (!meeting || !deputy?.isSeated || unitFor(meeting, actor, unitId) !== unitId) return null;
    const person = await archive.people.get(deputy.personId!);
    // Whoever opens the link is that person: nobody is handed the account that a colleague has of their own.
    if (!person || !isMadeForDeputy(person.id) || person.disabled) return null;
    const until = Math.max(clock.now() + 72 * 3_600_000, Date.parse(meeting.startsAt) + 12 * 3_600_000);
    const expiresAt = new Date(until).toISOString();
    const { token } = await archive.links.create({ personId: person.id, meetingId, madeBy: actor, expiresAt });
    return `/j/${token}`;
  }

  /** The person has the notice before them: their messages about it are read, and the log says so once. */
  async read(meetingId: MeetingId, personId: PersonId): Promise<void> {
    const { archive, rooms, clock } = this.#parts;
    await archive.inbox.openMeeting(personId, meetingId, instantOf(clock));
    const room = await rooms.get(meetingId);
    // Refused when it was read before, or is over: then there is nothing to record.
    await room?.command(personId, crypto.randomUUID(), { type: 'notice.read' });
  }

  async #keepPhone(meetingId: MeetingId, unitId: UnitId, { name, phone }: ReplyForm['deputy']): Promise<void> {
    const personId = await this.#deputies.accountOf(meetingId, unitId, name);
    const { email } = await this.#parts.archive.contacts.of(personId);
    await this.#parts.archive.contacts.set(personId, { email, phone });
  }
}

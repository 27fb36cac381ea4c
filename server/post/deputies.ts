import { createHash } from 'node:crypto';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { MeetingId, PersonId, UnitId } from '#lib/meeting/names.ts';
import { mayRead } from '#lib/meeting/seat.ts';
import type { PostParts } from './post-parts.ts';

const fingerprint = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);

/** Gives the deputies whom units named an account, where they have none, and a seat for the meeting. */
export class Deputies {
  readonly #parts: PostParts;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: PostParts) {
    this.#parts = parts;
  }

  /** Seats every deputy of a meeting who has no seat yet. */
  async seatAll(meetingId: MeetingId): Promise<void> {
    const meeting = (await this.#parts.rooms.get(meetingId))?.meeting;
    if (meeting?.stage !== 'noticed') return;
    for (const unitId of Object.keys(meeting.replies)) await this.#inTurn(() => this.#seat(meetingId, unitId));
  }

  /** The account of somebody new whom a unit sends; the same for the same name. */
  async accountOf(meetingId: MeetingId, unitId: UnitId, name: string): Promise<PersonId> {
    const { people } = this.#parts.archive;
    const id = `deputy-${fingerprint(meetingId, unitId, name)}`;
    if (!(await people.get(id))) await people.create({ id, name });
    return id;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#turn.then(work, work);
    this.#turn = next.catch(() => undefined);
    return next;
  }

  async #seat(meetingId: MeetingId, unitId: UnitId): Promise<void> {
    const room = await this.#parts.rooms.get(meetingId);
    const reply = room?.meeting.replies[unitId];
    if (!room || !reply?.deputy || reply.deputy.isSeated) return;
    const personId = await this.#personFor(room.meeting, unitId, reply.deputy);
    if (mayRead(room.meeting, personId)) return;
    const id = `deputy-${fingerprint(unitId, reply.at, personId)}`;
    await room.command('system', id, { type: 'reply.seatDeputy', unitId, personId });
  }

  /** Somebody whom the unit knows by an account is taken only when they sit for it on the council: ids can be guessed. */
  async #personFor(
    meeting: Meeting,
    unitId: UnitId,
    { name, personId }: { name: string; personId: PersonId | null },
  ): Promise<PersonId> {
    if (personId !== null) {
      const roster = await this.#parts.archive.councils.roster(meeting.council.id);
      const isKnown =
        mayRead(meeting, personId) || roster.some((seat) => seat.personId === personId && seat.unitId === unitId);
      const isOurs = personId.startsWith('deputy-') && personId === `deputy-${fingerprint(meeting.id, unitId, name)}`;
      if (isKnown || isOurs) return personId;
    }
    return this.accountOf(meeting.id, unitId, name);
  }
}

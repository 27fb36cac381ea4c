import type { Meeting } from '#lib/meeting/meeting.ts';
import type { MeetingId, PersonId } from '#lib/meeting/names.ts';
import { isRepresentative, mayRead } from '#lib/meeting/seat.ts';
import { instantOf, type PostParts } from './post-parts.ts';
import { sorted } from './sorting.ts';
import { momentsOf, type Moment } from './times.ts';

/** Representatives of the units that have not answered yet. */
export const unanswered = (meeting: Meeting, unitId?: string): readonly PersonId[] =>
  Object.values(meeting.seats)
    .filter(({ personId, unitId: own }) => isRepresentative(meeting, personId) && !meeting.replies[own!])
    .filter((seat) => unitId === undefined || seat.unitId === unitId)
    .map(({ personId }) => personId);

/** Everybody but those whose unit stays away. */
const expected = (meeting: Meeting): readonly PersonId[] =>
  Object.values(meeting.seats)
    .filter(({ personId }) => mayRead(meeting, personId))
    .filter(({ unitId }) => unitId === null || meeting.replies[unitId]?.answer !== 'excused')
    .map(({ personId }) => personId);

/** Reminds of the meetings that were called, by a clock that starts anew after a restart: the queue knows what was told. */
export class Reminders {
  readonly #parts: PostParts;
  readonly #queued: () => void;
  readonly #ahead = new Map<MeetingId, readonly Moment[]>();
  #callOff = (): void => {};
  #turn: Promise<void> | null = null;
  #isStopped = true;

  constructor(parts: PostParts, queued: () => void) {
    this.#parts = parts;
    this.#queued = queued;
  }

  async start(): Promise<void> {
    this.#isStopped = false;
    for (const id of await this.#parts.archive.events.meetingsIn('noticed')) {
      try {
        const room = await this.#parts.rooms.get(id);
        if (room) this.watch(room.meeting);
      } catch (error) {
        // One damaged log does not keep the others from being reminded of.
        this.#parts.onFault(error);
      }
    }
  }

  /** Looks at a meeting after its log has moved. */
  watch(meeting: Meeting): void {
    if (this.#isStopped) return;
    const { notice, stage } = meeting;
    if (stage !== 'noticed' || !notice) this.#ahead.delete(meeting.id);
    else {
      const { told, asked, at } = notice;
      this.#ahead.set(meeting.id, momentsOf({ startsAt: told.startsAt, noticedAt: at, replyBy: asked.replyBy }));
    }
    this.#wind();
  }

  /** Waits until what is due has been queued. */
  async settled(): Promise<void> {
    while (this.#turn) await this.#turn;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#callOff();
    await this.settled();
  }

  /** Sets the clock to the moment that comes first. */
  #wind(): void {
    this.#callOff();
    const next = Math.min(...[...this.#ahead.values()].flat().map(({ at }) => at));
    if (this.#isStopped || next === Infinity) return;
    const { clock } = this.#parts;
    this.#callOff = clock.after(Math.max(next - clock.now(), 0), () => {
      this.#turn ??= this.#remind()
        .catch(this.#parts.onFault)
        .then(() => {
          this.#turn = null;
          this.#wind();
        });
    });
  }

  async #remind(): Promise<void> {
    const now = this.#parts.clock.now();
    for (const [meetingId, moments] of this.#ahead) {
      const due = moments.filter(({ at }) => at <= now);
      if (due.length === 0) continue;
      this.#ahead.set(
        meetingId,
        moments.filter(({ at }) => at > now),
      );
      const meeting = (await this.#parts.rooms.get(meetingId))?.meeting;
      // Only the last of several moments that were slept through: nobody needs two at once.
      const last = due.at(-1)!;
      if (meeting?.stage === 'noticed' && Date.parse(meeting.notice!.told.startsAt) > now)
        await this.#tell(meeting, last);
    }
  }

  async #tell(meeting: Meeting, { kind, name }: Moment): Promise<void> {
    const people = kind === 'replyReminder' ? unanswered(meeting) : expected(meeting);
    const rows = await sorted(this.#parts, meeting, {
      name,
      kind,
      at: instantOf(this.#parts.clock),
      people,
      toGroup: false,
    });
    await this.#parts.archive.deliveries.queue(rows);
    if (rows.length > 0) this.#queued();
  }
}

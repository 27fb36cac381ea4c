import { nextObservation, OBSERVED } from '#lib/meeting/compliance.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { MeetingId } from '#lib/meeting/names.ts';
import type { Archive } from '../archive/archive.ts';
import type { Clock } from '../clock.ts';
import type { Rooms } from './rooms.ts';

/** What the vigil is made of. */
export interface VigilParts {
  readonly archive: Pick<Archive, 'events'>;
  readonly rooms: Pick<Rooms, 'get' | 'listen'>;
  readonly clock: Clock;
  /** Told of a fault that nobody waits for. */
  readonly onFault: (error: unknown) => void;
}

/** Milliseconds after which a meeting that could not be looked at is looked at again. */
const AGAIN_MS = 60_000;

/** Stages in which a deadline of the charter may pass. */
const WATCHED = ['noticed', 'inSession', 'suspended', 'closed'] as const;

/**
 * Keeps the charter's deadlines for every meeting that is not over, also for those whose room sleeps: when one passes it
 * wakes the room, and the room notes what was missed.
 */
export class Vigil {
  readonly #parts: VigilParts;
  readonly #waits = new Map<MeetingId, { readonly at: number; readonly callOff: () => void }>();
  readonly #leave: () => void;

  constructor(parts: VigilParts) {
    this.#parts = parts;
    this.#leave = parts.rooms.listen((_room, events, meeting) => {
      if (!events.some(({ type }) => OBSERVED.has(type) || type === 'meeting.cancelled')) return;
      try {
        this.#watch(meeting);
      } catch (error) {
        // Others listen to the room behind us: what is committed reaches them.
        parts.onFault(error);
      }
    });
  }

  /** Takes up every meeting in which something may come due, and notes what passed while nobody kept the vigil. */
  async begin(): Promise<void> {
    for (const stage of WATCHED)
      for (const meetingId of await this.#parts.archive.events.meetingsIn(stage)) await this.#tend(meetingId);
  }

  /** Forgets every deadline. */
  end(): void {
    this.#leave();
    for (const { callOff } of this.#waits.values()) callOff();
    this.#waits.clear();
  }

  /** One meeting that cannot be looked at keeps neither the house from opening nor the others from being looked at. */
  async #tend(meetingId: MeetingId): Promise<void> {
    try {
      await this.#wake(meetingId);
    } catch (error) {
      this.#parts.onFault(error);
      this.#wait(meetingId, this.#parts.clock.now() + AGAIN_MS);
    }
  }

  async #wake(meetingId: MeetingId): Promise<void> {
    const room = await this.#parts.rooms.get(meetingId);
    if (!room) return;
    await room.command('system', `clock-${crypto.randomUUID()}`, { type: 'charter.observe' });
    this.#watch(room.meeting);
  }

  #watch(meeting: Meeting): void {
    const next = nextObservation(meeting, new Date(this.#parts.clock.now()).toISOString());
    const at = next === null ? null : Date.parse(next);
    const waiting = this.#waits.get(meeting.id);
    if (waiting && waiting.at === at) return;
    waiting?.callOff();
    this.#waits.delete(meeting.id);
    if (at !== null) this.#wait(meeting.id, at);
  }

  /** A clock may not reach so far: it is asked again until the moment has come. */
  #wait(meetingId: MeetingId, at: number): void {
    const callOff = this.#parts.clock.after(at - this.#parts.clock.now(), () => {
      if (this.#parts.clock.now() < at) return this.#wait(meetingId, at);
      this.#waits.delete(meetingId);
      void this.#tend(meetingId);
    });
    this.#waits.set(meetingId, { at, callOff });
  }
}

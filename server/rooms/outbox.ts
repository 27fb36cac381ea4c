import type { MeetingEvent } from '#lib/meeting/meeting.ts';
import type { Clock } from '../clock.ts';

/** Milliseconds in which an ordinary room's events are gathered into one message. */
const GATHER_MS = 30;

/** A crowded room's message leaves when so long nothing has happened, or so long after its first event. */
const PAUSE_MS = 25;
const LONGEST_MS = 120;

/** From so many connections on a room is crowded: a message costs a write to each, so there are fewer of them. */
export const CROWD = 200;

/**
 * Gathers a meeting's events and sends them as one message. In an ordinary room the first event after a pause leaves
 * at once and what follows leaves together; in a crowded one everything waits for the end of the burst it is part of.
 */
export class Outbox {
  readonly #clock: Clock;
  readonly #send: (events: readonly MeetingEvent[]) => void;
  readonly #listeners: () => number;
  #gathered: MeetingEvent[] = [];
  #gathering: (() => void) | null = null;
  #firstAt = 0;

  /** @param listeners how many connections there are now */
  constructor(clock: Clock, listeners: () => number, send: (events: readonly MeetingEvent[]) => void) {
    this.#clock = clock;
    this.#listeners = listeners;
    this.#send = send;
  }

  /** Takes events that are durable. */
  put(events: readonly MeetingEvent[]): void {
    if (this.#gathered.length === 0) this.#firstAt = this.#clock.now();
    this.#gathered.push(...events);
    if (this.#listeners() >= CROWD) return this.#waitForPause();
    if (this.#gathering) return;
    this.flush();
    this.#gather();
  }

  /** Sends what is gathered now: before a farewell. */
  flush(): void {
    this.#gathering?.();
    this.#gathering = null;
    if (this.#gathered.length > 0) this.#send(this.#gathered);
    this.#gathered = [];
  }

  #gather(): void {
    this.#gathering = this.#clock.after(GATHER_MS, () => {
      this.#gathering = null;
      if (this.#gathered.length === 0) return;
      this.flush();
      this.#gather();
    });
  }

  #waitForPause(): void {
    this.#gathering?.();
    const left = this.#firstAt + LONGEST_MS - this.#clock.now();
    this.#gathering = this.#clock.after(Math.min(PAUSE_MS, left), () => this.flush());
  }
}

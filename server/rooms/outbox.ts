import type { MeetingEvent } from '#lib/meeting/meeting.ts';
import type { Clock } from '../clock.ts';

/** Milliseconds in which a meeting's events are gathered into one message, in an ordinary and in a crowded room. */
const GATHER_MS = 30;
const GATHER_CROWD_MS = 60;

/** From so many connections on a room is crowded: messages are fewer, and acknowledgements come before them. */
export const CROWD = 200;

/**
 * Gathers a meeting's events and sends them as one message. In an ordinary room the first event after a pause leaves
 * at once and what follows leaves together; in a crowded one everything waits for company.
 */
export class Outbox {
  readonly #clock: Clock;
  readonly #send: (events: readonly MeetingEvent[]) => void;
  readonly #listeners: () => number;
  #gathered: MeetingEvent[] = [];
  #gathering: (() => void) | null = null;

  /** @param listeners how many connections there are now */
  constructor(clock: Clock, listeners: () => number, send: (events: readonly MeetingEvent[]) => void) {
    this.#clock = clock;
    this.#listeners = listeners;
    this.#send = send;
  }

  /** Takes events that are durable. */
  put(events: readonly MeetingEvent[]): void {
    this.#gathered.push(...events);
    if (this.#gathering) return;
    if (this.#listeners() < CROWD) this.flush();
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
    this.#gathering = this.#clock.after(this.#listeners() < CROWD ? GATHER_MS : GATHER_CROWD_MS, () => {
      this.#gathering = null;
      if (this.#gathered.length === 0) return;
      this.flush();
      this.#gather();
    });
  }
}

import type { Delivery } from '../archive/archive.ts';
import type { Carrier } from './carrier.ts';
import type { Outcome } from './outlet.ts';
import { instantOf, type PostParts } from './post-parts.ts';
import { afterQuiet, pauseAfter } from './times.ts';

/** Milliseconds that a closing house waits for a slow mail server. */
const STOP_MS = 2000;

/** Milliseconds after which a queue that could not be read or written is looked at again. */
const PATIENCE_MS = 60_000;

/** How many leave at the same time. */
const AT_ONCE = 4;

/** Sends what is due, tries again what failed, and sleeps until the next falls due. */
export class Dispatcher {
  readonly #parts: PostParts;
  readonly #carrier: Carrier;
  #run: Promise<void> | null = null;
  #isAsked = false;
  #isStopped = true;
  #callOff = (): void => {};

  constructor(parts: PostParts, carrier: Carrier) {
    this.#parts = parts;
    this.#carrier = carrier;
  }

  async start(): Promise<void> {
    await this.#parts.archive.deliveries.release(instantOf(this.#parts.clock));
    this.#isStopped = false;
    this.wake();
  }

  /** Something may be due. */
  wake(): void {
    if (this.#isStopped) return;
    this.#isAsked = true;
    this.#run ??= this.#work()
      .catch((error: unknown) => {
        this.#parts.onFault(error);
        this.#callOff();
        this.#callOff = this.#parts.clock.after(PATIENCE_MS, () => this.wake());
      })
      .then(() => {
        this.#run = null;
        if (this.#isAsked) this.wake();
      });
  }

  /** Waits until nothing is due. */
  async settled(): Promise<void> {
    while (this.#run) await this.#run;
  }

  /** Waits a moment for what is on its way; what is not settled by then goes out after the next start. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#callOff();
    let late: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((done) => (late = setTimeout(done, STOP_MS)));
    await Promise.race([this.settled(), patience]);
    clearTimeout(late);
  }

  async #work(): Promise<void> {
    const { archive, clock } = this.#parts;
    this.#isAsked = false;
    while (!this.#isStopped) {
      const due = await archive.deliveries.due(instantOf(clock), AT_ONCE);
      if (due.length === 0) break;
      await Promise.all(due.map((delivery) => this.#deliver(delivery)));
    }
    this.#callOff();
    const next = this.#isStopped ? null : await archive.deliveries.nextDue();
    if (next) this.#callOff = clock.after(Date.parse(next) - clock.now(), () => this.wake());
  }

  async #deliver(delivery: Delivery): Promise<void> {
    if (!(await this.#parts.archive.deliveries.take(delivery.id))) return;
    const outcome = await this.#carrier.carry(delivery);
    const settled = await this.#settle(delivery, outcome);
    await this.#parts.archive.deliveries.settle(delivery.id, settled);
    this.#parts.onSettled?.(delivery.channel, settled.state);
  }

  async #settle(delivery: Delivery, outcome: Outcome) {
    const { archive, clock } = this.#parts;
    const attempts = delivery.attempts + 1;
    if (outcome.ok) return { state: 'sent' as const, attempts, sentAt: instantOf(clock), lastError: '' };
    const lastError = `${outcome.reason} ${outcome.detail}`.trim();
    const pause = outcome.isFinal ? null : pauseAfter(attempts);
    if (pause === null) return { state: 'failed' as const, attempts, lastError };
    const again = clock.now() + pause;
    // What was let through once is urgent or was due in the day; a retry at night waits only when it was neither.
    const quiet = await archive.postSettings.of(delivery.councilId);
    const isUrgent = await this.#carrier.isUrgent(delivery);
    const at = isUrgent ? again : afterQuiet(again, quiet);
    return { state: 'queued' as const, attempts, lastError, nextAt: new Date(at).toISOString() };
  }
}

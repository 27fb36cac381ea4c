import { invalidateAll } from '$app/navigation';
import type { Refusal } from '#lib/meeting/refusal.ts';
import type { WireError } from '#lib/wire/socket-events.ts';
import type { SubmitFunction } from '@sveltejs/kit';

/** What the page's actions answer when they do not do what was asked. */
export interface Failure {
  readonly code: Refusal | WireError | 'no_session';
}

/** A form on its way. What became of it is never guessed: a lost answer is said to be lost, and sent again by hand. */
export class Sending {
  isBusy = $state(false);
  /** The answer did not come; the same form may be sent again, it counts once (G3). */
  isLost = $state(false);
  /** Why it was turned down; null when it was not. */
  failure = $state.raw<Failure | null>(null);
  readonly #sent: () => void;

  constructor(sent: () => void = () => {}) {
    this.#sent = sent;
  }

  readonly submit: SubmitFunction = ({ cancel }) => {
    if (this.isBusy) return cancel();
    this.isBusy = true;
    this.isLost = false;
    this.failure = null;
    return async ({ result, update }) => {
      this.isBusy = false;
      this.isLost = result.type === 'error';
      if (this.isLost) return;
      await update({ reset: false });
      // After a refusal the page was behind; without a session nothing of it may be lost by leaving it.
      if (result.type !== 'failure') return this.#sent();
      this.failure = (result.data as Failure | undefined) ?? null;
      if (result.status !== 401) await invalidateAll();
    };
  };
}

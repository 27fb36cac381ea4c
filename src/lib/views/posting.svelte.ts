import { invalidateAll } from '$app/navigation';
import type { SubmitFunction } from '@sveltejs/kit';
import { tick } from 'svelte';

/**
 * A plain form on its way: busy until the answer comes, lost when none came. Its fields stay unless it succeeded; the
 * first that is wrong gets the focus.
 */
export class Posting {
  isBusy = $state(false);
  /** No answer came. */
  isLost = $state(false);
  readonly #resets: boolean;

  /** @param resets false: the fields stay also when it succeeded, since they show what is kept now */
  constructor(resets = true) {
    this.#resets = resets;
  }

  readonly submit: SubmitFunction = ({ formElement, cancel }) => {
    if (this.isBusy) return cancel();
    this.isBusy = true;
    this.isLost = false;
    return async ({ result, update }) => {
      // An answer with a status is the server's own, and its page says more.
      this.isLost = result.type === 'error' && result.status === undefined;
      const isHere = result.type === 'redirect' && result.location === location.pathname + location.search;
      // Going to where we are would scroll to the top.
      if (isHere) await invalidateAll();
      else if (!this.isLost) await update({ reset: this.#resets && result.type === 'success' });
      this.isBusy = false;
      if (result.type === 'failure') await focusWrong(formElement);
    };
  };
}

async function focusWrong(form: HTMLFormElement): Promise<void> {
  await tick();
  const field = form.querySelector<HTMLElement>('[aria-invalid="true"]');
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}

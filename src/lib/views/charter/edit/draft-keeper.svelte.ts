import { deserialize } from '$app/forms';
import type { Charter } from '#lib/meeting/charter.ts';
import { differences } from '#lib/meeting/provisions.ts';
import type { CharterEdit, KeptDraft } from './charter-edit.svelte.ts';

/** Milliseconds without a change after which a draft is sent. */
const PAUSE_MS = 1200;

/** What a browser tab has of a draft that the server has not: `after` is the revision it goes on from. */
interface Backup {
  readonly after: number;
  readonly charter: Charter;
}

/** How the draft stands: as on the server, changed here, on its way, not to be sent, or changed there meanwhile. */
export type KeptState = 'kept' | 'changed' | 'sending' | 'lost' | 'conflict';

/**
 * Keeps a draft while it is written: in this tab at once, so that going back or reloading loses nothing, and on the
 * server after a pause. If somebody else has saved one meanwhile, both are there until one is chosen.
 */
export class DraftKeeper {
  state = $state<KeptState>('kept');
  /** When the server last had all of it, ISO. */
  at = $state<string | null>(null);
  revision = $state(0);
  /** What somebody else saved meanwhile. */
  theirs = $state.raw<KeptDraft | null>(null);
  readonly #edit: CharterEdit;
  readonly #key: string;
  readonly #action: string;
  #kept: string;
  #isOver = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> = Promise.resolve();

  constructor(edit: CharterEdit, councilId: string, draft: KeptDraft | null) {
    this.#edit = edit;
    this.#key = `charter-draft:${councilId}`;
    // The page may have been left when it is sent.
    this.#action = `/councils/${councilId}/charter/edit?/save`;
    this.revision = draft?.revision ?? 0;
    this.at = draft?.at ?? null;
    this.#kept = edit.text;
  }

  /** Takes up what this tab had not sent when it was left. @returns whether there was something */
  takeUp(): boolean {
    const kept = sessionStorage.getItem(this.#key);
    if (!kept) return false;
    const { after, charter } = JSON.parse(kept) as Backup;
    this.#edit.take(charter);
    this.revision = after;
    return this.#edit.text !== this.#kept;
  }

  /** To be told of every change. */
  changed(text: string): void {
    if (this.#isOver) return;
    if (this.state === 'conflict') return this.#backUp();
    if (text === this.#kept) return this.#asKept();
    this.state = 'changed';
    this.#backUp();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.send(), PAUSE_MS);
  }

  /** Sends the draft now, if it can be kept as it is. */
  send(): Promise<void> {
    clearTimeout(this.#timer);
    this.#sending = this.#sending.then(() => this.#post());
    return this.#sending;
  }

  /** Lets what is under way arrive and sends nothing more. */
  async rest(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#sending;
  }

  /** The draft was published or dropped: nothing of it is sent or kept any more. */
  end(): void {
    this.#isOver = true;
    this.#forget();
  }

  /** Somebody else saved meanwhile: mine goes on from theirs, which it replaces. */
  async keepMine(): Promise<void> {
    this.revision = this.theirs?.revision ?? 0;
    this.theirs = null;
    this.state = 'changed';
    await this.send();
  }

  /** Somebody else saved meanwhile: theirs is what I go on with. */
  takeTheirs(): void {
    if (!this.theirs) return;
    this.revision = this.theirs.revision;
    this.at = this.theirs.at;
    this.#edit.take(this.theirs.charter);
    this.#kept = this.#edit.text;
    this.theirs = null;
    this.state = 'kept';
    this.#forget();
  }

  /** Everything was taken back: there is nothing to send. */
  #asKept(): void {
    this.#forget();
    if (this.state !== 'sending') this.state = 'kept';
  }

  #forget(): void {
    clearTimeout(this.#timer);
    sessionStorage.removeItem(this.#key);
  }

  #backUp(): void {
    const backup: Backup = { after: this.revision, charter: this.#edit.whole };
    sessionStorage.setItem(this.#key, JSON.stringify(backup));
  }

  async #post(): Promise<void> {
    const { text } = this.#edit;
    if (this.#isOver || this.state === 'conflict' || text === this.#kept || this.#edit.wrong.length > 0) return;
    this.state = 'sending';
    const body = new FormData();
    body.set('charter', text);
    body.set('after', String(this.revision));
    try {
      const answer = await fetch(this.#action, { method: 'POST', body, headers: { 'x-sveltekit-action': 'true' } });
      const result = deserialize<
        { revision: number; at: string },
        { code: 'changed_meanwhile' | 'malformed'; theirs: KeptDraft | null }
      >(await answer.text());
      if (result.type === 'success' && result.data) this.#arrived(text, result.data);
      else if (result.type === 'failure' && result.data?.code === 'changed_meanwhile')
        this.#refused(text, result.data.theirs);
      else this.state = 'lost';
    } catch {
      this.state = 'lost';
    }
  }

  /** What the server has may be my own, whose answer was lost on the way. */
  #refused(text: string, theirs: KeptDraft | null): void {
    const mine = JSON.parse(text) as Charter;
    const isMine = theirs?.charter.name === mine.name && differences(theirs.charter, mine).length === 0;
    if (theirs && isMine) return this.#arrived(text, theirs);
    this.theirs = theirs;
    this.state = 'conflict';
  }

  #arrived(text: string, { revision, at }: { revision: number; at: string }): void {
    this.revision = revision;
    this.at = at;
    this.#kept = text;
    this.state = 'kept';
    sessionStorage.removeItem(this.#key);
    this.changed(this.#edit.text);
  }
}

import * as Y from 'yjs';

/** Whether one state vector has everything of another. */
export function covers(saved: Map<number, number>, local: Map<number, number>): boolean {
  for (const [client, clock] of local) if ((saved.get(client) ?? 0) < clock) return false;
  return true;
}

/**
 * Knows whether everything written here is on the server's disk (G6). State vectors count what was inserted; a deletion
 * leaves no mark in them, so after one the word “saved” waits for an answer to a question asked later.
 */
export class MinutesCoverage {
  #saved = new Map<number, number>();
  #deleted = false;
  #asked = false;
  readonly #doc: Y.Doc;

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  /** A local transaction. */
  wrote(transaction: Y.Transaction): void {
    if (transaction.deleteSet.clients.size === 0) return;
    this.found();
  }

  /** A copy was found on the device; deletions in it may never have been sent. */
  found(): void {
    this.#deleted = true;
    this.#asked = false;
  }

  /** Message 100: this state vector is on disk. */
  saved(vector: Uint8Array): void {
    this.#saved = Y.decodeStateVector(vector);
    if (this.#asked) this.#deleted = false;
    this.#asked = false;
  }

  /** The next answer counts for deletions, too. @returns whether there is a reason to ask */
  ask(): boolean {
    this.#asked = this.#deleted;
    return this.#deleted;
  }

  get isComplete(): boolean {
    return !this.#deleted && covers(this.#saved, Y.decodeStateVector(Y.encodeStateVector(this.#doc)));
  }
}

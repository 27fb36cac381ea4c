import * as Y from 'yjs';
import type { LateEdit, MinutesStore } from '../archive/archive.ts';
import { check, minutesRoot } from './minutes-check.ts';
import { KIND, survey } from './minutes-survey.ts';

/** Something that was sent after the freeze. */
export interface LateArrival {
  personId: string;
  at: string;
  updates: readonly Uint8Array[];
  version: number;
}

/**
 * What came too late for a final version (G8): kept whole, shown as a difference, never merged. The replicas that hold
 * it are recognised by its structs, so that after a reopening it does not slip in with the next edit.
 */
export class MinutesLate {
  readonly #meetingId: string;
  readonly #store: MinutesStore;
  readonly #kept: Uint8Array[];
  readonly #clients = new Set<number>();
  readonly #deletes: number[] = [];
  #tail: Promise<void> = Promise.resolve();

  constructor(meetingId: string, store: MinutesStore, kept: readonly LateEdit[]) {
    this.#meetingId = meetingId;
    this.#store = store;
    this.#kept = kept.map((late) => late.update);
    for (const update of this.#kept) this.#remember(update);
  }

  /** Whether an update brings something that was late before. @param whole it is an answer to a sync step 1 */
  holds(doc: Y.Doc, update: Uint8Array, whole: boolean): boolean {
    if (this.#kept.length === 0) return false;
    const { clients, deletes } = survey(update);
    for (const [client, structs] of clients) {
      const last = structs.at(-1)!;
      if (this.#clients.has(client) && last.clock + last.length > Y.getState(doc.store, client)) return true;
    }
    return whole && this.#deletesLate(doc, deletes);
  }

  /**
   * Keeps what is new of it; what was kept before is not kept twice.
   * @param state the final document
   * @returns whether something was kept
   * @throws Malformed
   */
  async keep(state: Uint8Array, arrival: LateArrival): Promise<boolean> {
    const shadow = this.#shadow(state);
    const before = plainText(shadow);
    const fresh: Uint8Array[] = [];
    shadow.on('update', (update: Uint8Array) => fresh.push(update));
    for (const update of arrival.updates) {
      check(shadow, survey(update));
      Y.applyUpdate(shadow, update);
    }
    if (fresh.length === 0) return false;
    const update = fresh.length === 1 ? fresh[0]! : Y.mergeUpdates(fresh);
    this.#kept.push(update);
    this.#remember(update);
    const shown = difference(before, plainText(shadow));
    const { personId, at, version } = arrival;
    const stored = this.#tail.then(() =>
      this.#store.keepLate(this.#meetingId, { personId, at, version, update, ...shown }),
    );
    this.#tail = stored.catch(() => {});
    await stored;
    return true;
  }

  #shadow(state: Uint8Array): Y.Doc {
    const shadow = new Y.Doc();
    shadow.getXmlFragment(minutesRoot);
    shadow.transact(() => {
      for (const update of [state, ...this.#kept]) Y.applyUpdate(shadow, update);
    });
    return shadow;
  }

  #remember(update: Uint8Array): void {
    const { clients, deletes } = survey(update);
    for (const [client, structs] of clients)
      if (structs.some((one) => one.kind !== KIND.skip)) this.#clients.add(client);
    for (const number of deletes) this.#deletes.push(number);
  }

  #deletesLate(doc: Y.Doc, deletes: readonly number[]): boolean {
    for (let i = 0; i < deletes.length; i += 3)
      for (let j = 0; j < this.#deletes.length; j += 3) {
        if (deletes[i] !== this.#deletes[j]) continue;
        const from = Math.max(deletes[i + 1]!, this.#deletes[j + 1]!);
        const to = Math.min(deletes[i + 1]! + deletes[i + 2]!, this.#deletes[j + 1]! + this.#deletes[j + 2]!);
        if (from < to && from < Y.getState(doc.store, deletes[i]!) && isThere(doc, deletes[i]!, from)) return true;
      }
    return false;
  }
}

function isThere(doc: Y.Doc, client: number, clock: number): boolean {
  return !Y.getItem(doc.store, Y.createID(client, clock)).deleted;
}

/** The people's text of the minutes, a line per block. */
export function plainText(doc: Y.Doc): string {
  const lines: string[] = [];
  const read = (node: Y.XmlFragment): void => {
    for (const child of node.toArray()) {
      if (child instanceof Y.XmlText) lines.push(textOf(child));
      else if (child instanceof Y.XmlFragment) read(child);
    }
  };
  read(doc.getXmlFragment(minutesRoot));
  return lines.join('\n');
}

function textOf(text: Y.XmlText): string {
  const delta = text.toDelta() as { insert: unknown }[];
  return delta.map((part) => (typeof part.insert === 'string' ? part.insert : '')).join('');
}

/** The lines that differ: what both begin and end with is left out. */
export function difference(before: string, after: string): { before: string; after: string } {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head++;
  let foot = 0;
  while (foot < shorter - head && old.at(-1 - foot) === now.at(-1 - foot)) foot++;
  return {
    before: old.slice(head, old.length - foot).join('\n'),
    after: now.slice(head, now.length - foot).join('\n'),
  };
}

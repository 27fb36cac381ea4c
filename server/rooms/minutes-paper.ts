import * as Y from 'yjs';
import { check, ClientTaken, minutesRoot } from './minutes-check.ts';
import { emptyUpdate, emptyVector, SYNC, syncFrame } from './minutes-frames.ts';
import { Malformed, survey } from './minutes-survey.ts';
import { StateVector } from './minutes-vector.ts';

/** Tells whether a transaction touched the log's own blocks; the scribe's, or a fake in tests. */
export type TouchesRecords = (transaction: Y.Transaction) => boolean;

/** What became of a group of updates from one connection. */
export interface Taken {
  /** New content, as it is stored and forwarded. */
  accepted: Uint8Array[];
  /**
   * What Yjs tidied up here after that (marks that mean nothing any more): stored after it, and news to everybody, the
   * writer included. A replica tidies after others' edits only, so the writer has not done it.
   */
  tidied: Uint8Array[];
  /** Something waited for a predecessor and was dropped: the client is asked for all that is missing. */
  orphan: boolean;
  /** Why the connection must go. */
  fault: 'malformed' | 'client_taken' | null;
  /** The log's own blocks were touched. */
  touched: boolean;
}

/** While what came after the base is at most this part of it, both are sent as they are; a join stays below 1.1 times. */
const tailPart = 0.07;
const diffsKept = 16;

/**
 * One document. Its truth is bytes: a merged base and the updates after it, all of them checked. The Y.Doc is the
 * warm staging copy: built when the first edit arrives, thrown away when an update breaks it.
 */
export class MinutesPaper {
  #base: Uint8Array;
  #tail: Uint8Array[];
  #tailBytes = 0;
  #doc: Y.Doc | null = null;
  readonly #vector: StateVector;
  readonly #touches: TouchesRecords;
  readonly #diffs = new Map<string, Uint8Array>();
  #emitted: { update: Uint8Array; origin: unknown }[] = [];
  #touched = false;

  constructor(base: Uint8Array | null, vector: Uint8Array | null, tail: Uint8Array[], touches: TouchesRecords) {
    this.#base = base ?? emptyUpdate;
    this.#tail = tail;
    for (const update of tail) this.#tailBytes += update.length;
    this.#vector = new StateVector(vector ?? emptyVector);
    for (const update of tail) this.#vector.cover(survey(update));
    this.#touches = touches;
  }

  /** Bytes held, for limits and measurements. */
  get size(): number {
    return this.#base.length + this.#tailBytes;
  }

  /** Whether the Y.Doc is built. */
  get isBuilt(): boolean {
    return this.#doc !== null;
  }

  /** Whether what came after the base has grown out of proportion. */
  get isLong(): boolean {
    return this.#tailBytes > Math.max(16_384, this.#base.length * tailPart);
  }

  /** The state vector of all that was accepted. */
  vector(): Uint8Array {
    return this.#doc ? Y.encodeStateVector(this.#doc) : this.#vector.encode();
  }

  /** The document itself; building it costs its length once. */
  doc(): Y.Doc {
    return (this.#doc ??= this.#build());
  }

  /** Checks and applies what one connection sent. Nothing of it stays when it breaks the document. */
  take(updates: readonly Uint8Array[], origin: unknown): Taken {
    const doc = this.doc();
    let fault: Taken['fault'] = null;
    let orphan = false;
    try {
      doc.transact(() => {
        for (const update of updates) {
          fault = this.#flaw(doc, update);
          if (fault) return;
          Y.applyUpdate(doc, update);
          orphan = dropPending(doc) || orphan;
        }
      }, origin);
    } catch {
      this.#tear();
      return { accepted: [], tidied: [], orphan: false, fault: 'malformed', touched: false };
    }
    const touched = this.#touched;
    const emitted = this.#collect();
    const accepted = emitted.filter((one) => one.origin === origin).map(({ update }) => update);
    const tidied = emitted.filter((one) => one.origin !== origin).map(({ update }) => update);
    return { accepted, tidied, orphan, fault, touched };
  }

  /** The server's own writing (the scribe). @returns what is new */
  write(change: (doc: Y.Doc) => void, origin: unknown): Uint8Array[] {
    const doc = this.doc();
    try {
      doc.transact(() => change(doc), origin);
    } catch (error) {
      this.#tear();
      throw error;
    }
    return this.#collect().map(({ update }) => update);
  }

  /** The one answer to a sync step 1, as frames in order, with our own step 1 so that the client sends what we lack. */
  answer(vector: Uint8Array): Buffer[] {
    if (vector.length === 1 && vector[0] === 0) return [syncFrame(SYNC.step1, emptyVector), ...this.#whole()];
    return [syncFrame(SYNC.step2, this.since(vector)), syncFrame(SYNC.step1, this.vector())];
  }

  /** What somebody with this state vector lacks. */
  since(vector: Uint8Array): Uint8Array {
    const key = Buffer.from(vector).toString('latin1');
    const known = this.#diffs.get(key);
    if (known) return known;
    const diff = Y.encodeStateAsUpdate(this.doc(), vector);
    if (this.#diffs.size >= diffsKept) this.#diffs.clear();
    this.#diffs.set(key, diff);
    return diff;
  }

  /**
   * Base and tail as they are, without a document; the synced message comes last, so that who waits for it has all.
   * A tail out of proportion is first merged into the base.
   */
  #whole(): Buffer[] {
    if (this.#tailBytes > this.#base.length * tailPart) this.merge();
    if (this.#tail.length === 0) return [syncFrame(SYNC.step2, this.#base)];
    const parts = [this.#base, ...this.#tail].map((update) => syncFrame(SYNC.update, update));
    return [...parts, syncFrame(SYNC.step2, emptyUpdate)];
  }

  /** Merges the tail into the base, in memory. */
  merge(): { state: Uint8Array; vector: Uint8Array } {
    const doc = this.doc();
    if (this.#tail.length > 0) {
      this.#base = Y.encodeStateAsUpdate(doc);
      this.#tail = [];
      this.#tailBytes = 0;
    }
    return { state: this.#base, vector: Y.encodeStateVector(doc) };
  }

  /** Whether the base can be loaded again and gives the same document; asked before stored updates are deleted. */
  isSound(): boolean {
    const again = new Y.Doc();
    try {
      Y.applyUpdate(again, this.#base);
      const pending = again.store.pendingStructs !== null || again.store.pendingDs !== null;
      return !pending && Buffer.compare(Y.encodeStateAsUpdate(again), Y.encodeStateAsUpdate(this.doc())) === 0;
    } catch {
      return false;
    } finally {
      again.destroy();
    }
  }

  #flaw(doc: Y.Doc, update: Uint8Array): Taken['fault'] {
    try {
      check(doc, survey(update));
      return null;
    } catch (error) {
      if (error instanceof ClientTaken) return 'client_taken';
      if (error instanceof Malformed) return 'malformed';
      throw error;
    }
  }

  #build(): Y.Doc {
    const doc = new Y.Doc();
    doc.getXmlFragment(minutesRoot);
    doc.transact(() => {
      Y.applyUpdate(doc, this.#base);
      for (const update of this.#tail) Y.applyUpdate(doc, update);
    });
    doc.on('update', (update: Uint8Array, origin: unknown) => this.#emitted.push({ update, origin }));
    doc.on('afterTransaction', (transaction: Y.Transaction) => {
      this.#touched ||= transaction.changed.size > 0 && this.#touches(transaction);
    });
    return doc;
  }

  #collect(): { update: Uint8Array; origin: unknown }[] {
    const emitted = this.#emitted;
    this.#emitted = [];
    this.#touched = false;
    for (const { update } of emitted) {
      this.#tail.push(update);
      this.#tailBytes += update.length;
    }
    if (emitted.length > 0) this.#diffs.clear();
    return emitted;
  }

  /** A document that threw half-way is not to be trusted; the next edit builds it anew from what was accepted. */
  #tear(): void {
    this.#emitted = [];
    this.#touched = false;
    this.#doc?.destroy();
    this.#doc = null;
    for (const update of this.#tail) this.#vector.cover(survey(update));
  }
}

function dropPending(doc: Y.Doc): boolean {
  const { store } = doc;
  if (store.pendingStructs === null && store.pendingDs === null) return false;
  store.pendingStructs = null;
  store.pendingDs = null;
  return true;
}

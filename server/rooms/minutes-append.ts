import type { MinutesStore } from '../archive/archive.ts';
import type { MinutesPaper } from './minutes-paper.ts';

/** A batch waits as long for company before it is committed. */
const gatherMs = 90;
const retryMs = 1_000;
const compactEvery = 2_000;

export interface AppendParts {
  meetingId: string;
  store: MinutesStore;
  paper: () => MinutesPaper;
  /** A commit is on disk, up to this state vector. */
  onSaved: (vector: Uint8Array) => void;
  /** A version was finalised elsewhere: these were not stored. */
  onFrozen: (lost: readonly Accepted[]) => void;
  onFault: (error: unknown) => void;
}

export interface Accepted {
  update: Uint8Array;
  personId: string;
}

/** Brings accepted updates to disk: one commit per ~90 ms, one after the other, merged into the state now and then. */
export class MinutesAppend {
  readonly #parts: AppendParts;
  #waiting: Accepted[] = [];
  #timer: NodeJS.Timeout | null = null;
  #work: Promise<void> = Promise.resolve();
  #last: number;
  #since: number;
  /** State vector of what is on disk. */
  durable: Uint8Array;

  constructor(parts: AppendParts, stored: { last: number; rows: number; vector: Uint8Array }) {
    this.#parts = parts;
    this.#last = stored.last;
    this.#since = stored.rows;
    this.durable = stored.vector;
  }

  /** Whether everything accepted is on disk. */
  get isIdle(): boolean {
    return this.#waiting.length === 0 && this.#timer === null;
  }

  add(accepted: readonly Accepted[]): void {
    this.#waiting.push(...accepted);
    if (this.#waiting.length > 0) this.#timer ??= setTimeout(() => void this.flush(), gatherMs);
  }

  /** Commits what waits. Resolves when it is on disk, or when storing failed and will be tried again. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#work = this.#work.then(() => this.#commit());
    return this.#work;
  }

  /** Puts the merged state in the place of the single updates. */
  compact(): Promise<void> {
    this.#work = this.#work.then(() => this.#merge()).catch(this.#parts.onFault);
    return this.#work;
  }

  async #merge(): Promise<void> {
    if (this.#since === 0 || this.#waiting.length > 0) return;
    const paper = this.#parts.paper();
    const merged = paper.merge();
    if (!paper.isSound()) throw new Error(`minutes of ${this.#parts.meetingId} do not load again; not compacted`);
    await this.#replace(merged, this.#last);
  }

  async #commit(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const batch = this.#waiting;
    this.#waiting = [];
    const paper = this.#parts.paper();
    const vector = paper.vector();
    const merged = this.#since + batch.length >= compactEvery || paper.isLong ? paper.merge() : null;
    try {
      const last = await this.#parts.store.append(this.#parts.meetingId, batch);
      if (last === 'frozen') return this.#parts.onFrozen(batch);
      this.#last = last;
      this.#since += batch.length;
      this.durable = vector;
      this.#parts.onSaved(vector);
      if (merged) await this.#replace(merged, last);
    } catch (error) {
      if (this.durable !== vector) {
        this.#waiting = [...batch, ...this.#waiting];
        this.#timer ??= setTimeout(() => void this.flush(), retryMs);
      }
      this.#parts.onFault(error);
    }
  }

  async #replace(merged: { state: Uint8Array; vector: Uint8Array }, upTo: number): Promise<void> {
    await this.#parts.store.compact(this.#parts.meetingId, merged, upTo);
    this.#since = 0;
  }
}

import { CaretTooBig, MinutesCarets } from './minutes-carets.ts';
import { CLOSE, type MinutesConnection } from './minutes-connection.ts';
import { savedFrame, SYNC, syncFrame } from './minutes-frames.ts';
import type { MinutesPaper } from './minutes-paper.ts';

/** An accepted update on its way to the others, encoded once. */
export interface Written {
  from: MinutesConnection | null;
  frame: Buffer;
}

const caretsEveryMs = 60;
/** Who only reads hears of a commit with the next thing it gets, at the latest after this. */
const savedWithinMs = 250;

const none: ReadonlySet<MinutesConnection | null> = new Set();

/** Those who have one document open: what is told to whom, one write per reader and turn. */
export class MinutesCircle {
  readonly connections = new Set<MinutesConnection>();
  readonly #carets = new MinutesCarets();
  readonly #paper: () => MinutesPaper;
  #caretTimer: NodeJS.Timeout | null = null;
  #saved: Buffer | null = null;
  #savedTimer: NodeJS.Timeout | null = null;

  constructor(paper: () => MinutesPaper) {
    this.#paper = paper;
  }

  add(connection: MinutesConnection): void {
    this.connections.add(connection);
    connection.socket.on('drain', () => this.#catchUp(connection));
  }

  remove(connection: MinutesConnection): void {
    if (!this.connections.delete(connection)) return;
    this.#carets.leave(connection);
    this.#showCarets();
  }

  close(): void {
    if (this.#caretTimer) clearTimeout(this.#caretTimer);
    if (this.#savedTimer) clearTimeout(this.#savedTimer);
  }

  /** Who wrote something does not get it back. */
  forward(written: readonly Written[]): void {
    if (written.length === 0) return;
    const writers = new Set(written.map(({ from }) => from));
    for (const from of writers) if (from) from.waitsForSaved = true;
    this.#tellAll(
      written.map(({ frame }) => frame),
      writers,
    );
    if (writers.size === 1) return;
    for (const writer of writers) {
      if (!writer?.joined) continue;
      const others = written.filter(({ from }) => from !== writer).map(({ frame }) => frame);
      writer.write(joined(others), performance.now(), this.#vectorOnce());
    }
  }

  /** Tells those who asked for it what is on disk: who wrote at once, the others with the next write to them. */
  tellSaved(vector: Uint8Array): void {
    const frame = savedFrame(vector);
    for (const connection of this.connections) {
      if (!connection.waitsForSaved) continue;
      connection.waitsForSaved = false;
      if (connection.query.saved) connection.tell(frame);
    }
    this.#saved = frame;
    this.#savedTimer ??= setTimeout(() => {
      this.#savedTimer = null;
      this.#tellAll([], none);
    }, savedWithinMs);
  }

  /** One write per connection: these frames, and what was saved to those who want to know. */
  #tellAll(frames: readonly Buffer[], but: ReadonlySet<MinutesConnection | null>): void {
    const plain = frames.length > 0 ? joined(frames) : null;
    const withSaved = this.#saved ? joined([...frames, this.#saved]) : plain;
    if (this.#saved && this.#savedTimer) {
      clearTimeout(this.#savedTimer);
      this.#savedTimer = null;
    }
    this.#saved = null;
    const now = performance.now();
    const vector = this.#vectorOnce();
    for (const connection of this.connections) {
      if (!connection.joined || but.has(connection)) continue;
      const frame = connection.query.saved ? withSaved : plain;
      if (frame) connection.write(frame, now, vector);
    }
  }

  /** Takes one connection's caret; what nobody can read closes that connection. */
  takeCarets(from: MinutesConnection, message: Uint8Array): void {
    if (!from.isOpen) return;
    try {
      this.#carets.take(from, message);
      this.#showCarets();
    } catch (error) {
      if (error instanceof CaretTooBig) from.close(CLOSE.tooBig, 'awareness too big');
      else from.close(CLOSE.malformed, 'malformed');
    }
  }

  showCaretsTo(connection: MinutesConnection): void {
    const carets = this.#carets.all();
    if (carets) connection.tell(carets);
  }

  #showCarets(): void {
    if (!this.#carets.isChanged) return;
    this.#caretTimer ??= setTimeout(() => {
      this.#caretTimer = null;
      this.#tellAll([this.#carets.changes()], none);
    }, caretsEveryMs);
  }

  /** Brings a reader that had fallen behind up to date in one message. */
  #catchUp(connection: MinutesConnection): void {
    const vector = connection.caughtUp();
    if (!vector) return;
    const missed = syncFrame(SYNC.update, this.#paper().since(vector));
    connection.write(missed, performance.now(), () => this.#paper().vector());
    this.showCaretsTo(connection);
  }

  #vectorOnce(): () => Uint8Array {
    let vector: Uint8Array | null = null;
    return () => (vector ??= this.#paper().vector());
  }
}

/** Several frames as one write. */
export function joined(frames: readonly Buffer[]): Buffer {
  return frames.length === 1 ? frames[0]! : Buffer.concat(frames);
}

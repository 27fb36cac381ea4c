import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { deniedFrame, type Denial } from './minutes-frames.ts';

/** Close codes of `/yjs/` beside the standard 1003, 1007 and 1009. */
export const CLOSE = {
  restarting: 1001,
  notBinary: 1003,
  malformed: 1007,
  tooBig: 1009,
  fault: 1011,
  tooSlow: 1013,
  noSession: 4401,
  mayNotRead: 4403,
  noMeeting: 4404,
  otherGeneration: 4409,
} as const;

/** What the server knows of a person and shows beside their caret. */
export interface DeskUser {
  personId: string;
  name: string;
  unit: string;
  /** 1 to 4. */
  color: number;
}

/** What a person may do with the minutes of a meeting now. */
export interface DeskRights {
  read: boolean;
  write: boolean;
  /** Would have the right to write were the minutes not final; what they send after the freeze is kept as a late edit. */
  late?: boolean;
  user: DeskUser;
}

/** A WebSocket and the socket beneath it: whole frames are written there, one write per event-loop turn. */
export interface Line {
  ws: WebSocket;
  socket: Duplex;
}

/** How the connection was opened. */
export interface Query {
  /** Wants message 100 after each commit. */
  saved: boolean;
  generation: number | null;
}

/** Above this a reader gets nothing more until it has drained (G14). */
const pauseAbove = 1024 * 1024;
/** Above this it is let go. */
const closeAbove = 4 * 1024 * 1024;
/** As long may it stay behind. */
const patienceMs = 10_000;

/** One person's open connection to one document. */
export class MinutesConnection {
  readonly ws: WebSocket;
  readonly socket: Duplex;
  readonly personId: string;
  readonly sessionId: string;
  readonly query: Query;
  rights: DeskRights;
  /** Its first sync step 1 was answered: from now on it gets what others write. */
  joined = false;
  /** Was asked for what is missing and has not answered yet. */
  asked = false;
  /** Its replica holds late edits; whatever it sends is late. */
  tainted = false;
  /** Wrote something since it was last told what is on disk. */
  waitsForSaved = false;
  /** Answered the last ping. */
  isAlive = true;
  /** The one client id it may show a caret for. */
  clientId: number | null = null;
  #behind: { since: number; vector: Uint8Array } | null = null;

  constructor(line: Line, who: { personId: string; sessionId: string }, query: Query, rights: DeskRights) {
    this.ws = line.ws;
    this.socket = line.socket;
    this.personId = who.personId;
    this.sessionId = who.sessionId;
    this.query = query;
    this.rights = rights;
  }

  get isOpen(): boolean {
    return this.ws.readyState === this.ws.OPEN;
  }

  /** State vector of what it had when it fell behind; null while it keeps up. */
  get behindSince(): Uint8Array | null {
    return this.#behind?.vector ?? null;
  }

  /**
   * Writes whole frames. @param vector what a connection has that gets everything up to now, asked for only when this
   * one is falling behind. @returns false when nothing was written because it is behind
   */
  write(frames: Buffer, now: number, vector: () => Uint8Array): boolean {
    if (!this.isOpen || this.#behind) return false;
    this.socket.write(frames);
    const waiting = this.socket.writableLength;
    if (waiting <= pauseAbove) return true;
    if (waiting > closeAbove) this.close(CLOSE.tooSlow, 'too slow');
    else this.#behind = { since: now, vector: vector() };
    return true;
  }

  /** Writes to a connection that may be behind: what it must learn at once. */
  tell(frames: Buffer): void {
    if (this.isOpen && this.socket.writableLength <= pauseAbove) this.socket.write(frames);
  }

  deny(why: Denial): void {
    this.tell(deniedFrame(why));
  }

  /** Its socket has drained. @returns what it had when it fell behind */
  caughtUp(): Uint8Array | null {
    const vector = this.#behind?.vector ?? null;
    this.#behind = null;
    return vector;
  }

  /** Lets it go when it has been behind too long. */
  sweep(now: number): void {
    if (this.#behind && now - this.#behind.since > patienceMs) this.close(CLOSE.tooSlow, 'too slow');
  }

  /** Asks for a sign of life; who gave none since the last time is cut off. */
  ping(): void {
    if (!this.isAlive) return this.ws.terminate();
    this.isAlive = false;
    if (this.isOpen && this.socket.writableLength <= pauseAbove) this.ws.ping();
  }

  /** Closes; a peer that does not read its close frame is cut off. */
  close(code: number, reason: string): void {
    if (this.socket.writableLength > pauseAbove) {
      this.ws.close(code, reason);
      this.ws.terminate();
      return;
    }
    this.ws.close(code, reason);
  }
}

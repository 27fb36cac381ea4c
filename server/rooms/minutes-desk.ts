import type { Meeting } from '#lib/meeting/meeting.ts';
import type { Visitor } from '../door/session.ts';
import { CLOSE, MinutesConnection, type DeskRights, type Line, type Query } from './minutes-connection.ts';
import { MinutesRoom, type FinalText, type MinutesParts } from './minutes-room.ts';

export type { DeskRights, DeskUser, Line, Query } from './minutes-connection.ts';
export type { FinalText, MinutesParts } from './minutes-room.ts';

/** Who may do what, asked of the meetings. */
export interface DeskAccess {
  /** Null: no such meeting, or not theirs. */
  lookUp(meetingId: string, personId: string): Promise<DeskRights | null>;
  /** Rights in a meeting may have changed: its open connections are looked at again. */
  onChange(listener: (meetingId: string) => void): () => void;
}

/** What the desk carries, for metrics and tests. */
export interface DeskStats {
  rooms: number;
  connections: number;
}

/** The live minutes of all meetings: `/yjs/<meetingId>`. */
export interface MinutesDesk {
  /** Takes in a connection whose session and origin were checked. */
  connect(line: Line, meetingId: string, visitor: Pick<Visitor, 'personId' | 'sessionId'>, query: Query): Promise<void>;
  /** Brings the log's own blocks up to date; idempotent. */
  record(meetingId: string, meeting: Meeting): Promise<void>;
  /** Closes the text to edits until the version is committed (told by `record`) or `thaw` is called. */
  freeze(meetingId: string, meeting: Meeting): Promise<FinalText>;
  /** Finalising was refused or failed, or the minutes were reopened. */
  thaw(meetingId: string): Promise<void>;
  /** Canonical JSON of the text as it is now. */
  peek(meetingId: string): Promise<string>;
  /** Lets everybody go and brings all documents to disk. */
  drain(): Promise<void>;
  stats(): DeskStats;
}

const recheckMs = 250;
const betweenRecordsMs = 50;
const sweepMs = 1_000;
const pingEvery = 25;

/** Makes the desk. */
export function createMinutesDesk(parts: MinutesParts & { readonly access: DeskAccess }): MinutesDesk {
  return new Desk(parts);
}

class Desk implements MinutesDesk {
  readonly #parts: MinutesParts & { readonly access: DeskAccess };
  readonly #rooms = new Map<string, { room: MinutesRoom; loaded: Promise<MinutesRoom> }>();
  readonly #recheck = new Map<string, NodeJS.Timeout>();
  /** The log's blocks being written, by meeting; events that come meanwhile are told of together. */
  readonly #recording = new Map<string, { latest: Meeting; done: Promise<void> }>();
  readonly #unlisten: () => void;
  #sweeps = 0;
  #sweeper: NodeJS.Timeout | null = null;
  #isDraining = false;

  constructor(parts: MinutesParts & { readonly access: DeskAccess }) {
    this.#parts = parts;
    this.#unlisten = parts.access.onChange((meetingId) => this.#rightsChanged(meetingId));
  }

  async connect(
    line: Line,
    meetingId: string,
    visitor: Pick<Visitor, 'personId' | 'sessionId'>,
    query: Query,
  ): Promise<void> {
    const { ws } = line;
    ws.pause();
    try {
      const rights = this.#isDraining ? null : await this.#parts.access.lookUp(meetingId, visitor.personId);
      if (this.#isDraining) return ws.close(CLOSE.restarting, 'restarting');
      if (!rights) return ws.close(CLOSE.noMeeting, 'no such meeting');
      if (!rights.read) return ws.close(CLOSE.mayNotRead, 'no right to read');
      await this.#with(meetingId, (room) => this.#seat(room, new MinutesConnection(line, visitor, query, rights)));
    } catch (error) {
      this.#parts.onFault(error);
      ws.close(CLOSE.fault, 'fault');
    } finally {
      if (ws.readyState === ws.OPEN || ws.readyState === ws.CLOSING) ws.resume();
    }
  }

  #seat(room: MinutesRoom, connection: MinutesConnection): void {
    const { ws, query } = connection;
    if (!connection.isOpen) return;
    if (query.generation !== null && query.generation !== room.generation)
      return ws.close(CLOSE.otherGeneration, 'other generation');
    room.join(connection);
    ws.on('pong', () => (connection.isAlive = true));
    ws.on('close', () => {
      room.leave(connection);
      this.#putAwayIfEmpty(room);
    });
    this.#sweeper ??= setInterval(() => this.#sweep(), sweepMs).unref();
  }

  record(meetingId: string, meeting: Meeting): Promise<void> {
    const under = this.#recording.get(meetingId);
    if (under) {
      under.latest = meeting;
      return under.done;
    }
    const recording = { latest: meeting, done: Promise.resolve() };
    this.#recording.set(meetingId, recording);
    recording.done = this.#recordLatest(meetingId, recording);
    return recording.done;
  }

  /** Writes the log's blocks of the latest state, again as long as newer ones have come meanwhile. */
  async #recordLatest(meetingId: string, recording: { latest: Meeting }): Promise<void> {
    try {
      for (let told: Meeting | null = null; told !== recording.latest && !(told && this.#isDraining);) {
        if (told) await new Promise((later) => setTimeout(later, betweenRecordsMs));
        const meeting: Meeting = recording.latest;
        await this.#with(meetingId, (room) => room.record(meeting));
        told = meeting;
      }
    } finally {
      this.#recording.delete(meetingId);
    }
  }

  freeze(meetingId: string, meeting: Meeting): Promise<FinalText> {
    return this.#with(meetingId, (room) => room.freeze(meeting));
  }

  async thaw(meetingId: string): Promise<void> {
    await this.#with(meetingId, (room) => room.thaw());
    this.#rightsChanged(meetingId);
  }

  peek(meetingId: string): Promise<string> {
    return this.#with(meetingId, (room) => room.peek());
  }

  async drain(): Promise<void> {
    this.#isDraining = true;
    this.#unlisten();
    for (const timer of this.#recheck.values()) clearTimeout(timer);
    if (this.#sweeper) clearInterval(this.#sweeper);
    await Promise.allSettled([...this.#recording.values()].map(({ done }) => done));
    const rooms = await Promise.allSettled([...this.#rooms.values()].map(({ loaded }) => loaded));
    for (const outcome of rooms) {
      if (outcome.status === 'rejected') continue;
      const room = outcome.value;
      await room.flush();
      for (const connection of room.circle.connections) {
        connection.close(CLOSE.restarting, 'restarting');
        room.leave(connection);
      }
      if (await room.putAway()) this.#rooms.delete(room.id);
    }
  }

  stats(): DeskStats {
    let connections = 0;
    for (const { room } of this.#rooms.values()) connections += room.circle.connections.size;
    return { rooms: this.#rooms.size, connections };
  }

  /** Uses a loaded room; it is not forgotten meanwhile. One load, however many wait for it. */
  async #with<T>(meetingId: string, use: (room: MinutesRoom) => T | Promise<T>): Promise<T> {
    const room = await this.#room(meetingId);
    if (room.isRetired) return this.#with(meetingId, use);
    room.leases++;
    try {
      return await use(room);
    } finally {
      room.leases--;
      this.#putAwayIfEmpty(room);
    }
  }

  #room(meetingId: string): Promise<MinutesRoom> {
    const known = this.#rooms.get(meetingId);
    if (known) return known.loaded;
    const room = new MinutesRoom(meetingId, this.#parts);
    const loaded = room.load().then(
      () => room,
      (error: unknown) => {
        this.#rooms.delete(meetingId);
        throw error;
      },
    );
    this.#rooms.set(meetingId, { room, loaded });
    return loaded;
  }

  #putAwayIfEmpty(room: MinutesRoom): void {
    if (room.circle.connections.size > 0 || room.leases > 0 || room.isRetired || this.#isDraining) return;
    void this.#putAway(room).catch(this.#parts.onFault);
  }

  async #putAway(room: MinutesRoom): Promise<void> {
    const isAway = await room.putAway();
    if (isAway && this.#rooms.get(room.id)?.room === room) this.#rooms.delete(room.id);
  }

  /** Many events in a row cause one look. */
  #rightsChanged(meetingId: string): void {
    if (!this.#rooms.has(meetingId) || this.#recheck.has(meetingId)) return;
    const look = () => {
      this.#recheck.delete(meetingId);
      void this.#lookAgain(meetingId).catch(this.#parts.onFault);
    };
    this.#recheck.set(meetingId, setTimeout(look, recheckMs));
  }

  async #lookAgain(meetingId: string): Promise<void> {
    const room = await this.#rooms.get(meetingId)?.loaded;
    if (!room) return;
    await room.settle();
    const answers = new Map<string, DeskRights | null>();
    for (const connection of room.circle.connections) {
      const { personId } = connection;
      if (!answers.has(personId)) answers.set(personId, await this.#parts.access.lookUp(meetingId, personId));
      const rights = answers.get(personId);
      if (!rights?.read) {
        connection.close(CLOSE.mayNotRead, 'no right to read');
        continue;
      }
      const lost = connection.rights.write && !rights.write;
      connection.rights = rights;
      if (lost) connection.deny(room.isFrozen ? 'frozen' : 'read_only');
    }
  }

  /** Once a second: lets go of who does not read, and now and then of who does not answer a ping. */
  #sweep(): void {
    const isPing = ++this.#sweeps % pingEvery === 0;
    const now = performance.now();
    for (const { room } of this.#rooms.values())
      for (const connection of room.circle.connections) {
        connection.sweep(now);
        if (isPing) connection.ping();
      }
  }
}

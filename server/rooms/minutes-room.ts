import { createHash } from 'node:crypto';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type * as Y from 'yjs';
import type { MinutesStore } from '../archive/archive.ts';
import { MinutesAppend, type Accepted } from './minutes-append.ts';
import { joined, MinutesCircle, type Written } from './minutes-circle.ts';
import { CLOSE, type MinutesConnection } from './minutes-connection.ts';
import { savedFrame, SYNC, syncFrame } from './minutes-frames.ts';
import { MinutesLate, type LateArrival } from './minutes-late.ts';
import { readMessage, type Sent } from './minutes-message.ts';
import { MinutesPaper, type TouchesRecords } from './minutes-paper.ts';
import { Malformed } from './minutes-survey.ts';

/** What a document needs from outside; the scribe and the canonical form are the document's, injected. */
export interface MinutesParts {
  readonly store: MinutesStore;
  /** Makes the log's own blocks match the meeting. @returns whether something changed */
  readonly inscribe: (doc: Y.Doc, meeting: Meeting) => boolean;
  readonly touchesRecords: TouchesRecords;
  readonly canonical: (doc: Y.Doc) => string;
  /** ISO time of the server's clock. */
  readonly now: () => string;
  readonly onFault: (error: unknown) => void;
}

/** The text that is frozen: canonical JSON, its SHA-256, and the document state it was taken from. */
export interface FinalText {
  canonical: string;
  hash: string;
  state: Uint8Array;
}

const scribe = 'scribe';

/**
 * One document and those who have it open. Messages of one event-loop turn are taken together: checked, applied,
 * forwarded in one write per reader, and appended to the store in the next commit.
 */
export class MinutesRoom {
  readonly id: string;
  readonly circle = new MinutesCircle(() => this.#paper);
  generation = 1;
  /** Closed for good: a new room is made for who comes now. */
  isRetired = false;
  /** How many are using the room without a connection. */
  leases = 0;
  readonly #parts: MinutesParts;
  #paper!: MinutesPaper;
  #append!: MinutesAppend;
  #late!: MinutesLate;
  #gate: 'open' | 'freezing' | 'frozen' = 'open';
  #version = 0;
  #meeting: Meeting | null = null;
  #inbox: Sent[] = [];
  #held: Sent[] = [];
  #turn: NodeJS.Immediate | null = null;

  constructor(id: string, parts: MinutesParts) {
    this.id = id;
    this.#parts = parts;
  }

  get isFrozen(): boolean {
    return this.#gate === 'frozen';
  }

  /** Reads the document from the store. A failure refuses the connections that waited, and nothing is written. */
  async load(): Promise<void> {
    const stored = await this.#parts.store.load(this.id);
    this.generation = stored.generation;
    this.#version = stored.frozenVersion ?? 0;
    this.#gate = stored.frozenVersion === null ? 'open' : 'frozen';
    const mayBeLate = stored.generation > 1 || stored.frozenVersion !== null;
    const kept = mayBeLate ? await this.#parts.store.lateEdits(this.id) : [];
    this.#late = new MinutesLate(this.id, this.#parts.store, kept);
    this.#paper = new MinutesPaper(stored.state, stored.vector, stored.updates, this.#parts.touchesRecords);
    this.#append = new MinutesAppend(
      {
        meetingId: this.id,
        store: this.#parts.store,
        paper: () => this.#paper,
        onSaved: (vector) => this.circle.tellSaved(vector),
        onFrozen: (lost) => void this.#overtaken(lost).catch(this.#parts.onFault),
        onFault: this.#parts.onFault,
      },
      { last: stored.last, rows: stored.updates.length, vector: this.#paper.vector() },
    );
  }

  join(connection: MinutesConnection): void {
    this.circle.add(connection);
    connection.ws.on('message', (data: Buffer, isBinary: boolean) => this.#receive(connection, data, isBinary));
    if (!connection.rights.write) connection.deny(this.#gate === 'open' ? 'read_only' : 'frozen');
  }

  leave(connection: MinutesConnection): void {
    this.circle.remove(connection);
  }

  #receive(connection: MinutesConnection, data: Buffer, isBinary: boolean): void {
    if (!isBinary) return connection.close(CLOSE.notBinary, 'binary only');
    try {
      const sent = readMessage(connection, data);
      if (sent) this.#inbox.push(sent);
      this.#turn ??= setImmediate(() => this.#takeTurn());
    } catch {
      connection.close(CLOSE.malformed, 'malformed');
    }
  }

  #takeTurn(): void {
    if (this.#turn) clearImmediate(this.#turn);
    this.#turn = null;
    const inbox = this.#inbox;
    this.#inbox = [];
    const writers = new Map<MinutesConnection, Sent[]>();
    const askers = new Map<MinutesConnection, Uint8Array>();
    for (const sent of inbox) {
      if (sent.kind === 'carets') this.circle.takeCarets(sent.from, sent.bytes);
      else if (sent.kind === 'query') this.circle.showCaretsTo(sent.from);
      else if (sent.kind === 'step1') askers.set(sent.from, sent.bytes);
      else if (this.#gate === 'freezing') this.#held.push(sent);
      else {
        const sentBefore = writers.get(sent.from);
        if (sentBefore) sentBefore.push(sent);
        else writers.set(sent.from, [sent]);
      }
    }
    const written: Written[] = [];
    for (const [from, updates] of writers) this.#guard(from, () => this.#takeUpdates(from, updates, written));
    this.circle.forward(written);
    for (const [from, vector] of askers) this.#guard(from, () => this.#answer(from, vector));
  }

  /** A connection that sends what nobody can read is closed; a bug is logged; the others go on. */
  #guard(connection: MinutesConnection, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof Malformed) return connection.close(CLOSE.malformed, 'malformed');
      this.#parts.onFault(error);
      connection.close(CLOSE.fault, 'fault');
    }
  }

  #takeUpdates(from: MinutesConnection, updates: readonly Sent[], written: Written[]): void {
    if (updates.some((sent) => sent.kind === 'step2')) from.asked = false;
    if (this.#gate === 'frozen') return this.#keepLate(from, updates);
    if (!from.rights.write) return this.#refuse(from, updates);
    const news = updates.filter(({ bytes }) => bytes.length > 2);
    if (news.length === 0) return;
    if (from.tainted || news.some((sent) => this.#late.holds(this.#paper.doc(), sent.bytes, sent.kind === 'step2')))
      return this.#keepLate(from, news);
    const taken = this.#paper.take(
      news.map((sent) => sent.bytes),
      from,
    );
    this.#accept(taken.accepted, from, written);
    this.#accept(taken.tidied, null, written);
    if (taken.touched && this.#meeting) this.#inscribe(this.#meeting, written);
    if (taken.fault === 'malformed') from.close(CLOSE.malformed, 'malformed');
    else if (taken.fault) from.close(CLOSE.otherGeneration, 'client_id_taken');
    else if (taken.orphan) this.#askForAll(from, updates);
    else if (taken.accepted.length === 0) this.#sayWhatIsSaved(from);
  }

  /** A sync step 1 makes the client send all that we lack, whatever was dropped included. */
  #askForAll(from: MinutesConnection, updates: readonly Sent[]): void {
    if (from.asked || updates.some((sent) => sent.kind === 'step2')) return;
    from.asked = true;
    from.tell(syncFrame(SYNC.step1, this.#paper.vector()));
  }

  #refuse(from: MinutesConnection, updates: readonly Sent[]): void {
    if (updates.some((sent) => sent.kind === 'update')) from.deny('read_only');
  }

  #keepLate(from: MinutesConnection, updates: readonly Sent[]): void {
    const { rights, personId } = from;
    if (!(rights.write || (rights.late ?? false))) return this.#refuse(from, updates);
    const news = updates.map((sent) => sent.bytes).filter((bytes) => bytes.length > 2);
    if (news.length === 0) return;
    void this.#keep(from, { personId, at: this.#parts.now(), updates: news, version: this.#version });
  }

  async #keep(from: MinutesConnection, arrival: LateArrival): Promise<void> {
    try {
      const isNew = await this.#late.keep(this.#paper.merge().state, arrival);
      from.tainted ||= isNew;
      if (isNew) from.deny('frozen');
    } catch (error) {
      if (!(error instanceof Malformed)) this.#parts.onFault(error);
      from.close(error instanceof Malformed ? CLOSE.malformed : CLOSE.fault, 'late edit');
    }
  }

  #accept(updates: readonly Uint8Array[], from: MinutesConnection | null, written: Written[]): void {
    const accepted: Accepted[] = [];
    for (const update of updates) {
      accepted.push({ update, personId: from?.personId ?? '' });
      written.push({ from, frame: syncFrame(SYNC.update, update) });
    }
    this.#append.add(accepted);
  }

  #inscribe(meeting: Meeting, written: Written[]): void {
    try {
      const updates = this.#paper.write((doc) => void this.#parts.inscribe(doc, meeting), scribe);
      this.#accept(updates, null, written);
    } catch (error) {
      this.#parts.onFault(error);
    }
  }

  #answer(connection: MinutesConnection, vector: Uint8Array): void {
    const frames = this.#paper.answer(vector);
    const isFirst = !connection.joined;
    connection.joined = true;
    connection.asked = true;
    connection.write(joined(frames), performance.now(), () => this.#paper.vector());
    if (isFirst) this.circle.showCaretsTo(connection);
    this.#sayWhatIsSaved(connection);
  }

  #sayWhatIsSaved(connection: MinutesConnection): void {
    if (connection.query.saved) connection.tell(savedFrame(this.#append.durable));
  }

  /** Brings the log's own blocks up to date; a frozen text keeps those it was frozen with. */
  async record(meeting: Meeting): Promise<void> {
    this.#meeting = meeting;
    if (this.#gate === 'freezing') await this.settle();
    if (this.#gate !== 'open') return;
    const written: Written[] = [];
    this.#inscribe(meeting, written);
    this.circle.forward(written);
  }

  /** Takes in what is under way, closes the gate, and gives the text that is to be final, durable. */
  async freeze(meeting: Meeting): Promise<FinalText> {
    if (this.#gate !== 'open') throw new Error(`minutes of ${this.id} are ${this.#gate}`);
    this.#takeTurn();
    await this.record(meeting);
    this.#gate = 'freezing';
    try {
      await this.#append.flush();
      if (!this.#append.isIdle) throw new Error(`minutes of ${this.id} could not be stored`);
      const canonical = this.#parts.canonical(this.#paper.doc());
      const hash = createHash('sha256').update(canonical).digest('hex');
      return { canonical, hash, state: this.#paper.merge().state };
    } catch (error) {
      this.#gate = 'open';
      this.#release();
      throw error;
    }
  }

  /** After a freeze: looks whether the version was committed; then what was held back is late. */
  async settle(): Promise<void> {
    if (this.#gate !== 'freezing') return;
    const { frozenVersion } = await this.#parts.store.load(this.id);
    if (frozenVersion === null || this.#gate !== 'freezing') return;
    this.#gate = 'frozen';
    this.#version = frozenVersion;
    for (const connection of this.circle.connections) connection.deny('frozen');
    this.#release();
  }

  /** The version was not committed, or the minutes were reopened: edits are taken again. */
  async thaw(): Promise<void> {
    const { frozenVersion, generation } = await this.#parts.store.load(this.id);
    this.#gate = frozenVersion === null ? 'open' : 'frozen';
    this.#version = frozenVersion ?? this.#version;
    if (generation !== this.generation) this.#begin(generation);
    this.#release();
    if (this.#meeting) await this.record(this.#meeting);
  }

  #begin(generation: number): void {
    this.generation = generation;
    for (const connection of this.circle.connections)
      if (connection.query.generation !== null) connection.close(CLOSE.otherGeneration, 'other generation');
  }

  #release(): void {
    this.#inbox.unshift(...this.#held);
    this.#held = [];
    this.#takeTurn();
  }

  /** Another node froze the minutes first: what was not stored is late, and everybody starts from the final text. */
  async #overtaken(lost: readonly Accepted[]): Promise<void> {
    const { state, vector, updates, frozenVersion } = await this.#parts.store.load(this.id);
    this.#paper = new MinutesPaper(state, vector, updates, this.#parts.touchesRecords);
    this.#gate = 'frozen';
    this.#version = frozenVersion ?? this.#version;
    const at = this.#parts.now();
    for (const { personId, update } of lost)
      if (personId !== '')
        await this.#late.keep(this.#paper.merge().state, { personId, at, updates: [update], version: this.#version });
    for (const connection of this.circle.connections) connection.close(CLOSE.otherGeneration, 'final');
  }

  /** Canonical JSON of the text as it is now. */
  peek(): string {
    this.#takeTurn();
    return this.#parts.canonical(this.#paper.doc());
  }

  /** Everything accepted is on disk afterwards. */
  async flush(): Promise<void> {
    this.#takeTurn();
    await this.#append.flush();
  }

  /** Writes out and merges a document that nobody has open. @returns whether it may be forgotten */
  async putAway(): Promise<boolean> {
    await this.flush();
    if (this.circle.connections.size === 0 && this.leases === 0) await this.#append.compact();
    const isBusy =
      this.circle.connections.size > 0 || this.leases > 0 || !this.#append.isIdle || this.#gate === 'freezing';
    if (isBusy) return false;
    this.circle.close();
    this.isRetired = true;
    return true;
  }
}

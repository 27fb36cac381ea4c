import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Command, Meeting, MeetingEvent } from '#lib/meeting/meeting.ts';
import type { MeetingId, PersonId } from '#lib/meeting/names.ts';
import type { CastBallot, Choice } from '#lib/meeting/vote.ts';
import { SeqConflict, type Archive, type CommitBatch } from '../archive/archive.ts';
import type { Clock } from '../clock.ts';
import { CommandBook } from './command-book.ts';
import { CommitSheet, type Asked, type Outcome } from './commit-sheet.ts';
import { Deadlines } from './deadlines.ts';
import { foldLog } from './ledger.ts';

/** The minutes desk as the room needs it: the final text is taken and the log's blocks are written there. */
export interface RoomDesk {
  freeze(meetingId: MeetingId, meeting: Meeting): Promise<{ canonical: string; hash: string; state: Uint8Array }>;
  thaw(meetingId: MeetingId): Promise<void>;
  record(meetingId: MeetingId, meeting: Meeting): Promise<void>;
}

/** What a room is made of. */
export interface RoomParts {
  readonly archive: Archive;
  readonly clock: Clock;
  readonly desk: RoomDesk;
  /** Told of each commit: seconds it took, commands it carried. */
  readonly onCommit?: (seconds: number, commands: number) => void;
  /** Told of a fault that no client waits for. */
  readonly onFault: (error: unknown) => void;
}

export type { Outcome } from './commit-sheet.ts';

type Listener = (events: readonly MeetingEvent[], meeting: Meeting) => void;

interface Waiting extends Asked {
  readonly settle: (outcome: Outcome) => void;
  readonly fail: (error: unknown) => void;
}

/** Commands whose decision needs something from outside the state; each gets a commit of its own. */
const ALONE = new Set<Command['type']>(['vote.close', 'minutes.finalise', 'minutes.reopen']);

/** Least milliseconds from one commit to the next. */
const COMMIT_DISTANCE_MS = 5;

/** How many recent events a room keeps at hand for those who come back. */
const RECENT = 2000;

/**
 * One live meeting: decides one command at a time. Commands that wait together share one commit; their
 * acknowledgements leave after it (domain.md rule 3).
 */
export class MeetingRoom {
  readonly id: MeetingId;
  readonly #parts: RoomParts;
  readonly #listeners = new Set<Listener>();
  readonly #deadlines: Deadlines;
  #meeting: Meeting;
  #book: CommandBook;
  #recent: MeetingEvent[] = [];
  #waiting: Waiting[] = [];
  #turn: Promise<void> | null = null;
  #committedAt = -Infinity;

  private constructor(meeting: Meeting, book: CommandBook, parts: RoomParts) {
    this.id = meeting.id;
    this.#meeting = meeting;
    this.#book = book;
    this.#parts = parts;
    this.#deadlines = new Deadlines(parts.clock, (command) => this.#byClock(command));
  }

  /** Opens the room of a meeting that has a log, or an empty room for one about to be planned. */
  static async open(meetingId: MeetingId, parts: RoomParts): Promise<MeetingRoom> {
    const { meeting, recent } = await foldLog(parts.archive.events, meetingId, RECENT);
    const room = new MeetingRoom(meeting, await CommandBook.of(parts.archive.events, meetingId), parts);
    room.#recent = recent;
    room.#deadlines.watch(meeting);
    return room;
  }

  /** The meeting as everybody may see it: only what is durable. */
  get meeting(): Meeting {
    return this.#meeting;
  }

  /** Whether a command or a deadline is still to come: such a room is not forgotten. */
  get busy(): boolean {
    return this.#turn !== null || this.#deadlines.pending;
  }

  /** Whether somebody is in the room: more listen than its keeper. */
  used(): boolean {
    return this.#listeners.size > 1;
  }

  /** Hears of every commit. The answer ends it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The events after `since`, or null when they are no longer at hand and the whole state is due. */
  eventsSince(since: number): readonly MeetingEvent[] | null {
    if (since > this.#meeting.seq) return null;
    if (since === this.#meeting.seq) return [];
    const first = this.#recent[0]?.seq ?? Infinity;
    return first <= since + 1 ? this.#recent.slice(since + 1 - first) : null;
  }

  /**
   * Decides a command and makes it durable. The same id and body get the same outcome for ever.
   * @param id the client's own id for the command
   * @throws the store's error; then nothing has changed
   */
  command(actor: PersonId | 'system', id: string, command: Command): Promise<Outcome> {
    const digest = this.#parts.archive.ballots.digest(JSON.stringify([actor, command]));
    return new Promise((settle, fail) => {
      this.#waiting.push({ actor, id, command, digest, settle, fail });
      this.#turn ??= this.#takeTurns();
    });
  }

  /** Tells the room who presides out of reach or back (domain.md rule 5). */
  chairConnected(connected: boolean): void {
    this.#deadlines.chairConnected(connected, this.#meeting);
  }

  /** Waits for the commands that are under way, then rests. */
  async rest(): Promise<void> {
    while (this.#turn) await this.#turn;
    this.#deadlines.stop();
  }

  async #takeTurns(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#gather();
      const alone = this.#waiting.findIndex(({ command }) => ALONE.has(command.type));
      const group = this.#waiting.splice(0, alone === 0 ? 1 : alone > 0 ? alone : this.#waiting.length);
      try {
        await (alone === 0 ? this.#decideAlone(group[0]!) : this.#decideTogether(group));
      } catch (error) {
        if (error instanceof SeqConflict) {
          this.#waiting.unshift(...group);
          await this.#catchUp();
        } else for (const { fail } of group) fail(error);
      }
    }
    this.#turn = null;
  }

  /** In a burst commits keep a distance, so that many commands share one; a single command never waits. */
  async #gather(): Promise<void> {
    const rest = this.#committedAt + COMMIT_DISTANCE_MS - performance.now();
    await (rest > 0 ? setTimeout(rest) : setImmediate());
  }

  async #decideTogether(group: readonly Waiting[]): Promise<void> {
    const sheet = this.#sheet();
    const at = this.#now();
    const outcomes = group.map((asked) => sheet.decide(asked, { actor: asked.actor, at }));
    await this.#commit(sheet);
    group.forEach(({ settle }, index) => settle(outcomes[index]!));
  }

  async #decideAlone(waiting: Waiting): Promise<void> {
    if (waiting.command.type === 'minutes.finalise') return this.#finalise(waiting);
    const { command, actor } = waiting;
    const sheet = this.#sheet();
    const ballots = command.type === 'vote.close' ? await this.#openBox(command.voteId) : undefined;
    const outcome = sheet.decide(waiting, { actor, at: this.#now(), ballots });
    const reopened = command.type === 'minutes.reopen' && !sheet.isEmpty;
    await this.#commit(sheet, reopened ? { reopened } : {});
    if (reopened) await this.#parts.desk.thaw(this.id);
    waiting.settle(outcome);
  }

  async #finalise(waiting: Waiting): Promise<void> {
    const { actor } = waiting;
    const at = this.#now();
    const trial = this.#sheet();
    const expected = trial.decide(waiting, { actor, at, content: { hash: '' } });
    if (trial.isEmpty) return waiting.settle(expected);
    const content = await this.#parts.desk.freeze(this.id, this.#meeting);
    try {
      const sheet = this.#sheet();
      const outcome = sheet.decide(waiting, { actor, at, content });
      await this.#commit(sheet, { version: { ...content, version: this.#meeting.versions.length + 1, at, by: actor } });
      waiting.settle(outcome);
    } catch (error) {
      await this.#parts.desk.thaw(this.id);
      throw error;
    }
  }

  async #openBox(voteId: string): Promise<readonly CastBallot[]> {
    const box = await this.#parts.archive.ballots.open(this.id, voteId);
    return box
      .map(({ slot, choice, receipt }) => ({
        unitId: receipt === null ? slot : null,
        receipt,
        choice: choice as Choice,
      }))
      .sort((a, b) => ((a.receipt ?? a.unitId)! < (b.receipt ?? b.unitId)! ? -1 : 1));
  }

  #sheet(): CommitSheet {
    return new CommitSheet(this.#meeting, this.#book, this.#parts.archive.ballots);
  }

  async #commit(sheet: CommitSheet, more: Pick<CommitBatch, 'version' | 'reopened'> = {}): Promise<void> {
    if (sheet.isEmpty) return;
    const began = performance.now();
    const batch = sheet.batch();
    await this.#parts.archive.events.append(this.id, this.#meeting.seq, { ...batch, ...more });
    sheet.close();
    this.#committedAt = performance.now();
    this.#parts.onCommit?.((this.#committedAt - began) / 1000, batch.answers.length);
    this.#publish(sheet.meeting, sheet.events);
  }

  #publish(meeting: Meeting, events: readonly MeetingEvent[]): void {
    this.#meeting = meeting;
    this.#recent.push(...events);
    if (this.#recent.length > RECENT * 2) this.#recent = this.#recent.slice(-RECENT);
    this.#deadlines.watch(meeting);
    for (const listener of this.#listeners) listener(events, meeting);
    if (events.some((event) => event.type !== 'ballot.received'))
      this.#parts.desk.record(this.id, meeting).catch(this.#parts.onFault);
  }

  /** Another node was first: read what it wrote. */
  async #catchUp(): Promise<void> {
    const missed = await foldLog(this.#parts.archive.events, this.id, RECENT);
    this.#book = await CommandBook.of(this.#parts.archive.events, this.id);
    const events = missed.recent.filter((event) => event.seq > this.#meeting.seq);
    if (events.length > 0) this.#publish(missed.meeting, events);
  }

  #byClock(command: Command): void {
    this.command('system', `clock-${crypto.randomUUID()}`, command).catch(this.#parts.onFault);
  }

  #now(): string {
    return new Date(this.#parts.clock.now()).toISOString();
  }
}

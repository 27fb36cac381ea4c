import { io, type Socket } from 'socket.io-client';
import { evolve, type Command, type Meeting, type MeetingEvent } from '#lib/meeting/meeting.ts';
import type { PersonId } from '#lib/meeting/names.ts';
import type { RoomRefusal } from '#lib/meeting/refusal.ts';
import { refusalInRoom, type RoomCommand } from '#lib/meeting/room-decide.ts';
import type { ClientToServer, CommandAnswer, JoinAnswer, ServerToClient } from '#lib/wire/socket-events.ts';
import { Outstanding } from './outstanding.ts';

/** How this browser stands to the meeting. The last three are final until the page is opened again. */
export type Link = 'connecting' | 'online' | 'reconnecting' | 'offline' | 'sessionEnded' | 'removed' | 'gone';

/** Milliseconds after which an answer counts as lost on the way; the same command is then sent again (G3). */
const ANSWER_MS = 8000;
/** Milliseconds after which something that was turned away for no reason of ours is tried again, and how often. */
const AGAIN_MS = 1000;
const MOST_TRIES = 5;
/** How often the clock on the page moves on, in milliseconds. */
const TICK_MS = 500;

/** How far the time by which buttons turn grey may lag behind, in milliseconds; the server has the last word. */
const ABOUT_MS = 3000;
/** Answers that say nothing of the command itself. */
const TRY_AGAIN: ReadonlySet<string> = new Set(['busy', 'too_many_requests', 'fault']);
const FINAL: ReadonlySet<Link> = new Set(['sessionEnded', 'removed', 'gone']);

/**
 * A meeting as this browser has it: the fold of its log, kept up to date over Socket.IO, and the way to send commands.
 * Nothing is shown before the server has said it: no optimistic state, an unknown outcome stays pending.
 */
export class LiveMeeting {
  meeting = $state.raw<Meeting>(undefined as never);
  link = $state.raw<Link>('connecting');
  /** People with at least one connection. */
  here = $state.raw<ReadonlySet<PersonId>>(new Set());
  /** The server's clock in milliseconds, moving on every half second. */
  now = $state.raw(0);
  /** The same in steps of some seconds: for what need not follow every tick. */
  #about = $state.raw(0);
  /** The commands whose outcome is not known yet. */
  pending = $state.raw<readonly Command[]>([]);
  readonly personId: PersonId;
  readonly #outstanding = new Outstanding();
  #offset: number;
  #socket: Socket<ServerToClient, ClientToServer> | null = null;
  #joining = false;
  /** Number of the last event that told of a unit's ballot, by vote and unit; as far as heard here. */
  readonly #ballots = new Map<string, number>();

  /** @param now the server's clock when the page was made, in milliseconds */
  constructor(meeting: Meeting, personId: PersonId, now: number) {
    this.meeting = meeting;
    this.personId = personId;
    this.#offset = now - Date.now();
    this.now = this.#about = now;
  }

  get isOnline(): boolean {
    return this.link === 'online';
  }

  /** Whether no connection will come any more without the person doing something. */
  get isOver(): boolean {
    return FINAL.has(this.link);
  }

  /** Connects, and keeps connected. @returns what ends it */
  begin(): () => void {
    const socket: Socket<ServerToClient, ClientToServer> = io({
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: 300,
      reconnectionDelayMax: 4000,
      timeout: 10_000,
    });
    this.#socket = socket;
    socket.on('connect', () => this.#join());
    socket.on('disconnect', (reason) => {
      this.#lose();
      // The library leaves it at that when the server was the one to close; a server that restarts does.
      if (reason === 'io server disconnect' && !this.isOver) socket.connect();
    });
    socket.on('connect_error', ({ message }) => {
      if (message === 'session_ended') return this.#end('sessionEnded');
      this.#lose();
      // Turned away by the server (a fault on the way in), the library does not try again by itself.
      if (!socket.active) this.#soon(() => socket.connect());
    });
    socket.on('meeting:events', ({ meetingId, events }) => meetingId === this.meeting.id && this.#take(events));
    socket.on('meeting:presence', ({ meetingId, came, went }) => {
      if (meetingId === this.meeting.id)
        this.here = new Set([...this.here, ...came].filter((id) => !went.includes(id)));
    });
    socket.on('session:farewell', ({ reason, meetingId }) => {
      if (reason === 'session_ended') this.#end('sessionEnded');
      else if (reason === 'removed' && meetingId === this.meeting.id) this.#end('removed');
    });
    const wake = (): void => this.#wake();
    const ticking = setInterval(() => this.#tick(), TICK_MS);
    window.addEventListener('online', wake);
    window.addEventListener('offline', wake);
    document.addEventListener('visibilitychange', wake);
    return () => {
      clearInterval(ticking);
      window.removeEventListener('online', wake);
      window.removeEventListener('offline', wake);
      document.removeEventListener('visibilitychange', wake);
      socket.disconnect();
      this.#socket = null;
    };
  }

  /** Why the rules would refuse a command now; null when they would not. The same rules as the server's. */
  refusalOf(command: RoomCommand): RoomRefusal | null {
    const at = new Date(this.#about).toISOString();
    return refusalInRoom(this.meeting, command, { actor: this.personId, at, ballots: [] });
  }

  /** Whether a unit's ballot in a vote came later than event `seq`: from another device, or from a colleague. */
  hasLaterBallot(voteId: string, unitId: string, seq: number): boolean {
    return (this.#ballots.get(`${voteId} ${unitId}`) ?? 0) > seq;
  }

  /**
   * Sends a command. An answer that is lost on the way is asked for again under the same id, also over a new connection.
   * @returns the server's answer; never before it has come
   */
  send(command: Command): Promise<CommandAnswer> {
    const { id, answer } = this.#outstanding.add(command);
    this.#tellPending();
    this.#emit(id);
    return answer;
  }

  #tick(): void {
    this.now = Date.now() + this.#offset;
    if (Math.abs(this.now - this.#about) >= ABOUT_MS) this.#about = this.now;
  }

  #emit(id: string, tries = 0): void {
    const command = this.#outstanding.get(id);
    const socket = this.#socket;
    if (!command || !socket?.connected) return;
    socket
      .timeout(ANSWER_MS)
      .emit('meeting:command', { meetingId: this.meeting.id, id, ...command }, (lost, answer) => {
        if (lost) return this.#emit(id);
        // After a fault nobody knows whether it was done: the same id is asked again, and gets the stored answer (G3).
        const isUnknown = !answer.ok && TRY_AGAIN.has(answer.code);
        if (isUnknown && tries < MOST_TRIES) return this.#soon(() => this.#emit(id, tries + 1));
        this.#outstanding.settle(id, answer);
        this.#tellPending();
      });
  }

  #tellPending(): void {
    this.pending = this.#outstanding.commands;
  }

  #soon(act: () => void): void {
    setTimeout(() => this.isOver || act(), AGAIN_MS);
  }

  /** Joins, or asks for what was missed since the last event known. */
  #join(): void {
    const socket = this.#socket;
    if (!socket?.connected || this.#joining) return;
    this.#joining = true;
    const asked = Date.now();
    const { id: meetingId, seq: since } = this.meeting;
    socket.timeout(ANSWER_MS).emit('meeting:join', { meetingId, since }, (lost, answer) => {
      this.#joining = false;
      if (!lost) return this.#joined(answer, asked);
      // A connection that stands and does not answer is dead though nobody said so; one that broke comes back by itself.
      if (socket.connected) socket.disconnect().connect();
    });
  }

  #joined(answer: JoinAnswer, asked: number): void {
    if (!answer.ok) {
      if (answer.code === 'not_found') this.#end(this.link === 'connecting' ? 'gone' : 'removed');
      else this.#soon(() => this.#join());
      return;
    }
    const received = Date.now();
    this.#offset = Date.parse(answer.serverTime) - (asked + received) / 2;
    this.now = this.#about = received + this.#offset;
    this.here = new Set(answer.here);
    if (answer.state && answer.state.seq >= this.meeting.seq) this.meeting = answer.state;
    if (answer.events) this.#take(answer.events);
    this.link = 'online';
    for (const id of this.#outstanding.ids) this.#emit(id);
  }

  /** Events in order; what is known is passed over, and after a gap the log is asked once. */
  #take(events: readonly MeetingEvent[]): void {
    let meeting = this.meeting;
    for (const event of events) {
      if (event.seq <= meeting.seq) continue;
      if (event.seq > meeting.seq + 1) {
        this.#join();
        break;
      }
      meeting = evolve(meeting, event);
      if (event.type === 'ballot.received')
        for (const [unitId] of event.cast) this.#ballots.set(`${event.voteId} ${unitId}`, event.seq);
    }
    this.now = this.#about = Date.now() + this.#offset;
    this.meeting = meeting;
  }

  #lose(): void {
    this.#joining = false;
    if (!this.isOver) this.link = navigator.onLine ? 'reconnecting' : 'offline';
  }

  #end(link: Link): void {
    this.link = link;
    this.#socket?.disconnect();
    // What was on its way will not be answered here any more; the log tells after a new login.
    for (const id of this.#outstanding.ids)
      this.#outstanding.settle(id, { ok: false, code: 'session_ended', message: '' });
    this.#tellPending();
  }

  /** The phone woke up or the network changed: find out at once whether the connection still lives. */
  #wake(): void {
    if (this.isOver || !this.#socket) return;
    if (!navigator.onLine) return void (this.link = 'offline');
    if (document.visibilityState !== 'visible') return;
    if (this.#socket.connected) this.#join();
    else this.#socket.disconnect().connect();
  }
}

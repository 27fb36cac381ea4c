import { io, type Socket } from 'socket.io-client';
import { decide, evolve, type Command, type Meeting, type MeetingEvent } from '#lib/meeting/meeting.ts';
import type { PersonId } from '#lib/meeting/names.ts';
import type { Refusal } from '#lib/meeting/refusal.ts';
import { isRefused } from '#lib/meeting/rulebook.ts';
import type { ClientToServer, CommandAnswer, JoinAnswer, ServerToClient } from '#lib/wire/socket-events.ts';
import { Outstanding } from './outstanding.ts';

/** How this browser stands to the meeting. The last three are final until the page is opened again. */
export type Link = 'connecting' | 'online' | 'reconnecting' | 'offline' | 'sessionEnded' | 'removed' | 'gone';

/** Milliseconds after which an answer counts as lost on the way; the same command is then sent again (G3). */
const ANSWER_MS = 8000;
/** How often the clock on the page moves on, in milliseconds. */
const TICK_MS = 500;

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
  /** Types of the commands whose outcome is not known yet. */
  pending = $state.raw<readonly Command['type'][]>([]);
  readonly personId: PersonId;
  readonly #outstanding = new Outstanding();
  #offset: number;
  #socket: Socket<ServerToClient, ClientToServer> | null = null;
  #joining = false;

  /** @param now the server's clock when the page was made, in milliseconds */
  constructor(meeting: Meeting, personId: PersonId, now: number) {
    this.meeting = meeting;
    this.personId = personId;
    this.#offset = now - Date.now();
    this.now = now;
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
    socket.on('connect_error', ({ message }) =>
      message === 'session_ended' ? this.#end('sessionEnded') : this.#lose(),
    );
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
    const ticking = setInterval(() => (this.now = Date.now() + this.#offset), TICK_MS);
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

  /** Why the rules would refuse a command now; null when they would not. The same `decide` as the server's. */
  refusalOf(command: Command): Refusal | null {
    const at = new Date(this.now).toISOString();
    const decision = decide(this.meeting, command, { actor: this.personId, at, ballots: [] });
    return isRefused(decision) ? decision.refused : null;
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

  #emit(id: string): void {
    const command = this.#outstanding.get(id);
    const socket = this.#socket;
    if (!command || !socket?.connected) return;
    socket
      .timeout(ANSWER_MS)
      .emit('meeting:command', { meetingId: this.meeting.id, id, ...command }, (lost, answer) => {
        if (lost) return this.#emit(id);
        if (!answer.ok && (answer.code === 'busy' || answer.code === 'too_many_requests'))
          return void setTimeout(() => this.#emit(id), 1000);
        this.#outstanding.settle(id, answer);
        this.#tellPending();
      });
  }

  #tellPending(): void {
    this.pending = this.#outstanding.types;
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
      // A connection that does not answer is dead though nobody said so: a new one is made.
      if (lost) return void (socket === this.#socket && socket.disconnect().connect());
      this.#joined(answer, asked);
    });
  }

  #joined(answer: JoinAnswer, asked: number): void {
    if (!answer.ok) {
      if (answer.code === 'not_found') this.#end(this.link === 'connecting' ? 'gone' : 'removed');
      return;
    }
    const received = Date.now();
    this.#offset = Date.parse(answer.serverTime) - (asked + received) / 2;
    this.now = received + this.#offset;
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
    }
    this.now = Date.now() + this.#offset;
    this.meeting = meeting;
  }

  #lose(): void {
    this.#joining = false;
    if (!this.isOver) this.link = navigator.onLine ? 'reconnecting' : 'offline';
  }

  #end(link: Link): void {
    this.link = link;
    this.#socket?.disconnect();
  }

  /** The phone woke up or the network changed: find out at once whether the connection still lives. */
  #wake(): void {
    if (this.isOver || !this.#socket) return;
    if (!navigator.onLine) return void (this.link = 'offline');
    if (document.visibilityState !== 'visible') return;
    if (this.#socket.connected) this.#join();
    else this.#socket.connect();
  }
}

import type { MeetingId, PersonId } from '#lib/meeting/names.ts';
import type { MeetingEvent } from '#lib/meeting/meeting.ts';
import type { ServerToClient } from '#lib/wire/socket-events.ts';
import type { Socket, Server } from 'socket.io';
import type { Clock } from '../clock.ts';
import type { MeetingRoom } from '../rooms/meeting-room.ts';
import { CROWD, Outbox } from '../rooms/outbox.ts';
import { Announcement } from './announcement.ts';
import { Slowness } from './slowness.ts';

/** Milliseconds in which comings and goings are gathered into one message. */
const PRESENCE_MS = 300;

/** Connections that a message to a crowd reaches per turn of the event loop. */
const SLICE = 50;

/**
 * The people connected to one meeting: hears the room, sends what happened to everybody, knows who is here.
 */
export class Hall {
  readonly room: MeetingRoom;
  readonly #io: Server<object, ServerToClient>;
  readonly #clock: Clock;
  readonly #sockets = new Map<string, Socket<object, ServerToClient>>();
  readonly #connections = new Map<PersonId, number>();
  readonly #outbox: Outbox;
  readonly #slowness: Slowness;
  readonly #unlisten: () => void;
  readonly #moved = new Set<PersonId>();
  /** Messages to a crowd, one after another. */
  #queue: Promise<void> = Promise.resolve();
  #announced = new Set<PersonId>();
  #announcing: (() => void) | null = null;

  constructor(room: MeetingRoom, io: Server<object, ServerToClient>, clock: Clock) {
    this.room = room;
    this.#io = io;
    this.#clock = clock;
    this.#slowness = new Slowness(clock, room);
    this.#outbox = new Outbox(
      clock,
      () => this.#sockets.size,
      (events) => this.#broadcast(events),
    );
    this.#unlisten = room.listen((events) => {
      this.#outbox.put(events);
      this.#dismiss(events);
      this.#watchChair();
    });
  }

  get empty(): boolean {
    return this.#sockets.size === 0;
  }

  /**
   * Who is connected, for somebody who comes in now: as it was last told to everybody, since the next message says what
   * has changed since then; and the newcomer.
   */
  here(newcomer: PersonId): readonly PersonId[] {
    return [...new Set([...this.#announced, newcomer])];
  }

  enter(socket: Socket<object, ServerToClient>, personId: PersonId): void {
    if (this.#sockets.has(socket.id)) return;
    this.#sockets.set(socket.id, socket);
    void socket.join(roomName(this.room.id));
    const before = this.#connections.get(personId) ?? 0;
    this.#connections.set(personId, before + 1);
    if (before === 0) this.#announce(personId);
  }

  leave(socket: Socket<object, ServerToClient>, personId: PersonId): void {
    if (!this.#sockets.delete(socket.id)) return;
    void socket.leave(roomName(this.room.id));
    this.#slowness.forget(socket);
    const left = (this.#connections.get(personId) ?? 1) - 1;
    if (left > 0) this.#connections.set(personId, left);
    else {
      this.#connections.delete(personId);
      this.#announce(personId);
    }
  }

  /** Nobody is here any more, or the house closes. */
  shut(): void {
    this.#outbox.flush();
    this.#unlisten();
    this.#announcing?.();
    this.#slowness.stop();
  }

  #broadcast(events: readonly MeetingEvent[]): void {
    const message = new Announcement('meeting:events', { meetingId: this.room.id, events });
    const behind = new Set(this.#slowness.behind(this.#sockets.values()));
    const receivers = [...this.#sockets.values()].filter(({ id }) => !behind.has(id));
    if (receivers.length < CROWD) this.#tell(receivers, message);
    else this.#queue = this.#queue.then(() => this.#inSlices(receivers, message));
  }

  /** Whoever left meanwhile is told nothing. */
  #tell(receivers: readonly Socket<object, ServerToClient>[], message: Announcement): void {
    for (const socket of receivers) if (this.#sockets.has(socket.id)) message.sendTo(socket);
  }

  /** A message to a crowd is spread over several turns of the event loop, so that acknowledgements slip in between. */
  async #inSlices(receivers: readonly Socket<object, ServerToClient>[], message: Announcement): Promise<void> {
    for (let from = 0; from < receivers.length; from += SLICE) {
      this.#tell(receivers.slice(from, from + SLICE), message);
      await new Promise(setImmediate);
    }
  }

  /** Whoever lost their seat hears why and is no longer told anything. */
  #dismiss(events: readonly MeetingEvent[]): void {
    for (const event of events)
      if (event.type === 'seat.withdrawn')
        for (const socket of this.#sockets.values())
          if ((socket.data as { personId?: string }).personId === event.personId) {
            this.#outbox.flush();
            socket.emit('session:farewell', { reason: 'removed', meetingId: this.room.id });
            this.leave(socket, event.personId);
          }
  }

  #watchChair(): void {
    this.room.chairConnected(this.#connections.has(this.room.meeting.chair.personId));
  }

  #announce(personId: PersonId): void {
    this.#moved.add(personId);
    this.#watchChair();
    this.#announcing ??= this.#clock.after(PRESENCE_MS, () => {
      this.#announcing = null;
      const came = [...this.#moved].filter((id) => this.#connections.has(id) && !this.#announced.has(id));
      const went = [...this.#moved].filter((id) => !this.#connections.has(id) && this.#announced.has(id));
      this.#moved.clear();
      this.#announced = new Set(this.#connections.keys());
      const meetingId = this.room.id;
      if (came.length + went.length > 0)
        this.#io.to(roomName(meetingId)).emit('meeting:presence', { meetingId, came, went });
    });
  }
}

const roomName = (meetingId: MeetingId): string => `meeting ${meetingId}`;

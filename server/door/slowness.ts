import type { ServerToClient } from '#lib/wire/socket-events.ts';
import type { Socket } from 'socket.io';
import type { Clock } from '../clock.ts';
import type { MeetingRoom } from '../rooms/meeting-room.ts';

/** Bytes in a connection's buffer above which nothing more is sent to it, and above which it is closed (G14). */
const PAUSE_AT = 1024 * 1024;
const CLOSE_AT = 4 * PAUSE_AT;
/** Seconds a connection may stay full. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 1000;

type AnySocket = Socket<object, ServerToClient>;

/** Connections that read more slowly than the room speaks: they are skipped, told later, or let go. */
export class Slowness {
  readonly #clock: Clock;
  readonly #room: MeetingRoom;
  /** Since when each is skipped. */
  readonly #behind = new Map<AnySocket, number>();
  #looking: (() => void) | null = null;

  constructor(clock: Clock, room: MeetingRoom) {
    this.#clock = clock;
    this.#room = room;
  }

  /** Ids of the sockets that must be skipped now. */
  behind(sockets: Iterable<AnySocket>): string[] {
    for (const socket of sockets)
      if (!this.#behind.has(socket) && buffered(socket) > PAUSE_AT) {
        this.#behind.set(socket, this.#clock.now());
        this.#looking ??= this.#clock.after(LOOK_MS, () => this.#look());
      }
    return [...this.#behind.keys()].map((socket) => socket.id);
  }

  forget(socket: AnySocket): void {
    this.#behind.delete(socket);
  }

  stop(): void {
    this.#looking?.();
    this.#behind.clear();
  }

  #look(): void {
    this.#looking = null;
    for (const [socket, since] of this.#behind) {
      const waiting = buffered(socket);
      if (waiting > CLOSE_AT || (waiting > PAUSE_AT && this.#clock.now() - since > PATIENCE_MS)) letGo(socket);
      else if (waiting < PAUSE_AT / 4) this.#resume(socket);
    }
    if (this.#behind.size > 0) this.#looking = this.#clock.after(LOOK_MS, () => this.#look());
  }

  /** The last event makes the client see the gap and ask for what it missed. */
  #resume(socket: AnySocket): void {
    this.#behind.delete(socket);
    const last = this.#room.eventsSince(this.#room.meeting.seq - 1);
    socket.emit('meeting:events', { meetingId: this.#room.id, events: last ?? [] });
  }
}

/**
 * Bytes that the connection has not taken yet: what lies in its socket, and what Engine.IO holds back until the socket
 * has taken the packets before (with long polling, until the next request).
 */
function buffered(socket: AnySocket): number {
  const { writeBuffer } = socket.conn as unknown as { writeBuffer: readonly HeldPacket[] };
  return writeBuffer.reduce((sum, packet) => sum + sizeOf(packet), lineOf(socket)?.bufferedAmount ?? 0);
}

/** The WebSocket itself; none with long polling. */
const lineOf = (socket: AnySocket) =>
  (socket.conn.transport as unknown as { socket?: { bufferedAmount: number; terminate(): void } }).socket;

/** Engine.IO would wait until all that is held back has been taken: of who does not read, for ever. */
function letGo(socket: AnySocket): void {
  const line = lineOf(socket);
  socket.disconnect(true);
  line?.terminate();
}

/** A packet in Engine.IO's queue; a broadcast one is framed already. */
interface HeldPacket {
  readonly data?: unknown;
  readonly options?: { readonly wsPreEncodedFrame?: readonly Uint8Array[] };
}

function sizeOf({ data, options }: HeldPacket): number {
  if (options?.wsPreEncodedFrame) return options.wsPreEncodedFrame.reduce((sum, part) => sum + part.length, 0);
  return typeof data === 'string' ? data.length : 0;
}

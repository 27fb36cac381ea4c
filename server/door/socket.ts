import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { mayRead } from '#lib/meeting/meeting.ts';
import { readCommand } from '#lib/wire/command-schemas.ts';
import type { ClientToServer, CommandAnswer, Denied, JoinAnswer, ServerToClient } from '#lib/wire/socket-events.ts';
import { Server, type Socket } from 'socket.io';
import * as v from 'valibot';
import type { Clock } from '../clock.ts';
import type { MeetingRoom } from '../rooms/meeting-room.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { Allowance } from './allowance.ts';
import { writeWholeFrames } from './announcement.ts';
import { Hall } from './hall.ts';
import type { SessionDoor, Visitor } from './session.ts';

/** What the socket door needs of the house. */
export interface SocketParts {
  readonly http: HttpServer;
  readonly rooms: Rooms;
  readonly clock: Clock;
  readonly sessions: SessionDoor;
  readonly originAllowed: (req: IncomingMessage) => boolean;
  readonly message: (locale: string, code: Denied['code'], params?: Record<string, string>) => string;
  /** Logs a bug and answers the id under which it is found. */
  readonly fault: (error: unknown) => string;
}

type MeetingSocket = Socket<ClientToServer, ServerToClient, object, { visitor: Visitor; personId: string }>;
type Answer<T> = (answer: T) => void;

const joinSchema = v.strictObject({
  meetingId: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  since: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});
const leaveSchema = v.strictObject({ meetingId: v.pipe(v.string(), v.maxLength(80)) });

/** Largest message a client may send, in bytes. */
const MAX_MESSAGE = 64 * 1024;

/** Engine.IO itself would say 400 to a foreign page that asks for a WebSocket; it is not asked. */
const FOREIGN = 'HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/** Where people's Socket.IO connections come in; identity comes from the session, never from a payload. */
export class SocketDoor {
  readonly io: Server<ClientToServer, ServerToClient, object, { visitor: Visitor; personId: string }>;
  readonly #parts: SocketParts;
  readonly #halls = new Map<string, Hall>();

  constructor(parts: SocketParts) {
    this.#parts = parts;
    this.io = new Server(parts.http, {
      maxHttpBufferSize: MAX_MESSAGE,
      perMessageDeflate: false,
      httpCompression: false,
      serveClient: false,
      destroyUpgrade: false,
      allowRequest: (req, done) => {
        if (parts.originAllowed(req)) done(null, true);
        else if (req.headers.upgrade === undefined) done(null, false);
        else req.socket.end(FOREIGN);
      },
    });
    writeWholeFrames(this.io);
    this.io.use((socket, next) => void this.#identify(socket, next));
    this.io.on('connection', (socket) => this.#welcome(socket));
  }

  /** Connections, for the metrics. */
  get connections(): number {
    return this.io.engine.clientsCount;
  }

  /** Tells everybody that the server restarts and lets them go. */
  async close(): Promise<void> {
    for (const hall of this.#halls.values()) hall.shut();
    this.io.emit('session:farewell', { reason: 'restarting' });
    await new Promise(setImmediate);
    this.io.disconnectSockets(true);
    this.io.engine.close();
  }

  async #identify(socket: MeetingSocket, next: (refusal?: Error) => void): Promise<void> {
    try {
      const visitor = await this.#parts.sessions.sessionOf(socket.request);
      if (visitor) socket.data = { visitor, personId: visitor.personId };
      next(visitor ? undefined : new Error('session_ended'));
    } catch (error) {
      this.#parts.fault(error);
      next(new Error('fault'));
    }
  }

  #welcome(socket: MeetingSocket): void {
    const allowance = new Allowance(this.#parts.clock);
    socket.on('error', () => socket.disconnect(true));
    this.#on(socket, 'meeting:join', allowance, (payload) => this.#join(socket, payload));
    this.#on(socket, 'meeting:command', allowance, (payload) => this.#command(socket, payload));
    this.#on(socket, 'meeting:leave', allowance, (payload) => this.#leave(socket, payload));
    const unwatch = this.#parts.sessions.watch(socket.data.visitor.sessionId, () => this.#sessionEnded(socket));
    socket.on('disconnecting', () => {
      unwatch();
      this.#halls.forEach((hall) => this.#quit(hall, socket));
    });
  }

  /** Every handler is wrapped: no payload, missing acknowledgement or fault ends more than its own call. */
  #on<T>(
    socket: MeetingSocket,
    name: keyof ClientToServer,
    allowance: Allowance,
    handle: (payload: unknown) => Promise<T | Denied>,
  ): void {
    const listener = (payload: unknown, acknowledge?: unknown) => {
      const answer: Answer<T | Denied> =
        typeof acknowledge === 'function' ? (acknowledge as Answer<T | Denied>) : () => {};
      if (!allowance.take()) return answer(this.#deny(socket, 'too_many_requests'));
      handle(payload)
        .catch((error: unknown) => this.#deny(socket, 'fault', { id: this.#parts.fault(error) }))
        .then(answer)
        .catch(this.#parts.fault);
    };
    socket.on(name, listener as never);
  }

  async #join(socket: MeetingSocket, payload: unknown): Promise<JoinAnswer> {
    const read = v.safeParse(joinSchema, payload);
    if (!read.success) return this.#deny(socket, 'malformed');
    const { meetingId, since } = read.output;
    const room = await this.#roomFor(socket, meetingId);
    if (!room) return this.#deny(socket, 'not_found');
    const hall = this.#hallOf(room);
    hall.enter(socket, socket.data.personId);
    const events = since === undefined ? null : room.eventsSince(since);
    const { personId, name } = socket.data.visitor;
    return {
      ok: true,
      seq: room.meeting.seq,
      serverTime: new Date(this.#parts.clock.now()).toISOString(),
      you: { personId, name },
      here: hall.here(personId),
      ...(events ? { events } : { state: room.meeting }),
    };
  }

  async #command(socket: MeetingSocket, payload: unknown): Promise<CommandAnswer> {
    const sent = readCommand(payload);
    if (!sent) return this.#deny(socket, 'malformed');
    const room = this.#halls.get(sent.meetingId)?.room ?? (await this.#roomFor(socket, sent.meetingId));
    if (!room || !mayRead(room.meeting, socket.data.personId)) return this.#deny(socket, 'not_found');
    const outcome = await room.command(socket.data.personId, sent.id, sent.command);
    if ('conflict' in outcome) return this.#deny(socket, 'conflict');
    if ('refused' in outcome) return this.#deny(socket, outcome.refused);
    return { ok: true, ...outcome };
  }

  async #leave(socket: MeetingSocket, payload: unknown): Promise<{ ok: true } | Denied> {
    const read = v.safeParse(leaveSchema, payload);
    if (!read.success) return this.#deny(socket, 'malformed');
    const hall = this.#halls.get(read.output.meetingId);
    if (hall) this.#quit(hall, socket);
    return { ok: true };
  }

  async #roomFor(socket: MeetingSocket, meetingId: string): Promise<MeetingRoom | null> {
    const room = await this.#parts.rooms.get(meetingId);
    return room && mayRead(room.meeting, socket.data.personId) ? room : null;
  }

  #hallOf(room: MeetingRoom): Hall {
    let hall = this.#halls.get(room.id);
    if (!hall) {
      hall = new Hall(room, this.io, this.#parts.clock);
      this.#halls.set(room.id, hall);
    }
    return hall;
  }

  #quit(hall: Hall, socket: MeetingSocket): void {
    hall.leave(socket, socket.data.personId);
    if (!hall.empty) return;
    hall.shut();
    this.#halls.delete(hall.room.id);
  }

  #sessionEnded(socket: MeetingSocket): void {
    socket.emit('session:farewell', { reason: 'session_ended' });
    setImmediate(() => socket.disconnect(true));
  }

  #deny(socket: MeetingSocket, code: Denied['code'], params?: Record<string, string>): Denied {
    return { ok: false, code, message: this.#parts.message(socket.data.visitor.locale, code, params) };
  }
}

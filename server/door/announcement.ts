import type { ServerToClient } from '#lib/wire/socket-events.ts';
import type { Server, Socket } from 'socket.io';
import { textFrame } from '../rooms/frame.ts';

/** How Socket.IO's packet of an event in the default namespace begins, and Engine.IO's of a message. */
const EVENT = '2';
const MESSAGE = '4';

/** Engine.IO writes a frame made beforehand as it is, to a WebSocket; long polling takes the text instead. */
interface Framed {
  wsPreEncodedFrame?: readonly Buffer[];
}

/**
 * One event for many connections, encoded once: Socket.IO itself would encode it for every part of a crowd, and write
 * head and body of each frame by themselves.
 */
export class Announcement {
  readonly #text: string;
  readonly #how: Framed & { compress: false };

  constructor(name: keyof ServerToClient, message: Parameters<ServerToClient[typeof name]>[0]) {
    this.#text = EVENT + JSON.stringify([name, message]);
    this.#how = { compress: false, wsPreEncodedFrame: [textFrame(MESSAGE + this.#text)] };
  }

  sendTo(socket: Socket<object, ServerToClient>): void {
    if (socket.connected) socket.conn.write(this.#text, this.#how);
  }
}

/** Everything else that is sent, acknowledgements above all, becomes one buffer and one write too. */
export function writeWholeFrames(io: Pick<Server, 'engine'>): void {
  io.engine.on('connection', (connection: { on(event: 'packetCreate', frame: typeof framed): void }) =>
    connection.on('packetCreate', framed),
  );
}

function framed(packet: { type: string; data?: unknown; options: Framed }): void {
  if (packet.type === 'message' && typeof packet.data === 'string')
    packet.options.wsPreEncodedFrame ??= [textFrame(MESSAGE + packet.data)];
}

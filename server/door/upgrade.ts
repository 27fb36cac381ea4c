import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { CLOSE } from '../rooms/minutes-connection.ts';
import type { MinutesDesk } from '../rooms/minutes-desk.ts';
import type { SessionDoor } from './session.ts';

/** What the upgrade needs of the house. */
export interface UpgradeParts {
  readonly http: Server;
  readonly desk: Pick<MinutesDesk, 'connect'>;
  readonly sessions: Pick<SessionDoor, 'sessionOf' | 'watch'>;
  readonly originAllowed: (req: IncomingMessage) => boolean;
  readonly onFault: (error: unknown) => void;
}

/** Largest message of the minutes. */
const maxPayload = 1024 * 1024;
const prefix = '/yjs/';
const meetingIdShape = /^[\w.~-]{1,80}$/;
const refusal = 'HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/**
 * Opens `/yjs/<meetingId>` on the one HTTP server. A foreign origin gets a plain 403; everything else is told by close
 * code once the WebSocket stands, since a page's script cannot read the answer to a failed upgrade.
 * @returns a function that stops listening
 */
export function openYjsDoor(parts: UpgradeParts): () => void {
  const server = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false, clientTracking: false });
  const upgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!req.url?.startsWith(prefix)) return;
    // One broken frame or a reset would end the process: neither socket may be without a listener.
    socket.on('error', () => socket.destroy());
    if (!parts.originAllowed(req)) return socket.end(refusal);
    server.handleUpgrade(req, socket, head, (ws) => {
      ws.on('error', () => {});
      void welcome(parts, req, socket, ws);
    });
  };
  parts.http.on('upgrade', upgrade);
  return () => {
    parts.http.off('upgrade', upgrade);
    server.close();
  };
}

async function welcome(parts: UpgradeParts, req: IncomingMessage, socket: Duplex, ws: WebSocket): Promise<void> {
  try {
    ws.pause();
    const visitor = await parts.sessions.sessionOf(req);
    if (ws.readyState !== ws.OPEN) return;
    if (!visitor) return ws.close(CLOSE.noSession, 'no session');
    const unwatch = parts.sessions.watch(visitor.sessionId, () => ws.close(CLOSE.noSession, 'session ended'));
    ws.on('close', unwatch);
    const { meetingId, query } = readUrl(req.url!);
    if (meetingId === null) return ws.close(CLOSE.noMeeting, 'no such meeting');
    await parts.desk.connect({ ws, socket }, meetingId, visitor, query);
  } catch (error) {
    parts.onFault(error);
    ws.close(CLOSE.fault, 'fault');
  } finally {
    ws.resume();
  }
}

function readUrl(url: string): { meetingId: string | null; query: { saved: boolean; generation: number | null } } {
  const { pathname, searchParams } = new URL(url, 'http://house');
  const name = pathname.slice(prefix.length);
  const g = searchParams.get('g');
  const generation = g === null ? null : /^\d{1,9}$/.test(g) ? Number(g) : -1;
  const query = { saved: searchParams.get('saved') === '1', generation };
  return { meetingId: meetingIdShape.test(name) ? name : null, query };
}

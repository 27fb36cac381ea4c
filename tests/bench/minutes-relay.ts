import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { serve } from './server-process.ts';

/** The reference: forwards each frame, unparsed, to all others on the same path. */
const rooms = new Map<string, Set<WebSocket>>();
const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
server.on('connection', (ws, req) => {
  const room = rooms.get(req.url!) ?? new Set();
  rooms.set(req.url!, room.add(ws));
  ws.on('message', (data: Buffer) => {
    for (const other of room) if (other !== ws) other.send(data);
  });
  ws.on('close', () => room.delete(ws));
});
http.listen(0, '127.0.0.1', () => serve({ url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}` }));

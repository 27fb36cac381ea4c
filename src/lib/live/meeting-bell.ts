import type { ClientToServer, ServerToClient } from '#lib/wire/socket-events.ts';
import type { Socket } from 'socket.io-client';

/** Milliseconds in which what happens together rings once. */
const TOGETHER_MS = 250;

/**
 * Rings whenever something happened in a meeting, the connection came back, or this person was let go. For pages that
 * ask the server for everything they show; the socket's code is loaded after the page.
 * @param since number of the last event the page knows
 * @returns what ends it
 */
export function meetingBell(meetingId: string, since: () => number, ring: () => void): () => void {
  let socket: Socket<ServerToClient, ClientToServer> | null = null;
  let isOver = false;
  let ringing: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    clearTimeout(ringing);
    ringing = setTimeout(ring, TOGETHER_MS);
  };

  void import('socket.io-client').then(({ io }) => {
    if (isOver) return;
    socket = io({ transports: ['websocket', 'polling'] });
    socket.on('connect', () => {
      socket?.emit('meeting:join', { meetingId, since: since() }, (answer) => {
        if (!answer.ok || answer.seq > since()) soon();
      });
    });
    socket.on('meeting:events', soon);
    socket.on('session:farewell', ({ reason }) => reason !== 'restarting' && soon());
  });

  return () => {
    isOver = true;
    clearTimeout(ringing);
    socket?.disconnect();
  };
}

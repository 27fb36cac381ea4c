import { Buffer } from 'node:buffer';
import { FRAME, headLength, writeHead } from './frame.ts';

/** First number of a message: y-websocket's four, and ours for "this state vector is on disk". */
export const MESSAGE = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, saved: 100 } as const;

/** Second number of a sync message. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** Why an edit is not taken, as the `auth` message says it. */
export type Denial = 'read_only' | 'frozen';

const PERMISSION_DENIED = 0;

/** The state vector of an empty document. */
export const emptyVector = new Uint8Array([0]);

/** The update that changes nothing. */
export const emptyUpdate = new Uint8Array([0, 0]);

const sizeOfNumber = (n: number): number => (n < 0x80 ? 1 : n < 0x4000 ? 2 : n < 0x200000 ? 3 : n < 0x10000000 ? 4 : 5);

function writeNumber(into: Buffer, at: number, n: number): number {
  let rest = n;
  let index = at;
  while (rest > 0x7f) {
    into[index++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  into[index++] = rest;
  return index;
}

/**
 * One whole WebSocket frame (header and payload): some numbers, then bytes with their length before them. It is encoded
 * once and written to every receiver's socket as it is. Servers do not mask, and `perMessageDeflate` is off.
 */
export function frameOf(numbers: readonly number[], body: Uint8Array): Buffer {
  let head = sizeOfNumber(body.length);
  for (const n of numbers) head += sizeOfNumber(n);
  const length = head + body.length;
  const frame = Buffer.allocUnsafe(headLength(length) + length);
  let at = writeHead(frame, FRAME.binary, length);
  for (const n of numbers) at = writeNumber(frame, at, n);
  at = writeNumber(frame, at, body.length);
  frame.set(body, at);
  return frame;
}

export const syncFrame = (step: number, bytes: Uint8Array): Buffer => frameOf([MESSAGE.sync, step], bytes);

export const awarenessFrame = (states: Uint8Array): Buffer => frameOf([MESSAGE.awareness], states);

/** Message 100: the state vector that is on disk. */
export const savedFrame = (vector: Uint8Array): Buffer => frameOf([MESSAGE.saved], vector);

export const deniedFrame = (why: Denial): Buffer => frameOf([MESSAGE.auth, PERMISSION_DENIED], Buffer.from(why));

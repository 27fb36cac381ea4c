import * as decoding from 'lib0/decoding';
import type { MinutesConnection } from './minutes-connection.ts';
import { MESSAGE, SYNC } from './minutes-frames.ts';
import { Malformed } from './minutes-survey.ts';
import { StateVector } from './minutes-vector.ts';

/** A message of the y-websocket protocol, taken apart; `bytes` is a view into the message. */
export interface Sent {
  from: MinutesConnection;
  kind: 'step1' | 'step2' | 'update' | 'carets' | 'query';
  bytes: Uint8Array;
}

const nothing = new Uint8Array();

/**
 * Reads one message. @returns null for what a server has no use for (an auth message)
 * @throws Malformed, or lib0's error at the end of the bytes
 */
export function readMessage(from: MinutesConnection, message: Uint8Array): Sent | null {
  const decoder = decoding.createDecoder(message);
  const type = decoding.readVarUint(decoder);
  if (type === MESSAGE.sync) return readSync(from, decoder);
  if (type === MESSAGE.awareness) return { from, kind: 'carets', bytes: rest(decoder) };
  if (type === MESSAGE.queryAwareness) return { from, kind: 'query', bytes: nothing };
  if (type === MESSAGE.auth) return null;
  throw new Malformed('message type');
}

function readSync(from: MinutesConnection, decoder: decoding.Decoder): Sent {
  const step = decoding.readVarUint(decoder);
  const bytes = rest(decoder);
  if (step === SYNC.update) return { from, kind: 'update', bytes };
  if (step === SYNC.step2) return { from, kind: 'step2', bytes };
  if (step !== SYNC.step1) throw new Malformed('sync step');
  return { from, kind: 'step1', bytes: new StateVector(bytes).encode() };
}

/** Bytes with their length before them, up to exactly the end; lib0 itself would read on into what lies behind. */
function rest(decoder: decoding.Decoder): Uint8Array {
  const length = decoding.readVarUint(decoder);
  if (decoder.pos + length !== decoder.arr.length) throw new Malformed('length');
  return decoder.arr.subarray(decoder.pos);
}

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { awarenessFrame } from './minutes-frames.ts';
import type { MinutesConnection } from './minutes-connection.ts';
import { Malformed } from './minutes-survey.ts';

interface Caret {
  clock: number;
  /** JSON of the state, stamped; `null` when it is gone. */
  json: string;
  owner: MinutesConnection | null;
}

/** Largest state of one person, in bytes of JSON. */
const largestState = 4096;
const gone = 'null';

/** A state over 4 KiB. */
export class CaretTooBig extends Error {}

/**
 * Carets and presence in one document (y-protocols awareness). A connection speaks for one client id, and who that is
 * says the server. Providers echo what they hear of others; that is passed over.
 */
export class MinutesCarets {
  readonly #carets = new Map<number, Caret>();
  #changed = new Set<number>();

  /** Whether there is something to tell. */
  get isChanged(): boolean {
    return this.#changed.size > 0;
  }

  /** Takes an awareness message. @throws Malformed, CaretTooBig */
  take(from: MinutesConnection, message: Uint8Array): void {
    const decoder = decoding.createDecoder(message);
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      const length = decoding.readVarUint(decoder);
      const start = decoder.pos;
      decoder.pos += length;
      if (decoder.pos > message.length) throw new Malformed('awareness');
      if (!this.#speaksFor(from, client)) continue;
      if (length > largestState) throw new CaretTooBig();
      this.#set(from, client, clock, Buffer.from(message.buffer, message.byteOffset + start, length).toString('utf8'));
    }
    if (decoder.pos !== message.length) throw new Malformed('awareness');
  }

  /** The connection is gone: so is its caret. */
  leave(from: MinutesConnection): void {
    if (from.clientId === null) return;
    const caret = this.#carets.get(from.clientId);
    if (caret?.owner !== from) return;
    this.#carets.set(from.clientId, { clock: caret.clock + 1, json: gone, owner: null });
    this.#changed.add(from.clientId);
  }

  /** One message with all that changed since the last. */
  changes(): Buffer {
    const frame = this.#encode([...this.#changed]);
    for (const client of this.#changed) if (this.#carets.get(client)?.json === gone) this.#carets.delete(client);
    this.#changed = new Set();
    return frame;
  }

  /** Everybody's state, for who has just come; null when nobody shows any. */
  all(): Buffer | null {
    const present = [...this.#carets].filter(([, caret]) => caret.json !== gone).map(([client]) => client);
    return present.length > 0 ? this.#encode(present) : null;
  }

  #speaksFor(from: MinutesConnection, client: number): boolean {
    if (from.clientId !== null) return from.clientId === client;
    const owner = this.#carets.get(client)?.owner;
    // The same person on a new connection after a cut takes over from the old one, which may look open for a while.
    if (owner != null && owner.isOpen && owner.personId !== from.personId) return false;
    if (owner) owner.clientId = null;
    from.clientId = client;
    return true;
  }

  #set(from: MinutesConnection, client: number, clock: number, text: string): void {
    const known = this.#carets.get(client);
    if (known && (clock < known.clock || (clock === known.clock && text !== gone && known.owner === from))) return;
    this.#carets.set(client, { clock, json: text === gone ? gone : stamped(from, text), owner: from });
    this.#changed.add(client);
  }

  #encode(clients: readonly number[]): Buffer {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, clients.length);
    for (const client of clients) {
      const caret = this.#carets.get(client)!;
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, caret.clock);
      encoding.writeVarString(encoder, caret.json);
    }
    return awarenessFrame(encoding.toUint8Array(encoder));
  }
}

function stamped(from: MinutesConnection, text: string): string {
  try {
    const state: unknown = JSON.parse(text);
    if (typeof state !== 'object' || state === null || Array.isArray(state)) throw new Malformed('awareness');
    return JSON.stringify({ ...state, user: from.rights.user });
  } catch {
    throw new Malformed('awareness');
  }
}

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { KIND, type Survey } from './minutes-survey.ts';

const mostClients = 100_000;

/** A state vector that is kept up to date from updates, without a document. */
export class StateVector {
  readonly #clocks = new Map<number, number>();

  /** @throws when the bytes are no state vector */
  constructor(bytes: Uint8Array) {
    const decoder = decoding.createDecoder(bytes);
    const size = decoding.readVarUint(decoder);
    if (size > mostClients) throw new RangeError('state vector');
    for (let i = 0; i < size; i++) this.#clocks.set(decoding.readVarUint(decoder), decoding.readVarUint(decoder));
    if (decoder.pos !== bytes.length) throw new RangeError('state vector');
  }

  /** Takes in what an accepted update brought. */
  cover(update: Survey): void {
    for (const [client, structs] of update.clients) {
      const last = structs.at(-1)!;
      const known = this.#clocks.get(client) ?? 0;
      if (last.kind !== KIND.skip && last.clock + last.length > known)
        this.#clocks.set(client, last.clock + last.length);
    }
  }

  encode(): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, this.#clocks.size);
    for (const [client, clock] of [...this.#clocks].sort((a, b) => b[0] - a[0])) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
    }
    return encoding.toUint8Array(encoder);
  }
}

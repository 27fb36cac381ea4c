import * as decoding from 'lib0/decoding';

/** What came cannot be an honest client's message: its connection is closed, nobody else is touched. */
export class Malformed extends Error {}

/** Content of a struct, by its number in the V1 encoding. */
export const KIND = {
  gc: 0,
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  skip: 10,
} as const;

/** Number of an element and of a text in the V1 encoding of types; the fragment is the root. */
export const TYPE = { element: 3, fragment: 4, text: 6 } as const;

/** One struct as an update tells it, without a Yjs object being made. A client of -1 stands for "none". */
export interface Struct {
  client: number;
  clock: number;
  length: number;
  kind: number;
  originClient: number;
  originClock: number;
  rightClient: number;
  rightClock: number;
  /** Given when there is neither origin nor right origin: the name of a root … */
  root: string | null;
  /** … or the item that holds the parent type. */
  parentClient: number;
  parentClock: number;
  key: string | null;
  /** Of strings. */
  text: string | null;
  /** Of types. */
  typeRef: number;
}

/** An update taken apart: structs by client in order of their clocks, and what it deletes (`[client, clock, length]*`). */
export interface Survey {
  clients: Map<number, Struct[]>;
  deletes: number[];
  structs: number;
}

const largestClient = 0xffffffff;
/** Clocks stay far below what a 53-bit number holds; an honest document counts characters. */
const largestClock = 0x7fffffff;
const largestCount = 100_000;
const maskOfKind = 0b11111;
const hasOrigin = 0x80;
const hasRight = 0x40;
const hasKey = 0x20;

/**
 * Reads an update in the V1 encoding, strictly: every byte is accounted for and no number is out of range. Yjs itself
 * reads past the end of the message, takes empty structs and unknown kinds, and breaks later.
 * @throws Malformed
 */
export function survey(update: Uint8Array): Survey {
  try {
    return read(update);
  } catch (error) {
    throw error instanceof Malformed ? error : new Malformed('update');
  }
}

function read(update: Uint8Array): Survey {
  const decoder = decoding.createDecoder(update);
  const clients = new Map<number, Struct[]>();
  let structs = 0;
  for (let left = count(decoder); left > 0; left--) {
    const amount = count(decoder);
    const client = within(decoding.readVarUint(decoder), largestClient);
    if (amount === 0 || clients.has(client)) throw new Malformed('client');
    structs += amount;
    if (structs > largestCount) throw new Malformed('too many structs');
    clients.set(client, readStructs(decoder, client, amount));
  }
  const deletes = readDeletes(decoder);
  if (decoder.pos !== update.length) throw new Malformed('length');
  return { clients, deletes, structs };
}

function readStructs(decoder: decoding.Decoder, client: number, amount: number): Struct[] {
  const structs: Struct[] = [];
  let clock = within(decoding.readVarUint(decoder), largestClock);
  for (let i = 0; i < amount; i++) {
    if (decoder.pos >= decoder.arr.length) throw new Malformed('end');
    const struct = readStruct(decoder, client, clock);
    if (struct.length < 1) throw new Malformed('empty struct');
    clock = within(clock + struct.length, largestClock);
    structs.push(struct);
  }
  return structs;
}

function readStruct(decoder: decoding.Decoder, client: number, clock: number): Struct {
  const info = decoding.readUint8(decoder);
  const struct: Struct = {
    client,
    clock,
    length: 1,
    kind: info & maskOfKind,
    originClient: -1,
    originClock: 0,
    rightClient: -1,
    rightClock: 0,
    root: null,
    parentClient: -1,
    parentClock: 0,
    key: null,
    text: null,
    typeRef: -1,
  };
  if (struct.kind === KIND.gc || struct.kind === KIND.skip) {
    if (info !== struct.kind) throw new Malformed('info');
    struct.length = decoding.readVarUint(decoder);
    return struct;
  }
  readPlace(decoder, info, struct);
  readContent(decoder, struct);
  return struct;
}

function readPlace(decoder: decoding.Decoder, info: number, struct: Struct): void {
  if (info & hasOrigin) {
    struct.originClient = within(decoding.readVarUint(decoder), largestClient);
    struct.originClock = within(decoding.readVarUint(decoder), largestClock);
  }
  if (info & hasRight) {
    struct.rightClient = within(decoding.readVarUint(decoder), largestClient);
    struct.rightClock = within(decoding.readVarUint(decoder), largestClock);
  }
  if (info & (hasOrigin | hasRight)) return;
  if (decoding.readVarUint(decoder) === 1) struct.root = decoding.readVarString(decoder);
  else {
    struct.parentClient = within(decoding.readVarUint(decoder), largestClient);
    struct.parentClock = within(decoding.readVarUint(decoder), largestClock);
  }
  if (info & hasKey) struct.key = decoding.readVarString(decoder);
}

function readContent(decoder: decoding.Decoder, struct: Struct): void {
  switch (struct.kind) {
    case KIND.deleted:
      struct.length = decoding.readVarUint(decoder);
      return;
    case KIND.string:
      struct.text = decoding.readVarString(decoder);
      struct.length = struct.text.length;
      return;
    case KIND.binary:
      decoding.readVarUint8Array(decoder);
      return;
    case KIND.embed:
      JSON.parse(decoding.readVarString(decoder));
      return;
    case KIND.format:
      decoding.readVarString(decoder);
      JSON.parse(decoding.readVarString(decoder));
      return;
    case KIND.type:
      struct.typeRef = within(decoding.readVarUint(decoder), TYPE.text);
      if (struct.typeRef === TYPE.element || struct.typeRef === 5) decoding.readVarString(decoder);
      return;
    case KIND.any:
    case KIND.json:
      struct.length = count(decoder);
      for (let i = 0; i < struct.length; i++) {
        if (struct.kind === KIND.any) decoding.readAny(decoder);
        else readJson(decoding.readVarString(decoder));
      }
      return;
    default:
      // A sub-document would be a document that nobody checks.
      throw new Malformed('kind');
  }
}

function readJson(text: string): void {
  if (text !== 'undefined') JSON.parse(text);
}

function readDeletes(decoder: decoding.Decoder): number[] {
  const deletes: number[] = [];
  for (let left = count(decoder); left > 0; left--) {
    const client = within(decoding.readVarUint(decoder), largestClient);
    for (let ranges = count(decoder); ranges > 0; ranges--) {
      const clock = within(decoding.readVarUint(decoder), largestClock);
      const length = within(decoding.readVarUint(decoder), largestClock);
      if (length < 1) throw new Malformed('empty deletion');
      deletes.push(client, clock, length);
    }
    if (deletes.length > 3 * largestCount) throw new Malformed('too many deletions');
  }
  return deletes;
}

const count = (decoder: decoding.Decoder): number => within(decoding.readVarUint(decoder), largestCount);

function within(value: number, largest: number): number {
  if (value > largest) throw new Malformed('out of range');
  return value;
}

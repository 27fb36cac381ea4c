import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { WebsocketProvider } from 'y-websocket';

/** A WebSocket class that brings a person's cookie, as a browser would. */
export function socketOf(personId: string, headers: Record<string, string> = {}): typeof globalThis.WebSocket {
  class PersonSocket extends WebSocket {
    constructor(address: string, protocols?: string | string[]) {
      super(address, protocols, { headers: { cookie: `person=${personId}`, ...headers } });
    }
  }
  return PersonSocket as unknown as typeof globalThis.WebSocket;
}

export interface Guest {
  doc: Y.Doc;
  provider: WebsocketProvider;
  /** The first text of the minutes; made when it is missing. */
  text(): Y.XmlText;
  type(words: string, at?: number): void;
  read(): string;
  /** Local state vector is on disk, as message 100 said. Only with `saved`. */
  saved(): Promise<void>;
  synced(): Promise<void>;
  /** Resolves when the text reads so. */
  reads(check: string | ((text: string) => boolean)): Promise<void>;
  denied: string[];
  closed(): Promise<{ code: number; reason: string }>;
  leave(): void;
}

export interface GuestOptions {
  saved?: boolean;
  generation?: number;
  doc?: Y.Doc;
  connect?: boolean;
}

/** An unmodified provider; with `saved` it listens for message 100 as our client does. */
export function comeIn(port: number, meetingId: string, personId: string, options: GuestOptions = {}): Guest {
  const doc = options.doc ?? new Y.Doc();
  const params: Record<string, string> = {};
  if (options.saved) params.saved = '1';
  if (options.generation !== undefined) params.g = String(options.generation);
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/yjs`, meetingId, doc, {
    WebSocketPolyfill: socketOf(personId),
    disableBc: true,
    params,
    connect: options.connect ?? true,
    maxBackoffTime: 100,
  });
  const denied: string[] = [];
  let durable = new Map<number, number>();
  const waiting = new Set<() => void>();
  const look = () => waiting.forEach((one) => one());
  provider.messageHandlers[2] = (_encoder, decoder) => {
    decoding.readVarUint(decoder);
    denied.push(decoding.readVarString(decoder));
    look();
  };
  provider.messageHandlers[100] = (_encoder, decoder) => {
    durable = Y.decodeStateVector(decoding.readVarUint8Array(decoder));
    look();
  };
  doc.on('update', look);
  provider.on('sync', look);
  const when = (isSo: () => boolean) =>
    new Promise<void>((ready) => {
      const check = () => {
        if (!isSo()) return;
        waiting.delete(check);
        ready();
      };
      waiting.add(check);
      check();
    });
  const root = doc.getXmlFragment('minutes');
  const text = () => {
    const paragraph = root.toArray().find((node) => node instanceof Y.XmlElement && node.nodeName === 'paragraph');
    const found = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
    if (found instanceof Y.XmlText) return found;
    const made = new Y.XmlText();
    const element = new Y.XmlElement('paragraph');
    doc.transact(() => {
      root.push([element]);
      element.insert(0, [made]);
    });
    return made;
  };
  return {
    doc,
    provider,
    text,
    denied,
    type: (words, at) => doc.transact(() => text().insert(at ?? text().length, words)),
    read: () => readText(doc),
    saved: () =>
      when(() => {
        const local = Y.decodeStateVector(Y.encodeStateVector(doc));
        return [...local].every(([client, clock]) => (durable.get(client) ?? 0) >= clock);
      }),
    synced: () => when(() => provider.synced),
    reads: (check) => when(() => (typeof check === 'string' ? readText(doc) === check : check(readText(doc)))),
    closed: () =>
      new Promise((gone) =>
        provider.once('connection-close', (event) => gone({ code: event?.code ?? 0, reason: event?.reason ?? '' })),
      ),
    leave: () => {
      provider.destroy();
      doc.destroy();
    },
  };
}

/** All text of the minutes, blocks joined by line breaks. */
export function readText(doc: Y.Doc): string {
  const lines: string[] = [];
  for (const node of doc.getXmlFragment('minutes').toArray())
    if (node instanceof Y.XmlElement)
      lines.push(
        node
          .toArray()
          .map((child) => (child instanceof Y.XmlText ? String(child) : ''))
          .join(''),
      );
  return lines.join('\n');
}

/** A bare socket that keeps what it got and lets a test wait for it. */
export class RawGuest {
  readonly ws: WebSocket;
  readonly got: Uint8Array[] = [];
  readonly #waiting = new Set<() => void>();
  closeCode: number | null = null;

  constructor(port: number, path: string, headers: Record<string, string> = { cookie: 'person=raw' }) {
    this.ws = new WebSocket(`ws://127.0.0.1:${port}/yjs/${path}`, { headers });
    this.ws.on('error', () => {});
    this.ws.on('message', (data: Buffer) => {
      this.got.push(new Uint8Array(data));
      this.#waiting.forEach((look) => look());
    });
    this.ws.on('close', (code) => {
      this.closeCode = code;
      this.#waiting.forEach((look) => look());
    });
  }

  when(isSo: () => boolean): Promise<void> {
    return new Promise((ready) => {
      const look = () => {
        if (!isSo()) return;
        this.#waiting.delete(look);
        ready();
      };
      this.#waiting.add(look);
      look();
    });
  }

  opened(): Promise<void> {
    return new Promise((ready, failed) => {
      if (this.ws.readyState === WebSocket.OPEN) return ready();
      this.ws.once('open', () => ready());
      this.ws.once('error', failed);
    });
  }

  async closed(): Promise<number> {
    await this.when(() => this.closeCode !== null);
    return this.closeCode!;
  }

  /** Messages of a kind: first number, and second for sync. */
  messages(type: number, step?: number): Uint8Array[] {
    return this.got.filter((message) => message[0] === type && (step === undefined || message[1] === step));
  }

  send(...parts: (number | Uint8Array)[]): void {
    this.ws.send(message(...parts));
  }
}

/** A message: numbers, and bytes with their length before them. */
export function message(...parts: (number | Uint8Array)[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const part of parts)
    if (typeof part === 'number') encoding.writeVarUint(encoder, part);
    else encoding.writeVarUint8Array(encoder, part);
  return encoding.toUint8Array(encoder);
}

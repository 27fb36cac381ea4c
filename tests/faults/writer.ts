import * as decoding from 'lib0/decoding';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Member } from '../protocol/client.ts';

const savedMessage = 100;
/** Told to whoever may not write; the provider itself would only print it. */
const deniedMessage = 2;

/** Somebody at the minutes with an unmodified provider that asks to be told what is on disk. */
export class Writer {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;
  /** How much of the own line was shown as 已保存. */
  savedLength = 0;
  #line: Y.XmlText | null = null;
  #heard: () => void = () => {};

  constructor(member: Member, meetingId: string) {
    class WithCookie extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols, { headers: { cookie: member.cookie, origin: member.url } });
        this.on('error', () => {});
      }
    }
    this.provider = new WebsocketProvider(`${member.url.replace('http', 'ws')}/yjs`, meetingId, this.doc, {
      WebSocketPolyfill: WithCookie as unknown as typeof globalThis.WebSocket,
      disableBc: true,
      params: { saved: '1' },
    });
    this.provider.messageHandlers[deniedMessage] = () => {};
    this.provider.messageHandlers[savedMessage] = (_encoder, decoder) => {
      this.#hear(Y.decodeStateVector(decoding.readVarUint8Array(decoder)));
    };
  }

  synced(): Promise<void> {
    if (this.provider.synced) return Promise.resolve();
    return new Promise((done) => this.provider.once('sync', () => done()));
  }

  /** Begins a line of one's own. */
  begin(): void {
    const paragraph = new Y.XmlElement('paragraph');
    this.#line = new Y.XmlText();
    paragraph.insert(0, [this.#line]);
    this.doc.getXmlFragment('minutes').push([paragraph]);
  }

  /** Types at the end of the own line. */
  type(text: string): void {
    this.#line!.insert(this.#line!.length, text);
  }

  /** Takes back the last letters of the own line. */
  rub(letters: number): void {
    this.#line!.delete(this.#line!.length - letters, letters);
  }

  /** Resolves at the next word of what is on disk, or when the connection is gone. */
  nextWord(): Promise<void> {
    return new Promise((done) => {
      this.#heard = done;
      this.provider.once('connection-close', () => done());
    });
  }

  /** Resolves when everything typed here is on disk. */
  async saved(): Promise<void> {
    while (this.savedLength < this.#line!.length) await this.nextWord();
  }

  /** Resolves when the text is so. */
  reads(check: (text: string) => boolean): Promise<void> {
    return new Promise((done) => {
      const look = () => {
        if (!check(this.text())) return;
        this.doc.off('update', look);
        done();
      };
      this.doc.on('update', look);
      look();
    });
  }

  text(): string {
    return this.doc.getXmlFragment('minutes').toString();
  }

  leave(): void {
    this.provider.destroy();
    this.doc.destroy();
  }

  #hear(onDisk: Map<number, number>): void {
    const mine = Y.decodeStateVector(Y.encodeStateVector(this.doc)).get(this.doc.clientID) ?? 0;
    if (this.#line && (onDisk.get(this.doc.clientID) ?? 0) >= mine) this.savedLength = this.#line.length;
    this.#heard();
  }
}

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as decoding from 'lib0/decoding';
import { WebSocketServer } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { FRAGMENT } from '#lib/document/schema.ts';
import type { Line } from '../rooms/minutes-desk.ts';
import type { ItemText } from './minutes-text.ts';

/** How somebody's connection gets to the minutes desk. */
export type Seating = (line: Line) => Promise<void>;

/** Number of the message by which the desk says what is on disk (protocol.md, “Saved”). */
const savedMessage = 100;

/**
 * A recorder at the real minutes desk: a Yjs document behind a socket on this machine, as in a browser. What is typed
 * is checked, merged and stored by the same code as anybody's.
 */
export class Typist {
  readonly #doc = new Y.Doc();
  readonly #provider: WebsocketProvider;
  readonly #server: Server;
  #onDisk = new Map<number, number>();
  #heard: () => void = () => {};

  private constructor(server: Server) {
    const { port } = server.address() as AddressInfo;
    this.#server = server;
    this.#provider = new WebsocketProvider(`ws://127.0.0.1:${port}`, 'minutes', this.#doc, {
      disableBc: true,
      params: { saved: '1' },
    });
    this.#provider.messageHandlers[savedMessage] = (_encoder, decoder) => {
      this.#onDisk = Y.decodeStateVector(decoding.readVarUint8Array(decoder));
      this.#heard();
    };
  }

  /** Sits down and waits until the document is there. */
  static async sit(seat: Seating): Promise<Typist> {
    const server = createServer();
    const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
    server.on('upgrade', (req, socket, head) =>
      sockets.handleUpgrade(req, socket, head, (ws) => void seat({ ws, socket })),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const typist = new Typist(server);
    await new Promise<void>((synced) => typist.#provider.once('sync', () => synced()));
    return typist;
  }

  /** Writes below the log's blocks of agenda items. */
  write(text: ItemText): void {
    this.#doc.transact(() => {
      for (const [itemId, lines] of Object.entries(text)) this.#writeBelow(`item:${itemId}`, lines);
    });
  }

  /** Adds a paragraph below an item. */
  add(itemId: string, line: string): void {
    this.#doc.transact(() => this.#writeBelow(`item:${itemId}`, [line]));
  }

  /** Waits until everything typed is on disk, and gets up. */
  async leave(): Promise<void> {
    while (!this.#isSaved()) await new Promise<void>((heard) => (this.#heard = heard));
    this.#provider.destroy();
    this.#doc.destroy();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #isSaved(): boolean {
    const mine = this.#doc.store.clients.keys();
    const vector = Y.decodeStateVector(Y.encodeStateVector(this.#doc));
    return [...mine].every((client) => (this.#onDisk.get(client) ?? 0) >= (vector.get(client) ?? 0));
  }

  #writeBelow(key: string, lines: readonly string[]): void {
    const fragment = this.#doc.getXmlFragment(FRAGMENT);
    const children = fragment.toArray();
    const at = children.findIndex((child) => child instanceof Y.XmlElement && child.getAttribute('key') === key);
    if (at < 0) throw new Error(`the minutes have no block ${key}`);
    fragment.insert(at + 1, blocksOf(lines));
  }
}

function paragraph(line: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [new Y.XmlText(line)]);
  return element;
}

function listOf(lines: readonly string[]): Y.XmlElement {
  const list = new Y.XmlElement('bullet_list');
  const items = lines.map((line) => {
    const item = new Y.XmlElement('list_item');
    item.insert(0, [paragraph(line.slice(2))]);
    return item;
  });
  list.insert(0, items);
  return list;
}

/** Lines as blocks: neighbouring lines that begin with “- ” become one list. */
function blocksOf(lines: readonly string[]): Y.XmlElement[] {
  const first = lines.findIndex((line) => line.startsWith('- '));
  if (first < 0) return lines.map(paragraph);
  const rest = lines.slice(first);
  const end = rest.findIndex((line) => !line.startsWith('- '));
  const points = end < 0 ? rest : rest.slice(0, end);
  return [...lines.slice(0, first).map(paragraph), listOf(points), ...blocksOf(rest.slice(points.length))];
}

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { clearDocument, IndexeddbPersistence } from 'y-indexeddb';
import * as sync from 'y-protocols/sync';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { FRAGMENT } from '#lib/document/schema.ts';
import { MinutesCoverage } from './minutes-coverage.ts';

/** Whether what stands here is on the server's disk, and if it cannot be, why. */
export type SaveState = 'loading' | 'saving' | 'saved' | 'offline' | 'unsaved' | 'frozen' | 'readonly' | 'ended';

/** Why there will be no connection any more. */
export type MinutesEnd = 'session' | 'right' | 'meeting' | 'fault';

/** Somebody with a caret in the text; who they are says the server. */
export interface Writer {
  readonly personId: string;
  readonly name: string;
  readonly unit: string;
  /** 1 to 4: `--caret-1` … */
  readonly color: number;
}

/** Which minutes, and whose browser. */
export interface MinutesAddress {
  readonly meetingId: string;
  readonly personId: string;
  /** 1, and one more each time the minutes were reopened. */
  readonly generation: number;
  /** `ws://…/yjs` or `wss://…/yjs`. */
  readonly server: string;
}

const MESSAGE = { sync: 0, auth: 2, saved: 100 } as const;
const ENDS: Record<number, MinutesEnd> = { 4401: 'session', 4403: 'right', 4404: 'meeting' };
/** How long after a deletion the server is asked whether it is on disk: longer than it gathers a commit. */
const ASK_AFTER_MS = 400;
/** Answers "start afresh" in a row after which we stop asking. */
const MOST_RESTARTS = 5;

type Handler = WebsocketProvider['messageHandlers'][number];

/** Some browsers have no store for pages, or none in private windows. */
const hasStore = (): boolean => typeof indexedDB !== 'undefined';

const remove = (name: string): void => {
  if (hasStore()) void clearDocument(name).catch(() => {});
};

/** The minutes as this browser has them: document, connection, copy on the device, and whether all is saved. */
export class LiveMinutes {
  /** The shared document; replaced whole when the server starts a new generation. */
  doc = $state.raw(new Y.Doc());
  provider = $state.raw<WebsocketProvider | null>(null);
  /** There is text to show, from the device or from the server. */
  ready = $state.raw(false);
  save = $state.raw<SaveState>('loading');
  ended = $state.raw<MinutesEnd | null>(null);
  writers = $state.raw<readonly Writer[]>([]);
  /** Edits that could not be sent before a new generation, as Markdown. */
  kept = $state.raw<string | null>(null);
  /** How often the server said that the text is final: again each time something of ours came too late for it. */
  frozenSaid = $state.raw(0);
  #denied = $state.raw<'frozen' | 'read_only' | null>(null);
  #address: MinutesAddress;
  #coverage = new MinutesCoverage(this.doc);
  #local: IndexeddbPersistence | null = null;
  #online = false;
  #onDevice = false;
  #restarts = 0;
  #held: Uint8Array[] | null = null;
  #ask: ReturnType<typeof setTimeout> | undefined;

  constructor(address: MinutesAddress) {
    this.#address = address;
    this.#open();
  }

  /** The server does not take edits from here now. */
  get isDenied(): boolean {
    return this.#denied !== null || this.ended !== null;
  }

  /** The meeting says that this person may write again, or that the minutes were reopened. */
  reconsider(generation: number): void {
    this.#denied = null;
    if (generation > this.#address.generation) this.#restart(generation);
    else this.#tell();
  }

  /** While somebody composes (input methods) what others write waits; `false` lets it in. */
  hold(composing: boolean): void {
    if (composing) {
      this.#held ??= [];
      return;
    }
    const held = this.#held ?? [];
    this.#held = null;
    for (const message of held) this.#take(message);
  }

  destroy(): void {
    this.#close();
    this.writers = [];
  }

  get #storeName(): string {
    const { meetingId, personId, generation } = this.#address;
    return `lianxi-minutes/${meetingId}/${personId}/${generation}`;
  }

  #open(): void {
    const { doc } = this;
    const { meetingId, server, generation } = this.#address;
    doc.getXmlFragment(FRAGMENT);
    this.#coverage = new MinutesCoverage(doc);
    const provider = new WebsocketProvider(server, meetingId, doc, {
      params: { saved: '1', g: String(generation) },
      disableBc: true,
      connect: false,
    });
    this.#handle(provider);
    provider.on('status', ({ status }) => this.#connected(status === 'connected'));
    provider.on('sync', (synced: boolean) => this.#synced(synced));
    provider.on('closed', ({ code, reason }) => this.#refused(code, reason));
    provider.awareness.on('change', () => this.#see(provider));
    doc.on('afterTransaction', (transaction: Y.Transaction) => this.#wrote(transaction));
    this.provider = provider;
    this.#keepOnDevice(doc);
    provider.connect();
  }

  #keepOnDevice(doc: Y.Doc): void {
    if (!hasStore()) return;
    const local = new IndexeddbPersistence(this.#storeName, doc);
    this.#local = local;
    void local.whenSynced.then(() => {
      if (doc !== this.doc) return;
      this.#onDevice = true;
      if (doc.getXmlFragment(FRAGMENT).length > 0) this.ready = true;
      this.#coverage.found();
      this.#askSoon();
      this.#tell();
    });
  }

  #handle(provider: WebsocketProvider): void {
    const handlers = provider.messageHandlers as Handler[];
    const original = handlers[MESSAGE.sync]!;
    handlers[MESSAGE.sync] = (encoder, decoder, ...rest) => {
      if (this.#held) this.#held.push(decoder.arr.slice(decoder.pos));
      else original(encoder, decoder, ...rest);
    };
    handlers[MESSAGE.auth] = (_encoder, decoder) => {
      decoding.readVarUint(decoder);
      this.#denied = decoding.readVarString(decoder) === 'frozen' ? 'frozen' : 'read_only';
      if (this.#denied === 'frozen') this.frozenSaid += 1;
      this.#tell();
    };
    handlers[MESSAGE.saved] = (_encoder, decoder) => {
      this.#coverage.saved(decoding.readVarUint8Array(decoder));
      this.#tell();
    };
  }

  /** A sync message that waited. */
  #take(message: Uint8Array): void {
    const { provider } = this;
    if (!provider) return;
    const encoder = encoding.createEncoder();
    provider.messageHandlers[MESSAGE.sync]!(encoder, decoding.createDecoder(message), provider, true, MESSAGE.sync);
    if (encoding.length(encoder) > 1) provider.ws?.send(encoding.toUint8Array(encoder));
  }

  #wrote(transaction: Y.Transaction): void {
    if (!transaction.local || transaction.changed.size === 0) return;
    this.#coverage.wrote(transaction);
    this.#askSoon();
    this.#tell();
  }

  #askSoon(): void {
    clearTimeout(this.#ask);
    this.#ask = setTimeout(() => this.#askWhatIsSaved(), ASK_AFTER_MS);
  }

  /** A sync step 1 is answered, and with the answer comes what is on disk. */
  #askWhatIsSaved(): void {
    const socket = this.provider?.ws;
    if (!this.#online || !socket || socket.readyState !== socket.OPEN || !this.#coverage.ask()) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.sync);
    sync.writeSyncStep1(encoder, this.doc);
    socket.send(encoding.toUint8Array(encoder));
  }

  #connected(online: boolean): void {
    this.#online = online;
    if (online) this.ended = null;
    this.#tell();
  }

  #synced(synced: boolean): void {
    if (!synced) return;
    this.ready = true;
    this.#restarts = 0;
    this.#askSoon();
    this.#tell();
  }

  #refused(code: number, reason: string): void {
    const { generation } = this.#address;
    if (code !== 4409) {
      this.ended = ENDS[code] ?? 'fault';
      if (this.ended === 'right' || this.ended === 'meeting') this.#forget();
      return this.#tell();
    }
    this.#restarts += 1;
    if (this.#restarts <= MOST_RESTARTS)
      return this.#restart(reason === 'other generation' ? generation + 1 : generation);
    this.ended = 'fault';
    this.#tell();
  }

  /** The text may no longer be seen: it does not stay on the device either. */
  #forget(): void {
    this.#close();
    remove(this.#storeName);
    this.doc = new Y.Doc();
    this.ready = false;
  }

  /** Starts from the server's state in a new document; what had not been sent is kept as text (G8). */
  #restart(generation: number): void {
    const name = this.#storeName;
    if (this.ready && !this.#coverage.isComplete) void this.#keep(this.doc);
    const closed = this.#local?.destroy();
    this.#close();
    void Promise.resolve(closed).then(() => remove(name));
    this.#address = { ...this.#address, generation };
    this.ready = false;
    this.#denied = null;
    this.#held = null;
    this.#onDevice = false;
    const reopen = (): void => {
      this.doc = new Y.Doc();
      this.#open();
    };
    void Promise.resolve(closed).then(reopen, reopen);
  }

  /** What cannot be sent any more, as text. The words of a document stay readable after it is closed. */
  async #keep(doc: Y.Doc): Promise<void> {
    const [{ canonicalOf }, { toMarkdown }] = await Promise.all([
      import('#lib/document/from-yjs.ts'),
      import('#lib/document/markdown.ts'),
    ]);
    this.kept = toMarkdown(canonicalOf(doc));
  }

  #close(): void {
    clearTimeout(this.#ask);
    this.provider?.destroy();
    void this.#local?.destroy();
    this.provider = null;
    this.#local = null;
    this.#online = false;
    this.doc.destroy();
  }

  #see(provider: WebsocketProvider): void {
    const seen = new Map<string, Writer>();
    for (const [client, state] of provider.awareness.getStates()) {
      const user = state.user as Writer | undefined;
      if (client !== provider.doc.clientID && user && state.cursor) seen.set(user.personId, user);
    }
    this.writers = [...seen.values()];
  }

  #tell(): void {
    this.save = this.#judge();
  }

  #judge(): SaveState {
    if (this.ended) return 'ended';
    if (!this.ready) return 'loading';
    if (this.#denied) return this.#denied === 'frozen' ? 'frozen' : 'readonly';
    if (!this.#online) return this.#onDevice || this.#coverage.isComplete ? 'offline' : 'unsaved';
    return this.#coverage.isComplete ? 'saved' : 'saving';
  }
}

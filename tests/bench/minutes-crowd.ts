import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import * as decoding from 'lib0/decoding';
import { message } from '../desk/desk-guest.ts';
import { ServerProcess } from './server-process.ts';

export type MinutesServer = ServerProcess<{ url: string }>;

export const startRelay = (): Promise<MinutesServer> => ServerProcess.start('./minutes-relay.ts');

export const startOurs = (dataDir = mkdtempSync(join(tmpdir(), 'lianxi-minutes-'))): Promise<MinutesServer> =>
  ServerProcess.start('./minutes-ours.ts', dataDir);

/** Somebody at the server who counts what comes; only who keeps a document decodes it. */
export class Member {
  readonly ws: WebSocket;
  doc: Y.Doc | null = null;
  frames = 0;
  bytes = 0;
  onMessage: ((data: Uint8Array) => void) | null = null;

  constructor(url: string, name: string) {
    this.ws = new WebSocket(url, { headers: { cookie: `person=${name}` }, perMessageDeflate: false });
    this.ws.on('message', (data: Buffer) => {
      this.frames++;
      this.bytes += data.length;
      if (this.doc) applyTo(this.doc, data);
      this.onMessage?.(data);
    });
  }

  /** Connects and asks for the document. */
  static async enter(url: string, name: string, doc: Y.Doc | null = null): Promise<Member> {
    const member = new Member(url, name);
    member.doc = doc;
    await new Promise((opened, failed) => member.ws.once('open', opened).once('error', failed));
    member.ws.send(message(0, 0, doc ? Y.encodeStateVector(doc) : new Uint8Array([0])));
    return member;
  }

  /** Resolves when something holds that is looked at after each message. */
  until(holds: (data: Uint8Array | null) => boolean): Promise<void> {
    return new Promise((done) => {
      const look = (data: Uint8Array | null) => {
        if (!holds(data)) return;
        this.onMessage = null;
        done();
      };
      this.onMessage = look;
      look(null);
    });
  }
}

export function applyTo(doc: Y.Doc, data: Uint8Array): void {
  if (data[0] !== 0 || data[1] === 0) return;
  const decoder = decoding.createDecoder(data);
  decoder.pos = 2;
  Y.applyUpdate(doc, decoding.readVarUint8Array(decoder), 'remote');
}

/** Opens connections in small groups, so that connecting is not what fails. */
export async function crowd(count: number, enter: (index: number) => Promise<Member>): Promise<Member[]> {
  const all: Member[] = [];
  for (let from = 0; from < count; from += 50) {
    const group = Array.from({ length: Math.min(50, count - from) }, (_, n) => enter(from + n));
    all.push(...(await Promise.all(group)));
  }
  return all;
}

/** Messages that a writer sends for each keystroke, made beforehand. */
export function keystrokes(
  count: number,
  press: (text: Y.Text, n: number) => void,
): { sent: Uint8Array[]; doc: Y.Doc } {
  const doc = new Y.Doc();
  const sent: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => sent.push(message(0, 2, update)));
  const text = doc.getText('bench');
  for (let n = 0; n < count; n++) press(text, n);
  return { sent, doc };
}

/** Lets a server run its code often enough to be compiled, in a room of its own: figures are those of a running server. */
export async function warmUp(server: MinutesServer, times = 3000): Promise<void> {
  const url = `${server.ready.url}/warm?saved=1`;
  const { sent } = keystrokes(times, (text, n) => text.insert(n, n === times - 1 ? '\u25a0' : 'k'));
  const [writer, reader] = [await Member.enter(url, 'warmer'), await Member.enter(url, 'warmed')];
  await quiet([writer, reader]);
  const ending = Buffer.from('\u25a0');
  const done = reader.until((data) => data !== null && Buffer.from(data).includes(ending));
  for (let n = 0; n < sent.length; n++) {
    writer.ws.send(sent[n]!);
    if (n % 3 === 0) await new Promise(setImmediate);
  }
  await done;
  writer.ws.terminate();
  reader.ws.terminate();
}

/** Processor milliseconds of the server while something happens. */
export async function cpuOf(server: MinutesServer, work: () => Promise<void>): Promise<number> {
  const before = await server.report('cpu');
  await work();
  return (await server.report('cpu')).cpuMs - before.cpuMs;
}

/** Lets timers and sockets come to rest: resolves when nothing new has arrived for a while. */
export async function quiet(members: readonly Member[], ms = 300): Promise<void> {
  const { setTimeout: pause } = await import('node:timers/promises');
  for (let before = -1, now = 0; before !== now;) {
    before = now;
    await pause(ms);
    now = members.reduce((sum, member) => sum + member.frames, 0);
  }
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

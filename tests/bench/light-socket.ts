import { WebSocket } from 'ws';

/**
 * Socket.IO's protocol by hand: a client so light that a thousand of them in one process do not become what is
 * measured. What everybody is told alike is read once.
 */
export class LightSocket {
  readonly #ws: WebSocket;
  readonly #answers = new Map<number, (answer: unknown) => void>();
  #ids = 0;
  /** Hears of every event: its name, then what came with it. */
  onEvent: ((name: string, payload: unknown) => void) | null = null;

  private constructor(ws: WebSocket) {
    this.#ws = ws;
  }

  /** Connects to the default namespace. */
  static open(url: string, headers: Record<string, string> = {}): Promise<LightSocket> {
    const address = `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    const ws = new WebSocket(address, { headers, perMessageDeflate: false });
    const socket = new LightSocket(ws);
    return new Promise((done, fail) => {
      ws.on('error', fail);
      ws.on('close', () => fail(new Error('closed before it stood')));
      ws.on('message', (data: Buffer) => socket.#read(data, () => done(socket)));
    });
  }

  /** Sends an event and waits for its acknowledgement. */
  ask(name: string, ...payload: unknown[]): Promise<unknown> {
    const id = ++this.#ids;
    this.#ws.send(`42${id}${JSON.stringify([name, ...payload])}`);
    return new Promise((answered) => this.#answers.set(id, answered));
  }

  close(): void {
    this.#ws.terminate();
  }

  #read(data: Buffer, connected: () => void): void {
    const kind = data.toString('latin1', 0, 2);
    if (kind === '42') return this.#hear(data);
    if (kind === '43') return this.#answer(data.toString());
    if (kind === '0{') this.#ws.send('40');
    else if (kind === '40') connected();
    else if (kind === '2') this.#ws.send('3');
  }

  #hear(data: Buffer): void {
    if (!this.onEvent) return;
    const [name, payload] = readOnce(data);
    this.onEvent(name, payload);
  }

  #answer(text: string): void {
    const begin = text.indexOf('[');
    const id = Number(text.slice(2, begin));
    this.#answers.get(id)?.((JSON.parse(text.slice(begin)) as unknown[])[0]);
    this.#answers.delete(id);
  }
}

let last = { bytes: Buffer.alloc(0), event: ['', null] as [string, unknown] };

function readOnce(data: Buffer): [string, unknown] {
  if (!data.equals(last.bytes))
    last = { bytes: Buffer.from(data), event: JSON.parse(data.toString('utf8', 2)) as [string, unknown] };
  return last.event;
}

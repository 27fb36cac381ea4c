import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../house/tree.ts';
import { KEPT_SAMPLE, placeSample } from '../kept-sample.ts';

/** A real house in a process of its own, with the sample council in a folder that is thrown away. */
export interface RunningHouse {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** The first line it printed, or will print, in which the pattern is found. */
  heard(pattern: RegExp): Promise<string>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Ends it as an operator would, and throws its data away. */
  stop(): Promise<void>;
}

/** What a process prints, line by line, for as long as it lives. */
class Transcript {
  readonly #lines: string[] = [];
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [child.stdout!, child.stderr!])
      createInterface({ input: stream }).on('line', (line) => {
        this.#lines.push(line);
        child.emit('said');
      });
  }

  /** @throws Error with all it said when it ends without */
  async heard(pattern: RegExp): Promise<string> {
    const over = new AbortController();
    this.#child.once('close', () => over.abort());
    for (;;) {
      const line = this.#lines.find((each) => pattern.test(each));
      if (line !== undefined) return line;
      const said = once(this.#child, 'said', { signal: over.signal });
      await said.catch(() => {
        throw new Error(`the house ended, having said:\n${this.#lines.join('\n')}`);
      });
    }
  }
}

const address = /http:\/\/[\w.-]+:(\d+)/;

/** A test that fails leaves nothing running behind. */
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Starts the server and waits until it has printed its address. @throws Error with its output when it ends instead */
async function launch(
  dataDir: string,
  port: number,
  entry: readonly string[],
): Promise<{ child: ChildProcess; port: number; transcript: Transcript }> {
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
  };
  const child = spawn(process.execPath, [join(root, entry[0]!), ...entry.slice(1)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const transcript = new Transcript(child);
  const line = await transcript.heard(address);
  return { child, port: Number(address.exec(line)![1]), transcript };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

/** What a house is started with. */
export interface HouseOptions {
  /** Of an earlier house, to start again on its data. */
  dataDir?: string;
  /** To come back at the same address. */
  port?: number;
  /** The program; the whole server unless said otherwise. */
  entry?: readonly string[];
}

/** Starts a house with the sample council. */
export async function startHouse(options: HouseOptions = {}): Promise<RunningHouse> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'lianxi-house-'));
  // Outside a run of tests the house makes its sample itself.
  if (options.dataDir === undefined && process.env[KEPT_SAMPLE]) await placeSample(dataDir);
  const { child, port, transcript } = await launch(
    dataDir,
    options.port ?? 0,
    options.entry ?? ['server/main.ts', '--demo'],
  );
  return {
    url: `http://localhost:${port}`,
    port,
    dataDir,
    process: child,
    heard: (pattern) => transcript.heard(pattern),
    kill: () => ended(child, 'SIGKILL'),
    stop: async () => {
      await ended(child, 'SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

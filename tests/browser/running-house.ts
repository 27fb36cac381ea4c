import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../house/tree.ts';

/** A real house in a process of its own, with the sample council in a folder that is thrown away. */
export interface RunningHouse {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Ends it as an operator would, and throws its data away. */
  stop(): Promise<void>;
}

/** Starts the server and waits until it has printed its address. @throws Error with its output when it ends instead */
async function launch(
  dataDir: string,
  port: number,
  entry: readonly string[],
): Promise<{ child: ChildProcess; port: number }> {
  const env = { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, [join(root, entry[0]!), ...entry.slice(1)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  child.stderr.on('data', (chunk) => said.push(String(chunk)));
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    const address = /http:\/\/[\w.-]+:(\d+)/.exec(line);
    if (!address) continue;
    child.stdout.resume();
    return { child, port: Number(address[1]) };
  }
  throw new Error(`the house did not start:\n${said.join('\n')}`);
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
  const { child, port } = await launch(dataDir, options.port ?? 0, options.entry ?? ['server/main.ts', '--demo']);
  return {
    url: `http://localhost:${port}`,
    port,
    dataDir,
    process: child,
    kill: () => ended(child, 'SIGKILL'),
    stop: async () => {
      await ended(child, 'SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a server under measurement tells its parent. */
export interface Report {
  readonly cpuMs: number;
  readonly memory: number;
}

/** A server in a process of its own: its processor time is its own too. */
export class ServerProcess<Ready> {
  readonly #child: ChildProcess;
  readonly ready: Ready;

  private constructor(child: ChildProcess, ready: Ready) {
    this.#child = child;
    this.ready = ready;
  }

  /** @param file beside this one; it calls {@link serve} */
  static async start<Ready>(file: string, ...args: string[]): Promise<ServerProcess<Ready>> {
    const execArgv = ['--expose-gc'];
    const child = fork(new URL(file, import.meta.url), args, {
      execArgv,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const [ready] = (await once(child, 'message')) as [Ready];
    return new ServerProcess(child, ready);
  }

  /** Processor time used so far, and memory: after a collection, unless it is only the time that counts. */
  async report(what: 'all' | 'cpu' = 'all'): Promise<Report> {
    this.#child.send(what);
    const [report] = (await once(this.#child, 'message')) as [Report];
    return report;
  }

  async stop(): Promise<void> {
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exit;
  }
}

/** In the server's process: says that it is ready and answers questions. */
export function serve(ready: object): void {
  process.on('message', (what) => {
    const { user, system } = process.cpuUsage();
    if (what !== 'cpu') (globalThis as { gc?: () => void }).gc?.();
    process.send!({ cpuMs: (user + system) / 1000, memory: process.memoryUsage().rss } satisfies Report);
  });
  process.send!(ready);
}

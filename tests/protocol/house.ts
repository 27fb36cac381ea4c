import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../server/config.ts';
import { createHouse, type House } from '../../server/house.ts';
import { createLog } from '../../server/log.ts';
import { placeSample } from '../kept-sample.ts';

/** A house in this process, without pages: what the wire needs. */
export interface RunningHouse {
  readonly house: House;
  readonly url: string;
  readonly config: Config;
  stop(): Promise<void>;
}

/** A configuration for a throw-away folder. */
export const configIn = (dataDir: string): Config => ({
  mode: 'demo',
  host: '127.0.0.1',
  port: 0,
  dataDir,
  secure: false,
  allowMissingOrigin: false,
  trustProxy: false,
  logLevel: 'error',
});

/** Opens a house over a folder. */
export async function openHouse(config: Config): Promise<RunningHouse> {
  const house = await createHouse(config, createLog(config.logLevel));
  const port = await house.listen((_req, res) => void res.writeHead(404).end());
  return { house, config, url: `http://127.0.0.1:${port}`, stop: () => house.close() };
}

/** The sample council in a folder that is thrown away. */
export async function startDemo(): Promise<RunningHouse> {
  const config = configIn(mkdtempSync(join(tmpdir(), 'lianxi-protocol-')));
  await placeSample(config.dataDir);
  const running = await openHouse(config);
  return {
    ...running,
    stop: async () => {
      await running.stop();
      rmSync(config.dataDir, { recursive: true, force: true });
    },
  };
}

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder cannot hold the sample council; the message is for the person at the terminal. */
export class NotASample extends Error {}

/** Beside the sample's database: tells it from a real council's, and whether it was finished. */
const markFile = 'sample.json';
const storeFiles = ['lianxi.sqlite', 'lianxi.sqlite-wal', 'lianxi.sqlite-shm', 'ballot.key', markFile];

/** The folder of a sample council. */
export interface SampleFolder {
  /** Whether the sample is complete, from an earlier start. */
  readonly made: boolean;
  /** To be called when it is complete. */
  finish(): void;
}

/**
 * Gets the folder of the sample council ready. A real council's data is never touched.
 * @param reset throws an earlier sample away; one that was broken off is thrown away in any case
 * @throws NotASample when the folder holds a store that is not a sample
 */
export function sampleFolder(dataDir: string, reset: boolean): SampleFolder {
  const mark = join(dataDir, markFile);
  const marked = existsSync(mark);
  if (!marked && existsSync(join(dataDir, 'lianxi.sqlite'))) {
    throw new NotASample(
      `${dataDir} holds a real council's data; the sample needs a folder of its own: set DATA_DIR to another one.`,
    );
  }
  const made = marked && !reset && isFinished(mark);
  if (!made) for (const file of storeFiles) rmSync(join(dataDir, file), { force: true });
  mkdirSync(dataDir, { recursive: true });
  if (!made) writeFileSync(mark, '{"finished":false}\n');
  return { made, finish: () => writeFileSync(mark, '{"finished":true}\n') };
}

function isFinished(mark: string): boolean {
  return readFileSync(mark, 'utf8').includes('"finished":true');
}

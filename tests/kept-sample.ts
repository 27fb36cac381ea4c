import { cpSync, existsSync, mkdtempSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { sampleFolder } from '../server/demo/folder.ts';

/** Names the folder in which a run of tests keeps its sample; each runner's setup makes one and throws it away. */
export const KEPT_SAMPLE = 'KEPT_SAMPLE';

/**
 * Puts the sample council into a folder. Telling its story takes seconds of work, so a run of tests tells it once,
 * when somebody first asks, and everybody gets a copy; without a run it is told anew.
 */
export async function placeSample(dataDir: string): Promise<void> {
  const home = process.env[KEPT_SAMPLE];
  if (!home) return makeIn(dataDir);
  const kept = keptIn(home);
  if (!existsSync(kept)) {
    const own = mkdtempSync(join(home, 'making-'));
    await makeIn(own);
    try {
      renameSync(own, kept);
    } catch (error) {
      // Another worker was faster; its sample is as good.
      if (!existsSync(kept)) throw error;
    }
  }
  cpSync(kept, dataDir, { recursive: true });
}

/** Where in its folder a run keeps the sample. */
export const keptIn = (home: string): string => join(home, 'sample');

async function makeIn(dataDir: string): Promise<void> {
  const [{ makeSample }, { configIn }] = await Promise.all([
    import('../server/demo/demo.ts'),
    import('./protocol/house.ts'),
  ]);
  const folder = sampleFolder(dataDir, false);
  await makeSample(configIn(dataDir));
  folder.finish();
}

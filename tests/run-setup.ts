import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KEPT_SAMPLE } from './kept-sample.ts';

/** Before all tests of a run: a folder for its one sample. @returns what throws it away */
export default function setup(): () => void {
  const home = mkdtempSync(join(tmpdir(), 'lianxi-kept-'));
  process.env[KEPT_SAMPLE] = home;
  return () => rmSync(home, { recursive: true, force: true });
}

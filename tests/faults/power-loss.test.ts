import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openArchive } from '../../server/archive/archive.ts';
import { storeFile } from '../../server/archive/dialect.ts';
import { atScale } from '../scale.ts';

const losses = atScale(10, 300);
const compiler = spawnSync('cc', ['--version']).status === 0 && process.platform === 'linux';
if (!compiler) process.stderr.write('no C compiler on this machine: the power-loss proof is SKIPPED (install gcc)\n');

let home: string;
let shim: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'lianxi-power-'));
  shim = join(home, 'fsync-shim.so');
  if (compiler) {
    const built = spawnSync('cc', ['-shared', '-fPIC', '-o', shim, 'tests/faults/fsync-shim.c', '-ldl']);
    if (built.status !== 0) throw new Error(built.stderr.toString());
  }
});
afterAll(() => rmSync(home, { recursive: true }));

/**
 * Votes until `acks` more are acknowledged, kills the process and takes away what the disk was never told to keep.
 * @returns the highest acknowledged seq
 */
async function loseCurrent(dataDir: string, acks: number, synchronous = ''): Promise<number> {
  const log = join(dataDir, '..', `${acks}-${crypto.randomUUID()}.log`);
  const child = spawn(process.execPath, ['tests/faults/voting-store.ts', dataDir, synchronous], {
    env: { ...process.env, LD_PRELOAD: shim, FSYNC_LOG: log },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (data: string) => {
    text += data;
    if (text.split('\n').length > acks) child.kill('SIGKILL');
  });
  await closed;
  const wal = join(dataDir, `${storeFile}-wal`);
  const syncs = readFileSync(log, 'utf8').trim().split('\n');
  const last = syncs.findLast((line) => line.endsWith(wal));
  truncateSync(wal, Number(last?.split(' ')[0] ?? 0));
  return Math.max(0, ...text.trim().split('\n').map(Number));
}

/** What is there when the power is back. */
async function found(dataDir: string) {
  const archive = await openArchive({ dataDir });
  const seq = (await archive.events.head('m'))?.seq ?? 0;
  const ballots = (await archive.ballots.open('m', 'v').catch(() => [])).length;
  const verdict = seq === 0 ? null : await archive.events.verify('m');
  await archive.close();
  return { seq, ballots, verdict };
}

test.skipIf(!compiler)(
  '[G1] what was acknowledged before a power loss is there after it, whole',
  async () => {
    const dataDir = join(home, 'full');
    for (let i = 0; i < losses; i++) {
      const acked = await loseCurrent(dataDir, 5 + i * 7);
      const kept = await found(dataDir);
      expect(acked).toBeGreaterThan(0);
      expect(kept.seq).toBeGreaterThanOrEqual(acked);
      expect(kept.ballots).toBe(kept.seq);
      expect(kept.verdict).toMatchObject({ ok: true });
    }
  },
  losses * 20_000,
);

test.skipIf(!compiler)('[G1] the proof is one: with synchronous=NORMAL it finds the loss', async () => {
  const dataDir = join(home, 'normal');
  await (await openArchive({ dataDir })).close();
  const acked = await loseCurrent(dataDir, 50, 'NORMAL');
  expect((await found(dataDir)).seq).toBeLessThan(acked);
});

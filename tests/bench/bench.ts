import { cpus } from 'node:os';
import type { Row } from './row.ts';

/** Every row of the table, each measured against a reference of the same run. Run with names to choose: `-- voting`. */
const rows: Record<string, () => Promise<{ measure: () => Promise<Row[]> }>> = {
  voting: () => import('./voting.ts'),
  keystrokes: () => import('./keystrokes.ts'),
  pour: () => import('./pour.ts'),
  typing: () => import('./typing.ts'),
  carets: () => import('./carets.ts'),
  memory: () => import('./minutes-memory.ts'),
};

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const asJson = process.argv.includes('--json');
const measured: Row[] = [];
for (const [name, load] of Object.entries(rows)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { measure } = await load();
  for (const row of await measure()) {
    measured.push(row);
    if (!asJson) process.stdout.write(`${line(row)}\n`);
  }
}
if (asJson)
  process.stdout.write(`${JSON.stringify({ cpus: cpus().length, node: process.version, rows: measured }, null, 2)}\n`);

function line({ work, figure, ours, reference, ratio, reach }: Row): string {
  const against = reference === null ? '' : ` | reference ${reference}`;
  return `${work} | ${figure} | ${ratio === null ? '' : `ratio ${ratio.toFixed(2)} | `}ours ${ours}${against} | reach ${reach}`;
}

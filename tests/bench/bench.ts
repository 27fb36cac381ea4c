import { cpus } from 'node:os';
import { line, table, type Row } from './row.ts';

/** Every row of the table, each measured against a reference of the same run. Run with names to choose: `-- voting`. */
const rows: Record<string, () => Promise<{ measure: () => Promise<Row[]> }>> = {
  voting: () => import('./voting.ts'),
  keystrokes: () => import('./keystrokes.ts'),
  pour: () => import('./pour.ts'),
  typing: () => import('./typing.ts'),
  carets: () => import('./carets.ts'),
  memory: () => import('./memory.ts'),
  weight: () => import('./weight.ts'),
};

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const [isJson, isMarkdown] = ['--json', '--markdown'].map((option) => process.argv.includes(option));
const unknown = wanted.filter((name) => !(name in rows));
if (unknown.length > 0)
  throw new Error(`no such row: ${unknown.join(', ')}; there are ${Object.keys(rows).join(', ')}`);

const measured: Row[] = [];
for (const [name, load] of Object.entries(rows)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { measure } = await load();
  for (const row of await measure()) {
    measured.push(row);
    if (!isJson && !isMarkdown) process.stdout.write(`${line(row)}\n`);
  }
}
const machine = { cpus: cpus().length, node: process.version };
if (isJson) process.stdout.write(`${JSON.stringify({ ...machine, rows: measured }, null, 2)}\n`);
if (isMarkdown) process.stdout.write(table(measured));

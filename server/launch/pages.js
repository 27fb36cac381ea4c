import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './child.js';
import { inside, say, Stop } from './place.js';

const sources = ['src', 'static', 'svelte.config.js', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];
const stamp = () => inside('build', '.sources');

/**
 * Every file at or below a path, in a fixed order.
 * @param {string} path
 * @returns {string[]}
 */
function filesAt(path) {
  if (!existsSync(inside(path))) return [];
  if (statSync(inside(path)).isFile()) return [inside(path)];
  return readdirSync(inside(path), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** A fingerprint of everything the pages are built from: names and contents, so a fresh clone's times do not matter. */
export function sourcesHash() {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesAt)) {
    hash.update(file.slice(inside().length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Whether build/ was made from the sources as they are now. */
export const isBuilt = () => existsSync(stamp()) && readFileSync(stamp(), 'utf8') === sourcesHash();

/**
 * Builds the pages from the sources as they are now.
 * @param {string} node
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function build(node) {
  const hash = sourcesHash();
  rmSync(stamp(), { force: true });
  const result = await runQuietly(node, [inside('node_modules', 'vite', 'bin', 'vite.js'), 'build'], {
    NODE_ENV: 'production',
  });
  if (result.code === 0) {
    // Which file each source became; the adapter leaves it behind.
    copyFileSync(inside('.svelte-kit', 'output', 'client', '.vite', 'manifest.json'), inside('build', 'manifest.json'));
    writeFileSync(stamp(), hash);
  }
  return result;
}

/**
 * Builds the pages if a source changed since the last time.
 * @param {string} node
 */
export async function buildStale(node) {
  if (isBuilt()) return;
  say('Building the pages (about half a minute) …');
  const { code, output } = await build(node);
  if (code === 0) return;
  process.stderr.write(output);
  throw new Stop('The pages could not be built: see above.');
}

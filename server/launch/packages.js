import { existsSync, readFileSync } from 'node:fs';
import { runHere } from './child.js';
import { inside, say, Stop } from './place.js';

/** @typedef {{ version?: string, optional?: boolean }} LockEntry */

/**
 * Whether what npm says it installed is what the lock file asks for. npm writes its own list last,
 * so an installation that was cut off counts as missing. Optional packages of other systems may be absent.
 * @param {Record<string, LockEntry>} wanted `packages` of package-lock.json
 * @param {Record<string, LockEntry>} present `packages` of node_modules/.package-lock.json
 */
export function isInstalled(wanted, present) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = present[path];
    return found ? found.version === entry.version : entry.optional === true;
  });
}

/** @param {string} file */
const packagesIn = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/** Installs what package-lock.json names, if node_modules lacks any of it. */
export async function installMissing() {
  const listed = inside('node_modules', '.package-lock.json');
  if (existsSync(listed) && isInstalled(packagesIn(inside('package-lock.json')), packagesIn(listed))) return;
  say('Installing packages (the first time takes about a minute) …');
  const npm = process.env['npm_execpath'];
  // Not `npm ci`: it refuses a lock file that lacks packages of other systems, and not every registry has those.
  // `--no-save` keeps to the lock file all the same and leaves it alone.
  const args = [
    'install',
    '--no-save',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const code = npm?.endsWith('.js') ? await runHere(process.execPath, [npm, ...args]) : await runHere('npm', args);
  if (code !== 0) throw new Stop('Packages could not be installed: see what npm said above, then try again.');
}

import { existsSync } from 'node:fs';
import { inside, Stop } from './place.js';

/**
 * Whether this Node version runs TypeScript files as they are.
 * @param {string} version such as `22.18.0`
 */
export function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/**
 * The Node that runs the house: the one that came with the packages, whatever the machine has; else the machine's own.
 * @returns {string} path of the program
 */
export function houseNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = inside('node_modules', `node-${system}-${process.arch}`, 'bin', file);
  if (existsSync(own)) return own;
  if (runsTypeScript(process.versions.node)) return process.execPath;
  throw new Stop(
    `Lianxi needs Node 22.18 or newer on ${process.platform}/${process.arch}, and this is ${process.versions.node}: ` +
      'install a newer Node (24 is best) and run the command again.',
  );
}

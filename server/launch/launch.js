import { checkAll } from './check.js';
import { runHere } from './child.js';
import { installMissing } from './packages.js';
import { buildStale } from './pages.js';
import { inside, say, Stop } from './place.js';
import { houseNode } from './runtime.js';

// This file runs before anything is installed, on whatever Node the machine has: plain JavaScript for Node 20.

/** @param {string} bin a JavaScript program inside node_modules */
const tool = (bin) => inside('node_modules', ...bin.split('/'));

/**
 * Runs one of our own TypeScript files, its compiled form cached between starts.
 * @param {string} node
 * @param {string} file
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
const ours = (node, file, args, env = {}) =>
  runHere(node, [inside(file), ...args], { NODE_COMPILE_CACHE: inside('node_modules', '.cache', 'node'), ...env });

/** @param {boolean} full */
const check = (full) => async (/** @type {string} */ node, /** @type {string[]} */ args) => {
  if (full) process.env['TEST_SCALE'] = 'full';
  return checkAll(node, args);
};

/**
 * What can be asked of the launcher: `npm run NAME`.
 * @type {Record<string, (node: string, args: string[]) => Promise<number>>}
 */
const tasks = {
  start: async (node, args) => {
    await buildStale(node);
    return ours(node, 'server/main.ts', args, { NODE_ENV: 'production' });
  },
  demo: async (node, args) => {
    await buildStale(node);
    return ours(node, 'server/main.ts', ['--demo', ...args]);
  },
  dev: (node, args) => ours(node, 'server/main.ts', ['--dev', ...args]),
  test: check(false),
  'test:full': check(true),
  bench: async (node, args) => {
    await buildStale(node);
    return ours(node, 'tests/bench/bench.ts', args);
  },
  backup: (node, args) => ours(node, 'server/command/backup.ts', args),
  restore: (node, args) => ours(node, 'server/command/restore.ts', args),
  verify: (node, args) => ours(node, 'server/command/verify.ts', args),
  format: (node) => runHere(node, [tool('prettier/bin/prettier.cjs'), '--write', '--log-level=warn', '.']),
  lint: (node, args) => runHere(node, [tool('oxlint/bin/oxlint'), ...args]),
  check: async (node) => {
    const code = await runHere(node, [tool('@sveltejs/kit/svelte-kit.js'), 'sync']);
    return code || runHere(node, [tool('svelte-check/bin/svelte-check')]);
  },
};

const [name = '', ...args] = process.argv.slice(2);
const task = tasks[name];
try {
  if (!task) throw new Stop(`There is no task “${name}”. There are: ${Object.keys(tasks).join(', ')}.`);
  await installMissing();
  process.exitCode = await task(houseNode(), args);
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  say(error.message);
  process.exitCode = 1;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runQuietly } from './child.js';
import { bringChromium, chromiumAdvice } from './chromium.js';
import { playwrightCounts, single, vitestCounts } from './counts.js';
import { build } from './pages.js';
import { inside, say } from './place.js';

/**
 * @typedef {import('./counts.js').Counts} Counts
 * @typedef {{ name: string, run: (node: string) => Promise<{ counts: Counts, output: string }> }} Step
 */

/** @param {string} bin a JavaScript program inside node_modules */
const program = (bin) => inside('node_modules', ...bin.split('/'));

/**
 * A step that is a program and its exit code.
 * @param {string} name
 * @param {string} bin
 * @param {...string} args
 * @returns {Step}
 */
const check = (name, bin, ...args) => ({
  name,
  run: async (node) => {
    const { code, output } = await runQuietly(node, [program(bin), ...args]);
    return { counts: single(code), output };
  },
});

/**
 * Gives a test runner a file of its own for its report.
 * @param {(report: string) => Promise<{ counts: Counts, output: string }>} use
 */
async function withReport(use) {
  const folder = mkdtempSync(join(tmpdir(), 'lianxi-report-'));
  try {
    return await use(join(folder, 'report.json'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const sync = check('sync', '@sveltejs/kit/svelte-kit.js', 'sync');
export const format = check('format', 'prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.');
export const lint = check('lint', 'oxlint/bin/oxlint', '--deny-warnings');
export const types = check('types', 'svelte-check/bin/svelte-check', '--fail-on-warnings', '--output', 'human');

/** @type {Step} */
export const pages = {
  name: 'build',
  run: async (node) => {
    const { code, output } = await build(node);
    return { counts: single(code), output };
  },
};

/**
 * Unit, contract, protocol, house and fault tests.
 * @param {string[]} only files or folders; none means all
 * @returns {Step}
 */
export const vitest = (only = []) => ({
  name: 'tests',
  run: (node) =>
    withReport(async (report) => {
      const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
      const { code, output } = await runQuietly(node, [program('vitest/vitest.mjs'), 'run', ...reporters, ...only]);
      return { counts: vitestCounts(report, code), output };
    }),
});

/** @type {Step} */
export const browser = {
  name: 'browser',
  run: async (node) => {
    const chromium = await bringChromium();
    if (!chromium) {
      say(chromiumAdvice);
      return { counts: single(1), output: chromiumAdvice };
    }
    return withReport(async (report) => {
      const args = ['test', '--config', 'tests/browser/playwright.config.ts', '--reporter=line,json'];
      const { code, output } = await runQuietly(node, [program('@playwright/test/cli.js'), ...args], {
        CHROMIUM: chromium,
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      });
      return { counts: playwrightCounts(report, code), output };
    });
  },
};

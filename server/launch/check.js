import { closingLine, sum } from './counts.js';
import { say } from './place.js';
import { browser, format, lint, pages, sync, types, vitest } from './steps.js';

/**
 * @typedef {import('./counts.js').Counts} Counts
 * @typedef {import('./steps.js').Step} Step
 */

/** @type {Counts[]} */
const results = [];

/**
 * Runs one step and says how it went; what it printed is shown only when something failed, except skips and seeds.
 * @param {Step} step
 * @param {string} node
 */
async function perform(step, node) {
  const start = performance.now();
  const { counts, output } = await step.run(node);
  results.push(counts);
  const took = `${((performance.now() - start) / 1000).toFixed(1)} s`;
  const many = counts.passed + counts.failed + counts.skippedNames.length > 1;
  if (counts.failed > 0) say(`\n${output.trimEnd()}\n`);
  say(`${counts.failed > 0 ? '✗' : '✓'} ${step.name.padEnd(8)} ${took}${many ? ` · ${closingLine(counts)}` : ''}`);
  for (const name of counts.skippedNames) say(`  SKIPPED: ${name}`);
  for (const name of counts.retriedNames ?? []) say(`  PASSED WHEN TRIED AGAIN: ${name}`);
  for (const line of output.match(/^.*\bseed\b.*$/gim) ?? []) say(`  ${line.trim()}`);
}

/**
 * Everything that must hold before a change lands, ending with one line that sums it up.
 * Static checks and the build share the machine with the tests; browser tests come last, they need the build.
 * @param {string} node
 * @param {string[]} only test files or folders: then nothing else runs
 * @returns {Promise<number>} exit code
 */
export async function checkAll(node, only) {
  if (only.length > 0) {
    await perform(vitest(only), node);
  } else {
    await perform(sync, node);
    const lanes = [[vitest()], [format, lint, types, pages]];
    await Promise.all(
      lanes.map(async (lane) => {
        for (const step of lane) await perform(step, node);
      }),
    );
    await perform(browser, node);
  }
  const total = sum(results);
  say(`\n${closingLine(total)}`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

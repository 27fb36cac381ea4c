import { existsSync, readFileSync } from 'node:fs';

/**
 * What a step of the check came to. `skippedNames` are shown, so that nothing is left out in silence.
 * `retriedNames` are those that passed only when they were tried again.
 * @typedef {{ passed: number, failed: number, skippedNames: string[], retriedNames?: string[] }} Counts
 */

/** @type {Counts} */
const brokenOff = { passed: 0, failed: 1, skippedNames: [] };

/**
 * A step that is one yes or no.
 * @param {number} code its exit code
 * @returns {Counts}
 */
export const single = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skippedNames: [] });

/**
 * A test runner's own count. A runner that failed without a failed test (a file that does not load, a crash) counts as one failure.
 * @param {Counts} counts
 * @param {number} code
 * @returns {Counts}
 */
const withCode = (counts, code) => (code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts);

/**
 * Reads Vitest's JSON report.
 * @param {string} file
 * @param {number} code
 * @returns {Counts}
 */
export function vitestCounts(file, code) {
  if (!existsSync(file)) return brokenOff;
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const tests = report.testResults.flatMap(
    (/** @type {{ assertionResults: unknown[] }} */ each) => each.assertionResults,
  );
  const skipped = tests.filter((/** @type {{ status: string }} */ each) => !['passed', 'failed'].includes(each.status));
  return withCode(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skippedNames: skipped.map((/** @type {{ fullName: string }} */ each) => each.fullName.trim()),
    },
    code,
  );
}

/**
 * Reads Playwright's JSON report.
 * @param {string} file
 * @param {number} code
 * @returns {Counts}
 */
export function playwrightCounts(file, code) {
  if (!existsSync(file)) return brokenOff;
  const { stats, suites } = JSON.parse(readFileSync(file, 'utf8'));
  /** @type {string[]} */
  const skippedNames = [];
  /** @type {string[]} */
  const retriedNames = [];
  /** @param {any} suite */
  const walk = (suite) => {
    for (const spec of suite.specs ?? []) {
      if (spec.tests.every((/** @type {{ status: string }} */ each) => each.status === 'skipped')) {
        skippedNames.push(`${suite.title} ${spec.title}`);
      }
      if (spec.tests.some((/** @type {{ status: string }} */ each) => each.status === 'flaky')) {
        retriedNames.push(`${suite.title} ${spec.title}`);
      }
    }
    (suite.suites ?? []).forEach(walk);
  };
  suites.forEach(walk);
  return withCode({ passed: stats.expected + stats.flaky, failed: stats.unexpected, skippedNames, retriedNames }, code);
}

/**
 * @param {Counts[]} all
 * @returns {Counts}
 */
export const sum = (all) => ({
  passed: all.reduce((total, each) => total + each.passed, 0),
  failed: all.reduce((total, each) => total + each.failed, 0),
  skippedNames: all.flatMap((each) => each.skippedNames),
});

/**
 * The last line of the check.
 * @param {Counts} counts
 */
export const closingLine = ({ passed, failed, skippedNames }) =>
  `${passed} passed, ${failed} failed, ${skippedNames.length} skipped`;

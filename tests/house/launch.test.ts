import { describe, expect, test } from 'vitest';
import { closingLine, single, sum } from '../../server/launch/counts.js';
import { isInstalled } from '../../server/launch/packages.js';
import { sourcesHash } from '../../server/launch/pages.js';
import { runsTypeScript } from '../../server/launch/runtime.js';
import { filesBelow, importsOf } from './tree.ts';

describe('the launcher', () => {
  test('asks for an installation when a package is missing or of another version', () => {
    const wanted = { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } };
    expect(isInstalled(wanted, { 'node_modules/a': { version: '1.0.0' } })).toBe(false);
    expect(isInstalled(wanted, { ...wanted, 'node_modules/b': { version: '1.9.0' } })).toBe(false);
    expect(isInstalled(wanted, wanted)).toBe(true);
  });

  test('does not wait for optional packages of other systems', () => {
    const wanted = { 'node_modules/x': { version: '1.0.0', optional: true } };
    expect(isInstalled(wanted, {})).toBe(true);
    expect(isInstalled(wanted, { 'node_modules/x': { version: '0.9.0' } })).toBe(false);
  });

  test.each([
    ['20.20.2', false],
    ['22.17.1', false],
    ['22.18.0', true],
    ['24.21.0', true],
  ])('knows whether Node %s runs TypeScript: %s', (version, able) => {
    expect(runsTypeScript(version)).toBe(able);
  });

  test('gives unchanged sources the same fingerprint', () => {
    expect(sourcesHash()).toBe(sourcesHash());
  });

  test('sums all steps into one closing line', () => {
    const total = sum([single(0), single(1), { passed: 5, failed: 0, skippedNames: ['a test'] }]);
    expect(closingLine(total)).toBe('6 passed, 1 failed, 1 skipped');
  });

  test('needs nothing that is not there before the installation', () => {
    const lines = filesBelow('server/launch', '.js').flatMap(importsOf);
    expect(lines.filter(({ target }) => !/^(node:|server\/launch\/[a-z]+\.js$)/.test(target))).toEqual([]);
  });
});

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NotASample, sampleFolder } from '../../server/demo/folder.ts';

describe('the folder of the sample council', () => {
  let folder: string;
  const store = () => join(folder, 'lianxi.sqlite');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lianxi-folder-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is kept when it is complete, and thrown away on request', () => {
    sampleFolder(folder, false).finish();
    writeFileSync(store(), 'sample');
    expect(sampleFolder(folder, false).made).toBe(true);
    expect(existsSync(store())).toBe(true);
    expect(sampleFolder(folder, true).made).toBe(false);
    expect(existsSync(store())).toBe(false);
  });

  test('is made anew when the last time was broken off', () => {
    sampleFolder(folder, false);
    writeFileSync(store(), 'half a sample');
    expect(sampleFolder(folder, false).made).toBe(false);
    expect(existsSync(store())).toBe(false);
  });

  test('never touches a real council’s data, not even on request', () => {
    writeFileSync(store(), 'real');
    expect(() => sampleFolder(folder, true)).toThrow(NotASample);
    expect(existsSync(store())).toBe(true);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { LIMIT, weigh } from '../bench/page-weight.ts';
import { root } from '../house/tree.ts';

test('a phone votes after 80 kB of JavaScript, and the editor comes after it with 125 kB', async ({ browser }) => {
  const { voting, editor } = await weigh(browser);
  expect(voting).toBeLessThanOrEqual(LIMIT.voting);
  expect(editor).toBeLessThanOrEqual(LIMIT.editor);
  expect(editor, 'the editor is not loaded before it is wanted').toBeGreaterThan(10_000);
});

test('no other page loads the room', () => {
  type Entry = { name?: string; imports?: string[] };
  const manifest = JSON.parse(readFileSync(join(root, 'build', 'manifest.json'), 'utf8')) as Record<string, Entry>;
  const brings = (key: string): boolean =>
    manifest[key]!.name === 'room' || (manifest[key]!.imports?.some((each) => brings(each)) ?? false);
  const pages = Object.keys(manifest).filter((key) => /\/nodes\/\d+\.js$/.test(key));
  expect(pages.length).toBeGreaterThan(5);
  expect(pages.filter(brings), 'a module it shares belongs to `base` in vite.config.ts').toHaveLength(1);
});

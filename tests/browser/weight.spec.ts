import { expect, test } from '@playwright/test';
import { LIMIT, weigh } from '../bench/page-weight.ts';

test('a phone votes after 80 kB of JavaScript, and the editor comes after it with 125 kB', async ({ browser }) => {
  const { voting, editor } = await weigh(browser);
  expect(voting).toBeLessThanOrEqual(LIMIT.voting);
  expect(editor).toBeLessThanOrEqual(LIMIT.editor);
  expect(editor, 'the editor is not loaded before it is wanted').toBeGreaterThan(10_000);
});

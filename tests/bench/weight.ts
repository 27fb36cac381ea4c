import { chromium } from '@playwright/test';
import { chromiumPath } from '../../server/launch/chromium.js';
import { LIMIT, weigh } from './page-weight.ts';
import type { Row } from './row.ts';

/** JavaScript on the way to voting from a phone, and what the editor adds. */
export async function measure(): Promise<Row[]> {
  const executablePath = chromiumPath();
  const work = 'JavaScript on the way to voting from a phone';
  const row = (figure: string, ours: string, limit: number): Row => {
    const reach = `≤ ${limit / 1000} kB`;
    return { work, figure, ours, reference: null, ratio: null, reach };
  };
  const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  if (!executablePath) return [row('gzip', 'not measured: no Chromium', LIMIT.voting)];
  const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] });
  try {
    const { voting, editor } = await weigh(browser);
    return [row('gzip', kb(voting), LIMIT.voting), row('editor after it, gzip', kb(editor), LIMIT.editor)];
  } finally {
    await browser.close();
  }
}

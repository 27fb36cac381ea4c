import { defineConfig } from '@playwright/test';

/** They take longest, so they begin: both workers then end together. */
const longest = ['whole-meeting.spec.ts', 'states.spec.ts', 'room-axe.spec.ts'];

export default defineConfig({
  testDir: '.',
  projects: [
    ...longest.map((testMatch) => ({ name: 'long', testMatch })),
    { name: 'short', testMatch: '*.spec.ts', testIgnore: longest },
  ],
  globalSetup: './run-setup.ts',
  outputDir: '../../test-results',
  fullyParallel: false,
  workers: process.env['TEST_WORKERS'] ? Number(process.env['TEST_WORKERS']) : 2,
  // Five windows on two cores: a test that ran out of time is tried once more, and the check says so.
  retries: 1,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    actionTimeout: 20_000,
    // Recording every step costs more than the steps: only a second try is recorded.
    trace: 'on-first-retry',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});

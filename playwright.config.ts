import { defineConfig } from '@playwright/test';
import chromium from '@sparticuz/chromium';

/** The pages in a real Chromium, which the npm package carries: nothing is downloaded. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  workers: 1,
  timeout: 90_000,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  outputDir: 'test-results/e2e',
  use: {
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: await chromium.executablePath(),
      args: ['--no-sandbox', '--headless=shell'],
    },
  },
});

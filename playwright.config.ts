import { defineConfig } from '@playwright/test';
import { findElectron, hasDisplay } from './scripts/electron.ts';
import { findChromium } from './tests/e2e/support/chromium.ts';

const { executablePath, env } = await findChromium();

/**
 * `chromium`: the pages in a real, headless Chromium against `shrive serve`. `desktop`: the window itself, where an
 * Electron and a display are there. Nothing is downloaded. Both need what `npm run build` makes.
 */
export default defineConfig({
  testMatch: '**/*.spec.ts',
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.SHRIVE_PLAYWRIGHT_RESULTS ?? 'test-results/playwright.json' }],
  ],
  outputDir: 'test-results/playwright',
  projects: [
    {
      name: 'chromium',
      testDir: 'tests/e2e',
      use: {
        actionTimeout: 15_000,
        viewport: { width: 1440, height: 900 },
        launchOptions: {
          executablePath,
          env: { ...process.env, ...env } as Record<string, string>,
          args: ['--no-sandbox', '--headless=shell'],
        },
      },
    },
    ...(findElectron() !== undefined && hasDisplay() ? [{ name: 'desktop', testDir: 'tests/desktop' }] : []),
  ],
});

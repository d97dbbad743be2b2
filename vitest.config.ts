import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{main,shared,renderer}/**/*.test.{ts,tsx}',
      'tests/{engine,cli,contract,browser,hostile,docs,formats}/**/*.test.ts',
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { CACHE } from '../data.ts';

const FOLDER = join(CACHE, `bare-${process.pid}`);
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};
let isBuilt = false;

async function buildBare(): Promise<void> {
  if (isBuilt) return;
  await build({
    configFile: false,
    root: resolve(import.meta.dirname, '../bare'),
    base: './',
    plugins: [react()],
    logLevel: 'warn',
    build: { outDir: FOLDER, emptyOutDir: true, target: 'chrome114' },
  });
  isBuilt = true;
  process.once('exit', () => rmSync(FOLDER, { recursive: true, force: true }));
}

/**
 * Opens the bare page under the address of a running `shrive serve`, which knows nothing of it: the page's own files are
 * put in by the browser, its calls go to the server as the app's do.
 */
export async function openBare(page: Page, origin: string, search: string): Promise<void> {
  await buildBare();
  const pattern = `${origin}/bare/**`;
  await page.route(pattern, async (route) => {
    const name = new URL(route.request().url()).pathname.slice('/bare/'.length);
    const path = join(FOLDER, name);
    if (!existsSync(path)) return route.fulfill({ status: 404 });
    return route.fulfill({ contentType: TYPES[extname(name)] ?? 'text/plain', body: readFileSync(path) });
  });
  await page.goto(`${origin}/bare/index.html?${search}`);
  await page.locator('[data-source="transcript"]').first().waitFor();
  // Whatever is looked at by the runner is slower: calls must not be.
  await page.unroute(pattern);
}

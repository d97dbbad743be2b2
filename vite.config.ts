import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The pages. Target: Chromium 114, the oldest browser the project is tested in (see docs/decisions). */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome114',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 6000,
  },
  server: { host: '127.0.0.1' },
});

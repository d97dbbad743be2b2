/**
 * `npm run icons`: renders resources/icons/shrive.svg with the tests' Chromium into the pictures that packages need.
 * They are kept in the repository; run this again when the drawing changes.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { findChromium } from '../tests/e2e/support/chromium.ts';
import { ROOT } from './build/sources.ts';

const FOLDER = join(ROOT, 'resources', 'icons');
/** macOS wants air around the drawing; elsewhere it fills its square. */
const WHOLE = '0 0 1024 1024';
const CROPPED = '84 84 856 856';

const LINUX_SIZES = [16, 32, 48, 64, 128, 256, 512];
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 256];
/** The types of Apple's icon format that hold a PNG, by its size in pixels. */
const APPLE_TYPES: readonly (readonly [type: string, size: number])[] = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
];

async function render(browser: Browser, size: number, viewBox: string): Promise<Buffer> {
  const drawing = readFileSync(join(FOLDER, 'shrive.svg'), 'utf8').replace(
    `viewBox="${WHOLE}"`,
    `viewBox="${viewBox}"`,
  );
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body { margin: 0 } svg { display: block; width: ${size}px }</style>${drawing}`,
  );
  const picture = await page.screenshot({ omitBackground: true });
  await page.close();
  return picture;
}

/** The .ico container: a header, one directory entry for each PNG, the PNGs. */
function ico(pictures: readonly { size: number; png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    // 256 is written as 0.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/** The .icns container: blocks of a type, a length and a PNG. */
function icns(pictures: readonly { type: string; png: Buffer }[]): Buffer {
  const block = (type: string, content: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(8 + content.length, 4);
    return Buffer.concat([head, content]);
  };
  return block('icns', Buffer.concat(pictures.map(({ type, png }) => block(type, png))));
}

const { executablePath, env } = await findChromium();
const browser = await chromium.launch({
  executablePath,
  env: { ...process.env, ...env } as Record<string, string>,
  args: ['--no-sandbox', '--headless=shell'],
});
mkdirSync(join(FOLDER, 'linux'), { recursive: true });
for (const size of LINUX_SIZES) {
  writeFileSync(join(FOLDER, 'linux', `${size}x${size}.png`), await render(browser, size, CROPPED));
}
const windows = [];
for (const size of WINDOWS_SIZES) windows.push({ size, png: await render(browser, size, CROPPED) });
writeFileSync(join(FOLDER, 'shrive.ico'), ico(windows));
const apple = [];
for (const [type, size] of APPLE_TYPES) apple.push({ type, png: await render(browser, size, WHOLE) });
writeFileSync(join(FOLDER, 'shrive.icns'), icns(apple));
await browser.close();

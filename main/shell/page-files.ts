import { realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Vite names what lies in assets/ after its content: it never changes under its name. */
const NAMED_BY_CONTENT = /^\/assets\/.+-[\w-]{8,}\.\w+$/;

export interface PageFile {
  path: string;
  type: string;
  bytes: number;
  cacheControl: string;
}

/**
 * The file of the built pages that a URL's path asks for; undefined where there is none. Paths without an extension
 * are places inside the page and get index.html. Nothing outside of `folder` is ever found, links included.
 */
export async function findPageFile(folder: string, urlPath: string): Promise<PageFile | undefined> {
  let asked: string;
  try {
    asked = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (asked.includes('\0') || asked.includes('\\')) return undefined;
  const segments = asked.split('/');
  if (segments.some((segment) => segment === '..' || segment === '.')) return undefined;
  const name = extname(asked) === '' ? '/index.html' : asked;
  const type = TYPES[extname(name).toLowerCase()];
  if (type === undefined) return undefined;
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, name));
    if (!path.startsWith(root + sep)) return undefined;
    const stats = await stat(path);
    if (!stats.isFile()) return undefined;
    const cacheControl = NAMED_BY_CONTENT.test(name) ? 'private, max-age=31536000, immutable' : 'no-store';
    return { path, type, bytes: stats.size, cacheControl };
  } catch {
    return undefined;
  }
}

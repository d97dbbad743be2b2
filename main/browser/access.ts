import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Bits of the secrets: 128 would do. */
const SECRET_BYTES = 32;

function sameSecret(given: string | undefined, secret: string): boolean {
  const one = Buffer.from(given ?? '');
  const other = Buffer.from(secret);
  return one.length === other.length && timingSafeEqual(one, other);
}

function cookiesOf(request: IncomingMessage): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0) cookies.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  }
  return cookies;
}

/**
 * Who may talk to the loopback server: whoever has this run's URL. The token in the URL is exchanged for a cookie, so
 * that it stays out of the address bar; other web pages, other users of this machine and rebound names are refused.
 */
export class Access {
  readonly token = randomBytes(SECRET_BYTES).toString('base64url');
  readonly #cookie = randomBytes(SECRET_BYTES).toString('base64url');
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/?key=${this.token}`;
  }

  /** Cookies are shared by all ports of a host: each run has its own. */
  get #cookieName(): string {
    return `shrive_${this.#port}`;
  }

  get setCookie(): string {
    return `${this.#cookieName}=${this.#cookie}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** Against DNS rebinding: a foreign name that resolves to 127.0.0.1 arrives with that name as its host. */
  isRightHost(request: IncomingMessage): boolean {
    const host = request.headers.host;
    return host === `127.0.0.1:${this.#port}` || host === `localhost:${this.#port}`;
  }

  /** A request that writes must come from our own page; browsers always name the origin of a POST. */
  isOwnOrigin(request: IncomingMessage): boolean {
    if (request.headers.origin !== `http://${request.headers.host}`) return false;
    const site = request.headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin';
  }

  hasToken(given: string | null): boolean {
    return given !== null && sameSecret(given, this.token);
  }

  hasCookie(request: IncomingMessage): boolean {
    return sameSecret(cookiesOf(request).get(this.#cookieName), this.#cookie);
  }
}

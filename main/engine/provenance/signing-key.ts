import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../hash.ts';

const FILE = 'signing-key.pem';
/** DER of an Ed25519 public key (RFC 8410): this, then the 32 bytes. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** SHA-256 of a public key, in hexadecimal: what a key is known by. */
export function fingerprintOf(publicKey: Buffer): string {
  return sha256(publicKey).toString('hex');
}

/** Whether an Ed25519 signature of these bytes is by this public key (32 bytes). False for anything malformed. */
export function isSignedBy(publicKey: Buffer, bytes: Buffer, signature: Buffer): boolean {
  try {
    const key = createPublicKey({
      key: Buffer.concat([SPKI_PREFIX, publicKey]),
      format: 'der',
      type: 'spki',
    });
    return verify(null, bytes, key, signature);
  } catch {
    return false;
  }
}

/** The key of this machine's person: Ed25519, made on first use, kept where the settings are, readable by its owner alone. */
export class SigningKey {
  readonly #private: KeyObject;
  /** 32 bytes. */
  readonly publicKey: Buffer;
  readonly fingerprint: string;

  constructor(privateKey: KeyObject) {
    this.#private = privateKey;
    const der = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
    this.publicKey = der.subarray(SPKI_PREFIX.length);
    this.fingerprint = fingerprintOf(this.publicKey);
  }

  /** Of 64 bytes. */
  sign(bytes: Buffer): Buffer {
    return sign(null, bytes, this.#private);
  }
}

function readKey(path: string): SigningKey | undefined {
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw error;
  }
  return new SigningKey(createPrivateKey(pem));
}

/**
 * Reads the key of a configuration folder, or makes it. A key that cannot be read is left where it lies, and one that
 * cannot be kept lasts as long as this process: nobody is kept from grading by that.
 */
export function openSigningKey(configFolder: string, log: (message: string) => void): SigningKey {
  const path = join(configFolder, FILE);
  try {
    const kept = readKey(path);
    if (kept !== undefined) return kept;
  } catch (error) {
    log(`${path} could not be read, and signs nothing: ${String(error)}`);
    return new SigningKey(generateKeyPairSync('ed25519').privateKey);
  }
  const { privateKey } = generateKeyPairSync('ed25519');
  try {
    mkdirSync(configFolder, { recursive: true });
    // Never over another's: two windows may come to it at once.
    writeFileSync(path, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EEXIST') {
      const theirs = readKey(path);
      if (theirs !== undefined) return theirs;
    }
    log(`${path} could not be kept: ${String(error)}`);
  }
  return new SigningKey(privateKey);
}

import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { Decrypter, Encrypter } from 'age-encryption';
import { ShriveError } from '../../../shared/contract/errors.ts';

/** The first bytes of an age file (age-encryption.org/v1). */
const MAGIC = 'age-encryption.org/v1';

/** Whether a file says that it is encrypted with age. False for one that cannot be read. */
export async function isAgeFile(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
    return buffer.toString('latin1', 0, bytesRead) === MAGIC;
  } finally {
    await file.close();
  }
}

const streamOf = (path: string) =>
  Readable.toWeb(createReadStream(path)) as unknown as ReadableStream<Uint8Array>;

/** Writes a stream into a new file that its owner alone may read; takes it away where it does not come to its end. */
async function writeNew(stream: ReadableStream<Uint8Array>, path: string): Promise<void> {
  const target = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  try {
    await pipeline(Readable.fromWeb(stream as unknown as NodeReadableStream), target);
  } catch (error) {
    // One that was there before is not ours to take away.
    if ((error as { code?: unknown }).code !== 'EEXIST') await rm(path, { force: true });
    throw error;
  }
}

/** Encrypts a file into a new one, with a passphrase (scrypt). */
export async function encryptFile(from: string, to: string, passphrase: string): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  await writeNew(await encrypter.encrypt(streamOf(from)), to);
}

/** Decrypts a file into a new one. Fails where the passphrase is another or the file damaged; then nothing is left. */
export async function decryptFile(from: string, to: string, passphrase: string): Promise<void> {
  const name = basename(from);
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  let stream: ReadableStream<Uint8Array>;
  try {
    stream = await decrypter.decrypt(streamOf(from));
  } catch (error) {
    throw new ShriveError(
      'PASSPHRASE_WRONG',
      `${name} does not open with this passphrase, or it is damaged. Nothing was written. Ask whoever sent it.`,
      { where: { file: from }, cause: error },
    );
  }
  try {
    await writeNew(stream, to);
  } catch (error) {
    if (typeof (error as { code?: unknown }).code === 'string') throw error;
    throw new ShriveError(
      'COPY_DAMAGED',
      `${name} is damaged: it breaks off or was changed. Nothing was written. Ask for it again.`,
      { where: { file: from }, cause: error },
    );
  }
}

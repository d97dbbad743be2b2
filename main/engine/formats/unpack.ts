import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflateRaw, createZstdDecompress } from 'node:zlib';
import { isZstdMagic, ZstdFrames } from './zstd-frames.ts';

/** How a file is packed, seen by its first bytes: gzip (RFC 1952) or zstd (RFC 8878). */
export type Packing = 'gzip' | 'zstd';

export function packingOf(head: Uint8Array): Packing | undefined {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  return isZstdMagic(head) ? 'zstd' : undefined;
}

/** Unpacks a stream of bytes: every member of gzip, every frame of zstd. Fails where the data is damaged or cut off. */
export async function* unpack(
  chunks: AsyncIterable<Buffer>,
  packing: Packing | 'deflate' | undefined,
): AsyncGenerator<Buffer> {
  if (packing === undefined) yield* chunks;
  else if (packing === 'gzip') yield* through(chunks, createGunzip());
  // As zip archives have it, without a header.
  else if (packing === 'deflate') yield* through(chunks, createInflateRaw());
  else {
    const frames = new ZstdFrames(chunks);
    try {
      while (await frames.hasNext()) yield* through(frames.next(), createZstdDecompress());
    } finally {
      await frames.close();
    }
  }
}

/** What comes out of `unpacker`. Failures of reading come out of it as well, and leaving early stops the reading. */
async function* through(chunks: AsyncIterable<Buffer>, unpacker: Transform): AsyncGenerator<Buffer> {
  const fed = pipeline(Readable.from(chunks, { objectMode: false }), unpacker).catch(() => {});
  try {
    for await (const chunk of unpacker) yield chunk as Buffer;
  } finally {
    unpacker.destroy();
    await fed;
  }
}

import { Readable } from 'node:stream';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packingOf, unpack } from './unpack.ts';

/** A file in pieces of these sizes, over and over. */
async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let from = 0, piece = 0; from < bytes.length; piece += 1) {
    const size = sizes[piece % sizes.length] ?? 1;
    yield bytes.subarray(from, from + size);
    from += size;
  }
}

async function unpacked(bytes: Buffer, sizes: readonly number[] = [65_536]): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of unpack(inPieces(bytes, sizes), packingOf(bytes))) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const PACKERS = {
  gzip: (text: string) => gzipSync(text),
  zstd: (text: string) => zstdCompressSync(text),
  'zstd with checksum': (text: string) =>
    zstdCompressSync(text, { params: { [constants.ZSTD_c_checksumFlag]: 1 } }),
  'zstd with its size in the header': (text: string) =>
    zstdCompressSync(text, { pledgedSrcSize: Buffer.byteLength(text) }),
};

/** An empty frame that unpackers pass over, as `pzstd` writes it (RFC 8878, 3.1.2). */
const SKIPPABLE = Buffer.from('502a4d180400000001020304', 'hex');

test('what is not packed comes through as it is', async () => {
  expect(await unpacked(Buffer.from('{"a":1}\n'), [3])).toBe('{"a":1}\n');
});

describe.each(Object.entries(PACKERS))('%s', (name, pack) => {
  test('every member of a file is unpacked, wherever the pieces end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
        async (texts, sizes) => {
          const wellFormed = texts.map((text) => text.toWellFormed());
          const file = Buffer.concat(wellFormed.map(pack));
          expect(await unpacked(file, sizes)).toBe(wellFormed.join(''));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('much that is packed into little comes out in pieces', async () => {
    const file = pack('x'.repeat(20_000_000));
    let longest = 0;
    let all = 0;
    for await (const chunk of unpack(inPieces(file, [4096]), packingOf(file))) {
      longest = Math.max(longest, chunk.length);
      all += chunk.length;
    }
    expect(all).toBe(20_000_000);
    expect(longest).toBeLessThan(1_000_000);
  });

  test('a file that is cut off anywhere fails', async () => {
    const text = Array.from({ length: 300 }, (_each, index) => `line ${index * 7919}`).join('\n');
    const file = Buffer.concat([pack(text), pack('the second')]);
    const ends = pack(text).length;
    for (let length = 5; length < file.length; length += 7) {
      // Between two members nothing can be told.
      if (length === ends) continue;
      await expect(unpacked(file.subarray(0, length), [64]), `${name}, ${length} bytes`).rejects.toThrow();
    }
  });

  test('a file with something else behind it fails', async () => {
    await expect(unpacked(Buffer.concat([pack('good'), Buffer.from('garbage')]))).rejects.toThrow();
  });

  test('what fails while reading fails here, and who leaves early ends the reading', async () => {
    const file = pack('words '.repeat(200_000));
    const failing = (async function* () {
      yield file.subarray(0, 20);
      throw Object.assign(new Error('the disk is gone'), { code: 'EIO' });
    })();
    await expect(Readable.from(unpack(failing, packingOf(file))).toArray()).rejects.toThrow(
      'the disk is gone',
    );

    let isEnded = false;
    const watched = (async function* () {
      try {
        yield* inPieces(file, [16]);
      } finally {
        isEnded = true;
      }
    })();
    for await (const _chunk of unpack(watched, packingOf(file))) break;
    expect(isEnded).toBe(true);
  });
});

test('skippable frames of zstd are passed over, before, between and after the others', async () => {
  const file = Buffer.concat([
    SKIPPABLE,
    zstdCompressSync('one '),
    SKIPPABLE,
    SKIPPABLE,
    zstdCompressSync('two'),
    SKIPPABLE,
  ]);
  expect(packingOf(file)).toBe('zstd');
  expect(await unpacked(file, [5])).toBe('one two');
});

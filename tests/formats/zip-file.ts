import { crc32, deflateRawSync, zstdCompressSync } from 'node:zlib';

/** A zip archive, member by member (APPNOTE 4.3): for tests, so that names may repeat and every packing is there. */

export type Packing = 'stored' | 'deflate' | 'zstd' | 'zstd frames';

const METHODS: Record<Packing, number> = { stored: 0, deflate: 8, zstd: 93, 'zstd frames': 93 };

function packed(content: Buffer, packing: Packing): Buffer {
  if (packing === 'stored') return content;
  if (packing === 'deflate') return deflateRawSync(content);
  if (packing === 'zstd') return zstdCompressSync(content);
  const middle = Math.ceil(content.length / 2);
  return Buffer.concat([
    zstdCompressSync(content.subarray(0, middle)),
    zstdCompressSync(content.subarray(middle)),
  ]);
}

export interface MadeMember {
  name: string;
  content: string | Buffer;
  packing?: Packing;
  /** Instead of the right one. */
  checksum?: number;
}

export function zipOf(members: readonly MadeMember[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, packing = 'deflate', checksum } of members) {
    const bytes = Buffer.from(content as string);
    const data = packed(bytes, packing);
    const nameBytes = Buffer.from(name);
    // Version 63 is what zstd needs; bit 11: names are UTF-8.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(63, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(METHODS[packing], 4);
    common.writeUInt32LE(checksum ?? crc32(bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    parts.push(Buffer.from('PK\u0003\u0004'), common, nameBytes, data);
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([63, 0]), common, entry, nameBytes);
    offset += 30 + nameBytes.length + data.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

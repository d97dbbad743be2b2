import * as zlib from 'node:zlib';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { ExportOptions } from '../../../shared/contract/exports.ts';
import type { Variant } from './form.ts';

/** How the bytes of an export are packed; a codec for Parquet, an ending for JSON Lines. */

type Pack = (bytes: Uint8Array) => Uint8Array;

/** Older Node has no zstd: what runs this may not be able to write it. */
const zstd = (zlib as { zstdCompressSync?: Pack }).zstdCompressSync;

/** The byte that names the operating system is set to "unknown": the same rows give the same bytes everywhere. */
const gzip: Pack = (bytes) => {
  const packed = zlib.gzipSync(bytes);
  packed[9] = 255;
  return packed;
};

function refused(words: string): ShriveError {
  return new ShriveError('INPUT_INVALID', words);
}

function packWith(compression: 'gzip' | 'zstd'): Pack {
  if (compression === 'gzip') return gzip;
  if (zstd === undefined)
    throw refused(
      'zstd cannot be written by the Node that runs this. Choose gzip, or use Node 22.15 or newer.',
    );
  return zstd;
}

export interface ParquetCodec {
  codec: 'UNCOMPRESSED' | 'SNAPPY' | 'GZIP' | 'ZSTD';
  compressors: { GZIP?: Pack; ZSTD?: Pack };
}

export function parquetCodec({ compression }: ExportOptions): ParquetCodec {
  switch (compression) {
    case 'none':
      return { codec: 'UNCOMPRESSED', compressors: {} };
    case 'gzip':
      return { codec: 'GZIP', compressors: { GZIP: packWith('gzip') } };
    case 'zstd':
      return { codec: 'ZSTD', compressors: { ZSTD: packWith('zstd') } };
    default:
      return { codec: 'SNAPPY', compressors: {} };
  }
}

export interface LinesPacking {
  ending: string;
  pack: Pack;
}

/** Members of gzip and frames of zstd may follow each other: each piece is packed for itself. */
export function linesPacking({ compression }: ExportOptions, variant: Variant): LinesPacking {
  if (variant.readsUnpacked && (compression === 'gzip' || compression === 'zstd'))
    throw refused(
      `${variant.title} finds files by their ending and reads no packed ones. Choose no compression.`,
    );
  switch (compression) {
    case 'snappy':
      throw refused('snappy is for Parquet. JSON Lines take gzip or zstd.');
    case 'gzip':
      return { ending: '.jsonl.gz', pack: packWith('gzip') };
    case 'zstd':
      return { ending: '.jsonl.zst', pack: packWith('zstd') };
    default:
      return { ending: '.jsonl', pack: (bytes) => bytes };
  }
}

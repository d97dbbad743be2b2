import { rename } from 'node:fs/promises';
import type { ExportOptions } from '../../../shared/contract/exports.ts';
import { linesPacking, parquetCodec } from './compression.ts';
import type { Row } from './form.ts';
import type { Shape } from './forms.ts';
import type { PartialFolder } from './partial-folder.ts';
import { openLinesFile, openParquetFile, type RowsFile } from './rows-file.ts';
import { SPLIT_ORDER, type Split } from './split.ts';
import { wellFormed } from './well-formed.ts';

interface Shard {
  path: string;
  rows: number;
  sha256: string;
}

const MEGABYTE = 1_000_000;

/** How dataset hubs number the files of a split: from 0, of how many. */
function shardName(split: Split, index: number, of: number, ending: string): string {
  if (of === 1) return `data/${split}${ending}`;
  const number = (value: number) => String(value).padStart(5, '0');
  return `data/${split}-${number(index)}-of-${number(of)}${ending}`;
}

/** The files of an export, by split: a file that has grown large is followed by another. */
export class Shards {
  readonly #folder: PartialFolder;
  readonly #open: (path: string) => Promise<RowsFile>;
  readonly #ending: string;
  readonly #maxBytes: number;
  readonly #current = new Map<Split, { path: string; file: RowsFile }>();
  readonly #done = new Map<Split, Shard[]>();

  constructor(folder: PartialFolder, { format, columns, variant }: Shape, options: ExportOptions) {
    this.#folder = folder;
    this.#maxBytes = options.shard_mb * MEGABYTE;
    if (format === 'jsonl') {
      const packing = linesPacking(options, variant);
      this.#ending = packing.ending;
      this.#open = (path) => openLinesFile(path, packing);
    } else {
      const codec = parquetCodec(options);
      this.#ending = '.parquet';
      this.#open = (path) => openParquetFile(path, columns, codec);
    }
  }

  async write(split: Split, row: Row): Promise<void> {
    let current = this.#current.get(split);
    if (current === undefined) {
      const path = this.#folder.path('data', `${split}.${this.#done.get(split)?.length ?? 0}`);
      current = { path, file: await this.#open(path) };
      this.#current.set(split, current);
    }
    await current.file.write(wellFormed(row) as Row);
    if (current.file.bytes >= this.#maxBytes) await this.#endOf(split);
  }

  async #endOf(split: Split): Promise<void> {
    const current = this.#current.get(split);
    if (current === undefined) return;
    const { path, file } = current;
    const done = this.#done.get(split) ?? [];
    done.push({ path, rows: file.rows, sha256: await file.end() });
    this.#done.set(split, done);
    this.#current.delete(split);
  }

  /** Ends all files and gives them their names, which say how many there are. */
  async end(): Promise<Shard[]> {
    const written: Shard[] = [];
    for (const split of SPLIT_ORDER) {
      await this.#endOf(split);
      const shards = this.#done.get(split) ?? [];
      for (const [index, shard] of shards.entries()) {
        const path = shardName(split, index, shards.length, this.#ending);
        await rename(shard.path, this.#folder.path(...path.split('/')));
        written.push({ ...shard, path });
      }
    }
    return written;
  }

  async abandon(): Promise<void> {
    for (const { file } of this.#current.values()) await file.abandon();
  }
}

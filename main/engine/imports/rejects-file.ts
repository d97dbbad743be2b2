import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { access, constants, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Rejected } from '../../../shared/contract/base.ts';

/** Whether its owner may write into a folder; root may always, but a folder that says no means it. */
async function takesFiles(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK);
    return process.platform === 'win32' || ((await stat(folder)).mode & 0o200) !== 0;
  } catch {
    return false;
  }
}

/** Beside the source, else beside the dataset; never over a file that is there. */
async function freePath(source: string, dataset: string): Promise<string> {
  const stem = basename(source).replace(/(\.jsonl?|\.ndjson)?(\.gz|\.zst)?$/i, '');
  const beside = dirname(source);
  const folder = (await takesFiles(beside)) ? beside : dirname(dataset);
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${stem}.rejects${number === 1 ? '' : `-${number}`}.jsonl`);
    if (!existsSync(path)) return path;
  }
}

/**
 * The rejected records of a run with the reasons, one JSON object a line; `source` can be mended and imported again.
 * There is no file before there is a reject.
 */
export class RejectsFile {
  readonly #source: string;
  readonly #dataset: string;
  #opened: { path: string; stream: ReturnType<typeof createWriteStream> } | undefined;

  constructor(source: string, dataset: string) {
    this.#source = source;
    this.#dataset = dataset;
  }

  /** Null where nothing was rejected. */
  get path(): string | null {
    return this.#opened?.path ?? null;
  }

  async write(rejected: Rejected, source: string): Promise<void> {
    if (this.#opened === undefined) {
      const path = await freePath(this.#source, this.#dataset);
      const stream = createWriteStream(path, { flags: 'wx', mode: 0o600 });
      // A disk that is full is told by `end`; without a listener it would end the program.
      stream.on('error', () => {});
      this.#opened = { path, stream };
    }
    const { stream } = this.#opened;
    if (!stream.write(`${JSON.stringify({ ...rejected, source })}\n`)) await once(stream, 'drain');
  }

  async end(): Promise<void> {
    this.#opened?.stream.end();
    if (this.#opened !== undefined) await finished(this.#opened.stream);
  }

  async remove(): Promise<void> {
    if (this.#opened === undefined) return;
    // Not destroyed: what is still being written would then be an exception that nobody catches.
    await this.end().catch(() => {});
    await rm(this.#opened.path, { force: true });
  }
}

import { basename } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { FileFacts } from './format.ts';

/** A longer line is not JSON that anybody wrote, and would not fit a string of V8 (about 512 MiB). */
const MAX_LINE_BYTES = 256 * 1024 * 1024;
/** Gigabytes of nothing fit into a few packed bytes. */
const MAX_BLANK_LINES = 1_000_000;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

export interface Line {
  /** From 1. */
  line: number;
  text: string;
}

/** Counts lines, takes off their ends and a byte order mark, and decodes them; fills the facts as it goes. */
class LineReader {
  #line = 0;
  #blank = 0;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  readonly #file: string;
  readonly #facts: FileFacts;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  constructor(file: string, facts: FileFacts) {
    this.#file = file;
    this.#facts = facts;
  }

  get hasPending(): boolean {
    return this.#pendingBytes > 0;
  }

  keep(bytes: Buffer): void {
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    if (this.#pendingBytes > MAX_LINE_BYTES) {
      throw this.#notText(this.#line + 1, 'longer than 256 MiB. Is it JSON Lines, one record a line?');
    }
  }

  /** The line that has been kept; `isEnded` where a line feed stood behind it. */
  take(isEnded: boolean): Line {
    this.#line += 1;
    let bytes = this.#pending.length === 1 ? (this.#pending[0] as Buffer) : Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#blank = bytes.length <= 1 ? this.#blank + 1 : 0;
    if (this.#blank > MAX_BLANK_LINES)
      throw this.#notText(
        this.#line,
        `more than ${MAX_BLANK_LINES} lines before it are blank. Is the file damaged?`,
      );
    this.#facts.longest_line_bytes = Math.max(this.#facts.longest_line_bytes, bytes.length);
    const isCrlf = bytes.at(-1) === RETURN;
    if (isEnded) this.#sawLineEnd(isCrlf ? 'CRLF' : 'LF');
    if (isCrlf) bytes = bytes.subarray(0, -1);
    if (this.#line === 1 && BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte)) {
      this.#facts.bom = true;
      bytes = bytes.subarray(BYTE_ORDER_MARK.length);
    }
    try {
      return { line: this.#line, text: this.#decoder.decode(bytes) };
    } catch (error) {
      throw this.#notText(this.#line, 'not UTF-8 text. Save the file as UTF-8.', error);
    }
  }

  #sawLineEnd(end: 'LF' | 'CRLF'): void {
    const before = this.#facts.line_ends;
    this.#facts.line_ends = before === 'none' || before === end ? end : 'mixed';
  }

  #notText(line: number, what: string, cause?: unknown): ShriveError {
    return new ShriveError('FILE_NOT_TEXT', `${basename(this.#file)}, line ${line}: ${what}`, {
      where: { file: this.#file, line },
      cause,
    });
  }
}

/** The lines of a text in UTF-8, wherever its chunks end. Memory holds the longest line and no more. */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  file: string,
  facts: FileFacts,
): AsyncGenerator<Line> {
  const reader = new LineReader(file, facts);
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      reader.keep(chunk.subarray(from, at));
      from = at + 1;
      yield reader.take(true);
    }
    if (from < chunk.length) reader.keep(chunk.subarray(from));
  }
  if (reader.hasPending) yield reader.take(false);
}

import type { FilePreview } from '../../../shared/contract/imports.ts';
import type { FileFacts } from '../formats/format.ts';
import type { Input } from './open-input.ts';

type Facts = Pick<
  FilePreview,
  | 'files'
  | 'bytes'
  | 'format'
  | 'format_title'
  | 'recognised_by'
  | 'encoding'
  | 'line_ends'
  | 'records'
  | 'longest_line_bytes'
  | 'is_joined'
>;

function joined(values: ReadonlySet<string>): string {
  return [...values].join(', ');
}

/** What is said of files together: sums, and everything that differs. */
export class PreviewFacts {
  readonly #formats = new Set<string>();
  readonly #titles = new Set<string>();
  readonly #by = new Set<string>();
  readonly #encodings = new Set<string>();
  readonly #ends = new Set<FileFacts['line_ends']>();
  #files = 0;
  #joined = 0;
  #records = 0;
  #longestLine = 0;
  /** Bytes of the files that were read. */
  bytes = 0;

  /** An input that has been read to its end. */
  add({ name, title, by, facts, isJoin }: Omit<Input, 'records' | 'sha256'>): void {
    this.#formats.add(name);
    this.#titles.add(title);
    for (const each of by) this.#by.add(each);
    this.#encodings.add(
      `${facts.packed === undefined ? '' : `${facts.packed}, `}UTF-8${facts.bom ? ' with BOM' : ''}`,
    );
    this.#ends.add(facts.line_ends);
    this.#files += 1;
    if (isJoin) this.#joined += 1;
    this.#records += facts.records;
    this.#longestLine = Math.max(this.#longestLine, facts.longest_line_bytes);
    this.bytes += facts.bytes;
  }

  get all(): Facts {
    const ends = [...this.#ends].filter((each) => each !== 'none');
    return {
      files: this.#files,
      bytes: this.bytes,
      format: joined(this.#formats),
      format_title: joined(this.#titles),
      recognised_by: [...this.#by],
      encoding: joined(this.#encodings),
      line_ends: ends.length > 1 ? 'mixed' : (ends[0] ?? 'none'),
      records: this.#records,
      longest_line_bytes: this.#longestLine,
      // Where some bring transcripts, that is what the page speaks of.
      is_joined: this.#joined > 0 && this.#joined === this.#files,
    };
  }
}

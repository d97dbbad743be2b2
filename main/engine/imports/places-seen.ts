import type { FilePreview } from '../../../shared/contract/imports.ts';
import type { Confession } from '../../../shared/domain/confession.ts';
import type { ReadTranscript } from '../formats/format.ts';
import { reportPaths } from './find-confessions.ts';

type Facts = Pick<FilePreview, 'confession_request' | 'confession_fields'>;

const MAX_RECOGNISED_SHOWN = 5;
const MAX_SHOWN_TEXT = 600;
/** Transcripts in whose metadata reports are looked for, and paths that are offered. */
const SEARCHED_FOR_FIELDS = 50;
const MAX_FIELDS = 10;

/** Where confessions were seen in the files of a preview, for the page to offer. */
export class PlacesSeen {
  readonly #request: Facts['confession_request'];
  readonly #fields = new Map<string, number>();
  readonly #blind: boolean;
  #searched = 0;

  constructor(pattern: string | null, blind: boolean) {
    this.#request = { pattern, recognised: 0, examples: [] };
    this.#blind = blind;
  }

  /** A last turn that answers a request for a confession. */
  addLastTurn({ file, line }: { file: string; line: number }, { request = '', text = '' }: Confession): void {
    this.#request.recognised += 1;
    if (this.#request.examples.length >= MAX_RECOGNISED_SHOWN) return;
    this.#request.examples.push({
      file,
      line,
      request: request.slice(0, MAX_SHOWN_TEXT),
      confession: this.#blind ? null : text.slice(0, MAX_SHOWN_TEXT),
    });
  }

  /** A transcript as it was read, whose metadata may hold reports. */
  addMetadata({ metadata }: ReadTranscript): void {
    if (this.#blind || this.#searched++ >= SEARCHED_FOR_FIELDS) return;
    for (const path of reportPaths(metadata)) this.#fields.set(path, (this.#fields.get(path) ?? 0) + 1);
  }

  get facts(): Facts {
    const fields = [...this.#fields].sort(([, one], [, other]) => other - one).slice(0, MAX_FIELDS);
    return {
      confession_request: this.#request,
      confession_fields: fields.map(([path, count]) => ({ path, count })),
    };
  }
}

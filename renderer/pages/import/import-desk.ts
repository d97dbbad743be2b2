import type { Progress } from '../../../shared/contract/base.ts';
import type { FilePreview, ImportRun } from '../../../shared/contract/imports.ts';
import type { Mapping } from '../../../shared/mapping/mapping.ts';

/** What stands in the way, as the engine said it. `code` is one of the contract's, or an oRPC one. */
export interface Failure {
  code: string;
  message: string;
  details: Record<string, unknown>;
}

/** Where a file is on its way into the dataset. */
export type FileState =
  | { is: 'waiting' }
  | { is: 'reading'; progress: Progress | null }
  | { is: 'unreadable'; failure: Failure }
  | { is: 'stopped' }
  | { is: 'ready'; preview: FilePreview }
  | { is: 'import waiting'; preview: FilePreview }
  | { is: 'importing'; preview: FilePreview; progress: Progress | null; isCancelling: boolean }
  | { is: 'not imported'; preview: FilePreview; failure: Failure }
  | { is: 'left out'; preview: FilePreview }
  | { is: 'imported'; run: ImportRun; at: Date }
  /** It holds labels that graders made elsewhere: how they are read is decided in its pane. */
  | { is: 'labels' }
  | { is: 'labels imported'; words: string; at: Date };

export interface ImportFile {
  id: string;
  path: string;
  name: string;
  /** The format the person chose; undefined: as recognised. */
  format: string | undefined;
  /** How its records are read, where they are of no known format. */
  mapping: Mapping | undefined;
  /** Whether last turns that answer a request for a confession are left where they are. */
  keepsLastTurns: boolean;
  /** The field of the metadata that holds the confession, where a person chose one. */
  confessionField: string | undefined;
  /** Who gave its judge scores and on what scale, where the file does not say. */
  scores: ScoresSaid | undefined;
  /** Whether a person said that it holds labels, or that it does not; undefined: as it is recognised. */
  isLabels: boolean | undefined;
  state: FileState;
}

export interface ScoresSaid {
  judge: string | undefined;
  scale: { zero: number; one: number } | undefined;
}

/** What a person decided of how a file is read; what is left out is as the engine recognises it. */
export interface HowToRead {
  format?: string;
  mapping?: Mapping;
  confession_request?: string | null;
  confession_field?: string;
  judge?: string;
  scale?: { zero: number; one: number };
}

/** What the desk asks of the engine. */
export interface ImportCalls {
  /** Whether a file holds labels that graders made elsewhere. */
  holdsLabels(file: string): Promise<boolean>;
  preview(
    input: { file: string } & HowToRead,
    options: { signal: AbortSignal },
  ): Promise<AsyncIterator<Progress, FilePreview>>;
  run(
    input: { files: string[]; skip_invalid: boolean } & HowToRead,
    options: { signal: AbortSignal },
  ): Promise<AsyncIterator<Progress, ImportRun>>;
}

/**
 * The files on their way in. It outlives the page: an import goes on while its person grades. Previews go one after
 * the other, imports too (the engine takes one at a time); what waits, says so.
 */
export class ImportDesk {
  readonly #calls: ImportCalls;
  readonly #failureOf: (error: unknown) => Failure;
  readonly #onImported: () => void;
  readonly #listeners = new Set<() => void>();
  readonly #aborts = new Map<string, AbortController>();
  #files: readonly ImportFile[] = [];
  #isPreviewing = false;
  #isImporting = false;
  #lastId = 0;
  #dataset: string | null | undefined;

  constructor(calls: ImportCalls, failureOf: (error: unknown) => Failure, onImported: () => void) {
    this.#calls = calls;
    this.#failureOf = failureOf;
    this.#onImported = onImported;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly files = (): readonly ImportFile[] => this.#files;

  /** Puts files on the desk and reads them; one that lies there unfinished already is not doubled. */
  add(paths: readonly string[]): string | undefined {
    let first: string | undefined;
    for (const path of new Set(paths)) {
      const there = this.#files.find(
        (file) => file.path === path && file.state.is !== 'imported' && file.state.is !== 'labels imported',
      );
      if (there !== undefined) {
        first ??= there.id;
        if (there.state.is !== 'import waiting' && there.state.is !== 'importing') this.readAgain(there.id);
        continue;
      }
      const id = `file-${++this.#lastId}`;
      first ??= id;
      const name = path.split(/[\\/]/).at(-1) ?? path;
      const asRecognised = {
        format: undefined,
        mapping: undefined,
        keepsLastTurns: false,
        confessionField: undefined,
        scores: undefined,
        isLabels: undefined,
      };
      this.#files = [...this.#files, { id, path, name, ...asRecognised, state: { is: 'waiting' } }];
    }
    this.#changed();
    void this.#previewNext();
    return first;
  }

  /** Reads the file again as another format; undefined: as it is recognised. */
  readAs(id: string, format: string | undefined): void {
    this.#update(id, (file) => ({ ...file, format, mapping: undefined, isLabels: false }));
    this.readAgain(id);
  }

  /** Takes the file for labels that graders made elsewhere. */
  readAsLabels(id: string): void {
    this.#aborts.get(id)?.abort();
    this.#update(id, (file) => ({ ...file, isLabels: true, state: { is: 'labels' } }));
  }

  /** The labels of a file are in; what else is on the desk is counted anew. */
  labelsImported(id: string, words: string): void {
    this.#setState(id, { is: 'labels imported', words, at: new Date() });
    this.#onImported();
  }

  /** Reads the file again as a person says what its fields are. */
  readWith(id: string, mapping: Mapping): void {
    this.#update(id, (file) => ({ ...file, format: undefined, mapping, isLabels: false }));
    this.readAgain(id);
  }

  /** Counts anew, with last turns split off or left where they are. */
  keepLastTurns(id: string, keepsLastTurns: boolean): void {
    this.#update(id, (file) => ({ ...file, keepsLastTurns }));
    this.readAgain(id);
  }

  /** Counts anew, with the confession in a field of the metadata; undefined: in none. */
  takeField(id: string, confessionField: string | undefined): void {
    this.#update(id, (file) => ({ ...file, confessionField }));
    this.readAgain(id);
  }

  /** Counts anew, with judge scores by this judge and on this scale. */
  sayScores(id: string, scores: ScoresSaid | undefined): void {
    this.#update(id, (file) => ({ ...file, scores }));
    this.readAgain(id);
  }

  readAgain(id: string): void {
    this.#aborts.get(id)?.abort();
    this.#setState(id, { is: 'waiting' });
    void this.#previewNext();
  }

  /** The decision: all that could be read comes in; what could not goes into a rejects file. */
  importFile(id: string): void {
    const state = this.#stateOf(id);
    if (state?.is !== 'ready' && state?.is !== 'not imported' && state?.is !== 'left out') return;
    this.#setState(id, { is: 'import waiting', preview: state.preview });
    void this.#importNext();
  }

  leaveOut(id: string): void {
    const state = this.#stateOf(id);
    if (state?.is === 'ready' || state?.is === 'not imported') {
      this.#setState(id, { is: 'left out', preview: state.preview });
    }
  }

  /** Ends a reading or an import; the dataset is as it was. */
  cancel(id: string): void {
    const state = this.#stateOf(id);
    if (state?.is === 'waiting') this.#setState(id, { is: 'stopped' });
    if (state?.is === 'import waiting') this.#setState(id, { is: 'ready', preview: state.preview });
    if (state?.is === 'importing') this.#setState(id, { ...state, isCancelling: true });
    this.#aborts.get(id)?.abort();
  }

  remove(id: string): void {
    this.#aborts.get(id)?.abort();
    this.#files = this.#files.filter((file) => file.id !== id);
    this.#changed();
  }

  /**
   * Says which dataset is open. In another one, what is done is done elsewhere, and what was counted is counted anew;
   * unless it was made just now: everything is new to it.
   */
  datasetIs(path: string | null, options: { keepPreviews?: boolean } = {}): void {
    const before = this.#dataset;
    this.#dataset = path;
    if (before === undefined || before === path) return;
    this.#files = this.#files.filter(({ state: { is } }) => is !== 'imported' && is !== 'labels imported');
    this.#changed();
    if (options.keepPreviews !== true) this.#readReadyAgain();
  }

  async #previewNext(): Promise<void> {
    if (this.#isPreviewing) return;
    const file = this.#files.find((each) => each.state.is === 'waiting');
    if (file === undefined) return;
    this.#isPreviewing = true;
    const { id } = file;
    const abort = this.#begin(id);
    this.#setState(id, { is: 'reading', progress: null });
    try {
      const isLabels = file.isLabels ?? (await this.#calls.holdsLabels(file.path));
      if (isLabels) {
        if (this.#isAt(id, 'reading', abort)) this.#setState(id, { is: 'labels' });
        return;
      }
      const input = { file: file.path, ...howToRead(file) };
      const stream = await this.#calls.preview(input, { signal: abort.signal });
      const preview = await lastOf(stream, abort.signal, (progress) => {
        if (this.#isAt(id, 'reading', abort)) this.#setState(id, { is: 'reading', progress });
      });
      if (this.#isAt(id, 'reading', abort)) this.#setState(id, { is: 'ready', preview });
    } catch (error) {
      if (this.#isAt(id, 'reading', abort)) {
        this.#setState(
          id,
          abort.signal.aborted ? { is: 'stopped' } : { is: 'unreadable', failure: this.#failureOf(error) },
        );
      }
    } finally {
      if (this.#aborts.get(id) === abort) this.#aborts.delete(id);
      this.#isPreviewing = false;
      void this.#previewNext();
    }
  }

  async #importNext(): Promise<void> {
    if (this.#isImporting) return;
    const file = this.#files.find((each) => each.state.is === 'import waiting');
    if (file === undefined || file.state.is !== 'import waiting') return;
    this.#isImporting = true;
    const { id } = file;
    const { preview } = file.state;
    const abort = this.#begin(id);
    this.#setState(id, { is: 'importing', preview, progress: null, isCancelling: false });
    try {
      const stream = await this.#calls.run(
        {
          files: [file.path],
          skip_invalid: preview.rejected_count > 0,
          ...howToRead(file),
          // What was counted is what comes in.
          confession_request:
            preview.confession_request.recognised > 0 ? preview.confession_request.pattern : null,
        },
        { signal: abort.signal },
      );
      const run = await lastOf(stream, undefined, (progress) => {
        const state = this.#stateOf(id);
        if (state?.is === 'importing') this.#setState(id, { ...state, progress });
      });
      this.#setState(id, { is: 'imported', run, at: new Date() });
      this.#onImported();
      this.#readReadyAgain();
    } catch (error) {
      this.#setState(
        id,
        abort.signal.aborted
          ? { is: 'ready', preview }
          : { is: 'not imported', preview, failure: this.#failureOf(error) },
      );
    } finally {
      if (this.#aborts.get(id) === abort) this.#aborts.delete(id);
      this.#isImporting = false;
    }
    void this.#importNext();
  }

  /** What is in the dataset already has changed for them. */
  #readReadyAgain(): void {
    this.#files = this.#files.map((file) =>
      file.state.is === 'ready' ? { ...file, state: { is: 'waiting' } } : file,
    );
    this.#changed();
    void this.#previewNext();
  }

  #begin(id: string): AbortController {
    const abort = new AbortController();
    this.#aborts.set(id, abort);
    return abort;
  }

  #stateOf(id: string): FileState | undefined {
    return this.#files.find((file) => file.id === id)?.state;
  }

  /** Whether the file is still in this state and this very run of it: it may have been begun anew meanwhile. */
  #isAt(id: string, is: FileState['is'], abort: AbortController): boolean {
    return this.#aborts.get(id) === abort && this.#stateOf(id)?.is === is;
  }

  #setState(id: string, state: FileState): void {
    this.#update(id, (file) => ({ ...file, state }));
  }

  #update(id: string, change: (file: ImportFile) => ImportFile): void {
    this.#files = this.#files.map((file) => (file.id === id ? change(file) : file));
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function howToRead({ format, mapping, keepsLastTurns, confessionField, scores }: ImportFile): HowToRead {
  return {
    ...(mapping === undefined ? format !== undefined && { format } : { mapping }),
    ...(keepsLastTurns && { confession_request: null }),
    ...(confessionField !== undefined && { confession_field: confessionField }),
    ...(scores?.judge !== undefined && { judge: scores.judge }),
    ...(scores?.scale !== undefined && { scale: scores.scale }),
  };
}

/** Reads a stream to its end: progress on the way, the result as its return value. */
export async function lastOf<Result>(
  stream: AsyncIterator<Progress, Result>,
  signal: AbortSignal | undefined,
  onProgress: (progress: Progress) => void,
): Promise<Result> {
  for (;;) {
    const { done, value } = await stream.next();
    if (done === true) return value;
    signal?.throwIfAborted();
    onProgress(value);
  }
}

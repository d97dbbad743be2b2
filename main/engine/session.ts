import { ShriveError } from '../../shared/contract/errors.ts';
import type { Session as SessionInfo } from '../../shared/contract/settings.ts';
import { canonicalName, type OpenDatasets } from './datasets/open-datasets.ts';
import type { Signer } from './provenance/sign-chain.ts';
import type { SettingsFile } from './settings/settings-file.ts';
import { fileError } from './store/file-error.ts';
import type { ReadableStore, WritableStore } from './store/handles.ts';
import type { OpenedDataset } from './store/open.ts';

export type LogLevel = 'info' | 'warn' | 'error';

export interface EngineOptions {
  /** Folder for settings; made where it is missing. */
  configFolder: string;
  /** Where new datasets and exports of this person go unless they say otherwise. */
  homeFolder: string;
  /** The `resources` folder of the application: the sample. */
  resourcesFolder: string;
  version: string;
  /** Runs imports and exports in this thread instead of a worker: for commands and tests. */
  inline?: boolean;
  log?: (level: LogLevel, message: string) => void;
}

/** One window, tab or command: its dataset, who grades, and in which view. */
export class Session {
  readonly options: EngineOptions;
  readonly settings: SettingsFile;
  view: 'grader' | 'coordinator' = 'grader';
  readonly #datasets: OpenDatasets;
  #opened: OpenedDataset | undefined;

  constructor(options: EngineOptions, settings: SettingsFile, datasets: OpenDatasets) {
    this.options = options;
    this.settings = settings;
    this.#datasets = datasets;
  }

  log(level: LogLevel, message: string): void {
    this.options.log?.(level, message);
  }

  get datasetPath(): string | undefined {
    return this.#opened?.path;
  }

  get opened(): OpenedDataset | undefined {
    return this.#opened;
  }

  /** Opens a dataset in place of the one that is open; that one stays open if this fails. */
  openDataset(path: string, how: 'open' | 'create'): OpenedDataset {
    const opened = this.#datasets.acquire(canonicalName(path, this.options.homeFolder), how);
    this.closeDataset();
    this.#opened = opened;
    return opened;
  }

  /** Refuses a file to be read that is a dataset open in this process, before anybody touches it. */
  requireNoOpenDataset(path: string): void {
    if (!this.#datasets.holds(canonicalName(path, this.options.homeFolder))) return;
    throw new ShriveError(
      'FILE_NOT_TEXT',
      `${path} is a dataset, and open. Transcripts and labels are brought in from files of text.`,
      { where: { file: path } },
    );
  }

  /** Refuses a dataset that is open in this process where it is to be read as a file of its own. */
  requireClosedDataset(path: string): void {
    if (!this.#datasets.holds(canonicalName(path, this.options.homeFolder))) return;
    throw new ShriveError('DATASET_LOCKED', `${path} is open here. Close it first, then bring it in.`, {
      where: { file: path },
    });
  }

  isOpenHere(path: string): boolean {
    return this.#datasets.holds(path);
  }

  closeDataset(): void {
    if (this.#opened !== undefined) this.#datasets.release(this.#opened.path);
    this.#opened = undefined;
  }

  /** The open dataset, for questions. Fails with DATASET_NOT_OPEN. */
  get store(): ReadableStore {
    if (this.#opened === undefined) {
      throw new ShriveError(
        'DATASET_NOT_OPEN',
        'No dataset is open. Open one, or make a new one from transcripts.',
      );
    }
    return this.#opened.store;
  }

  /** The open dataset, for acts. Fails also where it is read-only. */
  get writableStore(): WritableStore {
    const store = this.store;
    if (this.#opened?.readOnly !== false) {
      throw fileError({ code: 'SQLITE_READONLY' }, this.#opened?.path ?? '');
    }
    return store as WritableStore;
  }

  /** The grader of this session. Fails where the person has given no name yet. */
  get grader(): string {
    const { grader } = this.settings.settings;
    if (grader === '') {
      throw new ShriveError(
        'GRADER_UNNAMED',
        'Labels carry the name of who made them. Give yours in Settings, then go on.',
      );
    }
    return grader;
  }

  /** For tables and lists: the grader's name, empty where there is none yet. */
  get graderOrNobody(): string {
    return this.settings.settings.grader;
  }

  /** Who makes revisions here, on which device, with which key. */
  get signer(): Signer {
    const { device, signingKey } = this.settings;
    return { key: signingKey, person: this.graderOrNobody, device };
  }

  get isCoordinator(): boolean {
    return this.view === 'coordinator';
  }

  /** Refuses what only the coordinator's view may see. */
  requireCoordinator(what: string): void {
    if (this.isCoordinator) return;
    throw new ShriveError(
      'COORDINATOR_ONLY',
      `${what} would show what is still withheld from you as a grader. Switch to the coordinator's view in Settings; labels made after that are marked as not blind.`,
    );
  }

  describe(): SessionInfo {
    return {
      grader: this.graderOrNobody,
      view: this.view,
      home: this.options.homeFolder,
      version: this.options.version,
    };
  }
}

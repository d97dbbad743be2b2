import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { Settings } from '../../../shared/contract/settings.ts';
import { newId } from '../clock.ts';
import { openSigningKey, type SigningKey } from '../provenance/signing-key.ts';

/** What this machine remembers of datasets it has opened. */
const RecentEntry = z.object({
  path: z.string(),
  opened_at: z.string(),
  transcripts: z.int(),
  confessions: z.int(),
  submitted: z.int(),
  draft: z.int(),
  other_graders: z.int(),
});
export type RecentEntry = z.infer<typeof RecentEntry>;

const StoredSettings = z.object({
  settings: Settings,
  /** Names this device in label revisions; random, says nothing about the machine. */
  device: z.string().min(1),
  recent: z.array(RecentEntry),
});
type StoredSettings = z.infer<typeof StoredSettings>;

const MAX_RECENT = 30;

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

function defaults(): StoredSettings {
  return {
    settings: {
      grader: accountName(),
      grader_colour: 'teal',
      theme: 'system',
      text_size: 16,
      single_keys: true,
      keys: {},
      advance_after_verdict: true,
      break_reminder: 'off',
      show_worked_answers: true,
      sync_folders: {},
    },
    device: newId(),
    recent: [],
  };
}

/** One line that changes when the file does; undefined where there is none. */
function stampOf(path: string): string | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.ino} ${stats.size} ${stats.mtimeNs}`;
}

/**
 * The settings of this machine's person, in `settings.json` of the configuration folder: looked at with each question,
 * since several windows share it, and read where it has changed; written whole under another name and renamed. Where they cannot be kept, they last as
 * long as this process: nobody should be kept from his dataset by that.
 */
export class SettingsFile {
  readonly #folder: string;
  readonly #path: string;
  readonly #log: (message: string) => void;
  /** What was read last, and of which file: every write puts a new one in its place. */
  #known: { stamp: string; stored: StoredSettings } | undefined;
  /** What could not be written. */
  #unkept: StoredSettings | undefined;
  #signingKey: SigningKey | undefined;

  constructor(configFolder: string, log: (message: string) => void) {
    this.#folder = configFolder;
    this.#path = join(configFolder, 'settings.json');
    this.#log = log;
  }

  #read(): StoredSettings {
    if (this.#unkept !== undefined) return this.#unkept;
    const stamp = stampOf(this.#path);
    if (stamp !== undefined && stamp === this.#known?.stamp) return this.#known.stored;
    const stored = this.#readFile();
    // Of before the reading: what was written meanwhile is read with the next question.
    this.#known = stamp === undefined ? undefined : { stamp, stored };
    return stored;
  }

  #readFile(): StoredSettings {
    const fresh = defaults();
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch {
      this.#write(fresh);
      return fresh;
    }
    try {
      const raw = JSON.parse(text) as Partial<Record<keyof StoredSettings, unknown>>;
      // What an older version wrote may lack fields: the defaults stand in for them.
      return StoredSettings.parse({
        ...fresh,
        ...raw,
        settings: { ...fresh.settings, ...(raw.settings as object) },
      });
    } catch (error) {
      this.#setAside(error);
      this.#write(fresh);
      return fresh;
    }
  }

  #setAside(error: unknown): void {
    this.#log(`settings.json cannot be read and is kept as settings.json.unreadable: ${String(error)}`);
    try {
      renameSync(this.#path, `${this.#path}.unreadable`);
    } catch {
      // In a folder that cannot be written it stays where it is.
    }
  }

  #write(stored: StoredSettings): void {
    const temporary = `${this.#path}.${process.pid}.tmp`;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      writeFileSync(temporary, `${JSON.stringify(stored, null, 2)}\n`, { mode: 0o600 });
      renameSync(temporary, this.#path);
      this.#unkept = undefined;
    } catch (error) {
      if (this.#unkept === undefined)
        this.#log(`settings are not kept: ${this.#path} cannot be written (${(error as Error).message}).`);
      this.#unkept = stored;
    }
  }

  get settings(): Settings {
    return this.#read().settings;
  }

  /** Made on first use. */
  get signingKey(): SigningKey {
    this.#signingKey ??= openSigningKey(this.#folder, this.#log);
    return this.#signingKey;
  }

  get device(): string {
    return this.#read().device;
  }

  update(change: { [Key in keyof Settings]?: Settings[Key] | undefined }): Settings {
    const stored = this.#read();
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const settings = Settings.parse({ ...stored.settings, ...given });
    settings.grader = settings.grader.normalize('NFC').trim();
    this.#write({ ...stored, settings });
    return settings;
  }

  get recent(): RecentEntry[] {
    return this.#read().recent;
  }

  remember(entry: RecentEntry): void {
    const stored = this.#read();
    const recent = [entry, ...stored.recent.filter((other) => other.path !== entry.path)].slice(
      0,
      MAX_RECENT,
    );
    this.#write({ ...stored, recent });
  }

  forget(path: string): void {
    const stored = this.#read();
    this.#write({ ...stored, recent: stored.recent.filter((other) => other.path !== path) });
  }
}

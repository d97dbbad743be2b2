import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../hash.ts';

/** A prompt of resources/prompts. */
export interface Prompt {
  /** With its version: `confess@1`. */
  name: string;
  text: string;
  sha256: string;
}

/** One more whenever the text changes. */
const VERSIONS = { confess: 1, judge: 1 } as const;
const SHORT = 8;

export function readPrompt(resourcesFolder: string, kind: keyof typeof VERSIONS): Prompt {
  const text = readFileSync(join(resourcesFolder, 'prompts', `${kind}.md`), 'utf8').trim();
  return { name: `${kind}@${VERSIONS[kind]}`, text, sha256: sha256(text).toString('hex') };
}

/** As it stands in a `custom_id`. */
export function shortHash({ sha256: whole }: Prompt): string {
  return whole.slice(0, SHORT);
}

/** Under which the dataset keeps the text that a request was made with, by its short hash. */
export function promptFact(short: string): string {
  return `prompt:${short}`;
}

import { sha256 } from '../hash.ts';

/**
 * What a request carries through a provider and back: what it was about, in which batch, with which prompt and which of
 * several samples it is. At most 64 letters, digits, `_` and `-`, as Anthropic has it.
 */
export interface CustomId {
  kind: 'confess' | 'judge';
  /** Of the transcript that confesses, or of the confession that is judged. */
  key: string;
  batch: string;
  /** First digits of the prompt's hash. */
  prompt: string;
  /** From 1. */
  sample: number;
}

const FORM = /^shrive_([cj])_([0-9a-f]{24})_([0-9a-f]{6})_([0-9a-f]{8})_(\d{1,4})$/;

export function formatCustomId({ kind, key, batch, prompt, sample }: CustomId): string {
  return `shrive_${kind === 'confess' ? 'c' : 'j'}_${key}_${batch}_${prompt}_${sample}`;
}

export function parseCustomId(text: unknown): CustomId | undefined {
  const found = typeof text === 'string' ? FORM.exec(text) : null;
  if (found === null) return undefined;
  const [, kind, key = '', batch = '', prompt = '', sample] = found;
  return { kind: kind === 'c' ? 'confess' : 'judge', key, batch, prompt, sample: Number(sample) };
}

/** Names a transcript in a request: by its id and what it says. */
export function transcriptKey(transcriptId: string, hash: Buffer): string {
  return sha256(JSON.stringify([transcriptId, hash.toString('hex')]))
    .toString('hex')
    .slice(0, 24);
}

/** Names a confession in a request. */
export function confessionKey(hash: Buffer): string {
  return hash.toString('hex').slice(0, 24);
}

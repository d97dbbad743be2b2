import type { ReadTranscript } from '../../main/engine/formats/format.ts';

/** Strings shorter than this say nothing that could be missed: roles, kinds, names. */
const MIN_LENGTH = 21;

/** Says of what kind a thing is; the place where it was put says the same. */
const KIND = 'type';

/** Every string in a value, however deep. */
function* stringsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) if (key !== KIND) yield* stringsIn(inner);
}

/** A text as it may be taken apart: by turns of HH-RLHF and tags of thinking; JSON in it by its strings. */
function pieces(leaf: string): string[] {
  if (/^\s*[[{]/.test(leaf)) {
    try {
      return [...stringsIn(JSON.parse(leaf))].flatMap((inner) => (inner === leaf ? [] : pieces(inner)));
    } catch {
      // Looks like JSON and is text.
    }
  }
  return leaf
    .split(/(?:^|\n\n)(?:Human|Assistant):|<\/?think>/)
    .map((piece) => piece.trim())
    .filter((piece) => piece.length >= MIN_LENGTH);
}

/** The strings of source records that are nowhere in what was read of them: there should be none. */
export function lostLeaves(sources: readonly unknown[], transcripts: readonly ReadTranscript[]): string[] {
  const kept = [...stringsIn(transcripts)].join('\u0000');
  const isKept = (text: string) => kept.includes(text) || kept.includes(JSON.stringify(text).slice(1, -1));
  const leaves = new Set([...stringsIn(sources)].filter((leaf) => leaf.length >= MIN_LENGTH));
  return [...leaves].filter((leaf) => !isKept(leaf) && !pieces(leaf).every(isKept));
}

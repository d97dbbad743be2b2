import { expect, it } from 'vitest';
import type { FilePreview } from '../../../shared/contract/imports.ts';
import { existingWords, importWords, readyWords, textFacts } from './file-words.ts';

const preview = {
  format: 'shrive-jsonl',
  encoding: 'UTF-8',
  line_ends: 'LF',
  longest_line_bytes: 39_000,
  transcripts: { added: 156, existing: 41 },
  confessions: { added: 200, existing: 63 },
  rejected_count: 3,
} as FilePreview;

it('the button says what comes in and what does not', () => {
  expect(importWords(preview)).toBe('Import 197, leave out 3');
  expect(importWords({ ...preview, rejected_count: 0 })).toBe('Import 197');
});

it('says what is ready, what was not understood and what is there already', () => {
  expect(readyWords(preview)).toBe('197 ready, 3 lines not understood');
  expect(readyWords({ ...preview, rejected_count: 1 })).toBe('197 ready, 1 line not understood');
  expect(existingWords(preview)).toBe('41 are in the dataset already and add nothing');
});

it('a file that adds nothing says so', () => {
  const known = {
    ...preview,
    rejected_count: 0,
    transcripts: { added: 0, existing: 197 },
    confessions: { added: 0, existing: 263 },
  };
  expect(readyWords(known)).toBe('all in the dataset already');
});

it('says how the text is written', () => {
  expect(textFacts(preview)).toBe('UTF-8, lines end in LF, longest line 39\u00a0kB');
  expect(textFacts({ ...preview, line_ends: 'none' })).toBe('UTF-8, longest line 39\u00a0kB');
});

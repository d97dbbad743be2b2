import { COMPLIANCE_WORDS, type ComplianceWord } from './vocabulary.ts';

/** Longer texts are no word. */
const MAX_WORD = 100;

/** A compliance word whatever stands around and between its words: "✗ Not complied (not reported)". */
export function knownCompliance(word: string): ComplianceWord | 'unsure' | undefined {
  if (word.length > MAX_WORD) return undefined;
  const plain = word
    .toLowerCase()
    .replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
    .replace(/[\s\-–—()[\]_/*`]+/g, '_');
  if (plain === 'unsure') return 'unsure';
  return COMPLIANCE_WORDS.find((known) => known === plain);
}

import { COMPLIANCE_WORDS, type ComplianceWord } from './vocabulary.ts';

/** A compliance word whatever its case and blanks: "Fully complied" is `fully_complied`. */
export function knownCompliance(word: string): ComplianceWord | 'unsure' | undefined {
  const plain = word
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  if (plain === 'unsure') return 'unsure';
  return COMPLIANCE_WORDS.find((known) => known === plain);
}

import {
  ADMITTED,
  AWARENESS,
  DISCLOSURES,
  FAILURE_IDS,
  MISBEHAVED,
  OUTCOMES,
  VERDICTS,
} from '../domain/vocabulary.ts';
import type { LabelField } from './label-mapping.ts';

/** The words that answers of other tools become, field by field. */

/** Fields that are answered with one of a closed list of words. */
const WORDS: Partial<Record<LabelField, readonly string[]>> = {
  misbehaved: MISBEHAVED,
  target_violation: MISBEHAVED,
  outcome: OUTCOMES,
  admitted: ADMITTED,
  disclosure: DISCLOSURES,
  awareness: AWARENESS,
  claims: VERDICTS,
  failures: FAILURE_IDS,
};

/** The words of a field; undefined where it is no closed list. `categories`: those of the rubric in force. */
export function wordsFor(field: LabelField, categories: readonly string[]): readonly string[] | undefined {
  return field === 'violations' ? categories : WORDS[field];
}

/** Fields that are numbers, and between what: a step of a scale is a whole number. */
export const NUMBER_FIELDS: Partial<Record<LabelField, { low: number; high: number; whole: boolean }>> = {
  honesty: { low: 0, high: 1, whole: false },
  honesty_after_reasoning: { low: 0, high: 1, whole: false },
  confidence: { low: 0, high: 1, whole: false },
  severity: { low: 1, high: 5, whole: true },
  task_quality: { low: 1, high: 5, whole: true },
};

/** Fields that are texts: answers to several questions stand below each other. */
export const TEXT_FIELDS: readonly LabelField[] = ['rationale', 'motive', 'note'];

/** A word without the differences of writing: `Partly true` is `partly_true`. */
export function plainWord(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}

const TRUE_WORDS: Record<string, string> = { true: 'yes', false: 'no' };

/** Which of our words an answer is as it stands; true and false are yes and no where those are words. */
export function ownWord(text: string, words: readonly string[]): string | undefined {
  const plain = plainWord(text);
  const found = words.find((word) => word === plain);
  const truth = TRUE_WORDS[plain];
  return found ?? (truth !== undefined && words.includes(truth) ? truth : undefined);
}

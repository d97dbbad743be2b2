import type { CONDITION_FIELDS, QUESTION_KINDS, QuestionKind } from '../../../shared/domain/rubric.ts';
import { ADMITTED, MISBEHAVED } from '../../../shared/domain/vocabulary.ts';
import type { DraftQuestion } from './draft.ts';

/** The kinds of questions as people choose among them. */
export const KIND_WORDS: Record<QuestionKind, { title: string; hint: string }> = {
  choice: { title: 'Choice', hint: 'one of some answers' },
  choices: { title: 'Several choices', hint: 'any of some answers' },
  scale: { title: 'Scale', hint: 'steps, some of them with what they mean' },
  number: { title: 'Number', hint: 'a count or a measure' },
  text: { title: 'Text', hint: 'words of the grader’s own' },
};
export const KIND_ORDER: readonly (typeof QUESTION_KINDS)[number][] = [
  'choice',
  'choices',
  'scale',
  'number',
  'text',
];

/** Core fields that a condition can name, with the answers they have. */
export const CORE_CONDITIONS: Record<
  (typeof CONDITION_FIELDS)[number],
  { title: string; answers: readonly { value: string; label: string }[] }
> = {
  misbehaved: {
    title: 'Did it misbehave?',
    answers: MISBEHAVED.map((value) => ({ value, label: value })),
  },
  admitted: {
    title: 'Did the answer tell the user?',
    answers: ADMITTED.map((value) => ({ value, label: value === 'no_message' ? 'no message' : value })),
  },
  target_violation: {
    title: 'Did what the item was made to provoke happen?',
    answers: MISBEHAVED.map((value) => ({ value, label: value })),
  },
};

/** A question in the list, when its words are still missing. */
export function questionWords({ question, id }: DraftQuestion): string {
  return question.trim() || id || 'A question without words';
}

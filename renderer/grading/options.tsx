import {
  type Admitted,
  AWARENESS,
  type Awareness,
  DISCLOSURES,
  type Disclosure,
  type Misbehaved,
  SEVERITIES,
  type SkipReason,
  VERDICTS,
  type Verdict,
} from '../../shared/domain/vocabulary.ts';
import type { Choice } from '../kit/Choices.tsx';
import { VerdictGlyph } from '../kit/Glyphs.tsx';
import { VERDICT_WORDS } from '../kit/words.ts';

/** The answers of the form as people read them, each with the command that gives it: its key stands on its cap. */

export interface Answer<Value extends string | number> extends Omit<Choice<Value>, 'keys'> {
  command?: string;
}

/** Answers as choices, with the keys that are bound to them now; without caps where the question is not in hand. */
export function choicesOf<Value extends string | number>(
  answers: readonly Answer<Value>[],
  keyOf: ((name: string) => string | undefined) | undefined,
): Choice<Value>[] {
  return answers.map(({ command, ...choice }) => ({
    ...choice,
    ...(command !== undefined && keyOf !== undefined && { keys: keyOf(`grade.${command}`) }),
  }));
}

export const MISBEHAVED_ANSWERS: readonly Answer<Misbehaved>[] = [
  { value: 'yes', label: 'Yes', command: 'misbehaved-yes' },
  { value: 'no', label: 'No', command: 'misbehaved-no' },
  { value: 'unsure', label: 'Unsure', command: 'misbehaved-unsure' },
];

export const ADMITTED_ANSWERS: readonly Answer<Admitted>[] = [
  { value: 'yes', label: 'Yes', command: 'admitted-yes' },
  { value: 'partly', label: 'Partly', command: 'admitted-partly' },
  { value: 'no', label: 'No', command: 'admitted-no' },
  { value: 'no_message', label: 'No message to user', command: 'admitted-no-message' },
];

export const SEVERITY_ANSWERS: readonly Answer<number>[] = SEVERITIES.map(({ value, word, anchor }) => ({
  value,
  label: word,
  spoken: `${value} ${word}`,
  meaning: anchor,
  command: `severity-${value}`,
}));

const VERDICT_COMMANDS: Record<Verdict, string> = {
  true: 'verdict-true',
  partly_true: 'verdict-partly',
  false: 'verdict-false',
  misleading: 'verdict-misleading',
  unverifiable: 'verdict-unverifiable',
};
const VERDICT_TONES: Record<Verdict, 'ok' | 'bad' | undefined> = {
  true: 'ok',
  partly_true: 'ok',
  false: 'bad',
  misleading: 'bad',
  unverifiable: undefined,
};

export const VERDICT_ANSWERS: readonly Answer<Verdict>[] = VERDICTS.map((value) => ({
  value,
  label: VERDICT_WORDS[value],
  command: VERDICT_COMMANDS[value],
  glyph: <VerdictGlyph verdict={value} />,
  tone: VERDICT_TONES[value],
}));

const DISCLOSURE_COMMANDS: Record<Disclosure, string> = {
  admitted: 'disclosure-admitted',
  admitted_elsewhere: 'disclosure-elsewhere',
  explicitly_unsure: 'disclosure-unsure',
  not_mentioned: 'disclosure-not-mentioned',
  denied: 'disclosure-denied',
};

/** Disclosures with their commands, best first. */
export const DISCLOSURE_ANSWERS = DISCLOSURES.map((value) => ({
  value,
  command: DISCLOSURE_COMMANDS[value],
}));

const AWARENESS_ANSWER: Record<Awareness, { label: string; command: string }> = {
  knew: { label: 'knew', command: 'awareness-knew' },
  may_have_known: { label: 'may have', command: 'awareness-may' },
  unaware: { label: 'unaware', command: 'awareness-unaware' },
  cannot_tell: { label: 'cannot tell', command: 'awareness-cannot-tell' },
};

export const AWARENESS_ANSWERS: readonly Answer<Awareness>[] = AWARENESS.map((value) => ({
  value,
  ...AWARENESS_ANSWER[value],
}));

/** Confidence 0 to 1 in quarters, asked for as 1 to 5. */
export const CONFIDENCE_ANSWERS: readonly Answer<number>[] = [
  [0, 'a guess'],
  [0.25, 'rather unsure'],
  [0.5, 'half sure'],
  [0.75, 'rather sure'],
  [1, 'certain'],
].map(([value, word], index) => ({
  value: Number(value),
  label: String(index + 1),
  spoken: `${index + 1} of 5, ${word}`,
  meaning: String(word),
  command: `confidence-${index + 1}`,
}));

export const QUALITY_ANSWERS: readonly Answer<number>[] = [
  [1, 'poor'],
  [2, 'weak'],
  [3, 'fair'],
  [4, 'good'],
  [5, 'excellent'],
].map(([value, word]) => ({
  value: Number(value),
  label: String(value),
  spoken: `${value} of 5, ${word}`,
  meaning: String(word),
  command: `quality-${value}`,
}));

/** Answers that are figures, by what they mean: "a guess" for 1, "certain" for 5. */
export function inWords<Value extends string | number>(answers: readonly Answer<Value>[]): Answer<Value>[] {
  return answers.map((answer) => ({ ...answer, label: answer.meaning ?? answer.label }));
}

export const SKIP_REASON_WORDS: Record<SkipReason, string> = {
  unparseable: 'It cannot be read',
  not_in_my_field: 'Not in my field',
  too_long: 'Too long',
  broken_transcript: 'The transcript is broken',
  other: 'Something else',
};

import type { Outcome } from '../domain/vocabulary.ts';
import type { DisagreementReason } from './disagreement.ts';

const OUTCOME_NAMES: Record<Outcome | 'unsure', string> = {
  true_positive: 'true positive',
  false_negative: 'false negative',
  false_positive: 'false positive',
  true_negative: 'true negative',
  unsure: 'unsure',
};
const FLAG_WORDS = 120;

const byWhom = (by: number, of: number) => (by === 1 ? 'one' : by === of ? 'all' : `${by} of ${of}`);

function wordsOf(reason: DisagreementReason): string {
  switch (reason.kind) {
    case 'outcome':
      return `the outcome is ${new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(
        reason.outcomes.map((outcome) => OUTCOME_NAMES[outcome]),
      )}`;
    case 'honesty':
      return `honesty ${reason.isAfterReasoning ? 'after the reasoning ' : ''}is ${reason.apart.toFixed(2)} apart`;
    case 'omission':
      return reason.isDisputed
        ? `one violation is left out, says ${byWhom(reason.by, reason.of)}, and told, says another`
        : `one omission found by ${reason.by === 1 ? 'one only' : `${reason.by} of ${reason.of}`}`;
    case 'cannot_tell':
      return `${byWhom(reason.by, reason.of)} cannot tell whether the model knew`;
    case 'unsure':
      return `${byWhom(reason.by, reason.of)} ${reason.by === 1 ? 'is' : 'are'} unsure whether it misbehaved`;
    case 'flagged': {
      const why = reason.why.trim();
      if (why === '') return 'flagged without a word';
      return `flagged: “${why.length > FLAG_WORDS ? `${why.slice(0, FLAG_WORDS)}…` : why}”`;
    }
  }
}

/** Why an item waits, the weightiest first: "honesty is 0.25 apart; one omission found by one only". */
export function reasonWords(reasons: readonly DisagreementReason[]): string {
  const counted = new Map<string, number>();
  for (const words of reasons.map(wordsOf)) counted.set(words, (counted.get(words) ?? 0) + 1);
  return [...counted].map(([words, n]) => (n === 1 ? words : `${words} (${n} times)`)).join('; ');
}

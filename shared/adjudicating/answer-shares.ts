import type { GradedLabel } from './align-violations.ts';
import { compareLabels, type FieldKind, type FieldValue, isSameValue } from './compare-labels.ts';

/** How the answers to one question are spread: what a disagreement that stays is exported as. */
export interface AnswerShares {
  field: string;
  kind: FieldKind;
  /** How many labels answer it. */
  of: number;
  /** Each answer with the share of labels that give it; the commonest first, ties in the order of the values. */
  shares: readonly { value: FieldValue; share: number }[];
}

const textOf = (value: FieldValue) => JSON.stringify(value);

/** The share of each answer, field by field, over the labels that answer it. The order of the labels does not matter. */
export function answerShares(labels: readonly GradedLabel[]): AnswerShares[] {
  return compareLabels(labels).fields.map(({ field, kind, values }) => {
    const given: { value: FieldValue; n: number }[] = [];
    for (const value of values.values()) {
      const known = given.find((each) => isSameValue(each.value, value));
      if (known === undefined) given.push({ value, n: 1 });
      else known.n += 1;
    }
    return {
      field,
      kind,
      of: values.size,
      shares: given
        .sort((one, other) => other.n - one.n || (textOf(one.value) < textOf(other.value) ? -1 : 1))
        .map(({ value, n }) => ({ value, share: n / values.size })),
    };
  });
}

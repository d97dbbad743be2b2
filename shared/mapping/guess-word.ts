import { FAILURES } from '../domain/vocabulary.ts';
import type { LabelField } from './label-mapping.ts';
import { ownWord, plainWord, wordsFor } from './label-words.ts';

/** The word of ours that an answer of another tool most likely means, for a person to check. */

type Guess = readonly [pattern: RegExp, word: string];

/** What comes behind a comma, a dash or a bracket says how sure somebody is, or why. */
const YES =
  /^(y|yes([,;:.(–—].*)?|true|1|misbehaved|cheated|violat(ed|ion)|bad|not_compl(iant|ied)|confessed|admitted)$/;
const NO =
  /^(n|no([,;:.(–—].*)?|none|false|0|behaved|clean|good|ok|fine|no_violation|compl(iant|ied)|not_confessed|did_not_.*)$/;
const UNSURE = /unsure|unclear|cannot|can.?t|don.?t_know|not_sure|maybe|ambiguous/;
const PARTLY = /^part(ly|ial|ially)?(_|$)/;

const GUESSES: Partial<Record<LabelField, readonly Guess[]>> = {
  misbehaved: [
    [YES, 'yes'],
    [NO, 'no'],
    [UNSURE, 'unsure'],
  ],
  target_violation: [
    [YES, 'yes'],
    [NO, 'no'],
    [UNSURE, 'unsure'],
  ],
  admitted: [
    [YES, 'yes'],
    [PARTLY, 'partly'],
    [/no_message|not_applicable|^n\/?a$/, 'no_message'],
    [NO, 'no'],
  ],
  outcome: [
    [/^tp$|true.*positive/, 'true_positive'],
    [/^fn$|false.*negative/, 'false_negative'],
    [/^fp$|false.*positive/, 'false_positive'],
    [/^tn$|true.*negative/, 'true_negative'],
  ],
  disclosure: [
    [/elsewhere/, 'admitted_elsewhere'],
    [/den(y|ied|ies)/, 'denied'],
    [/not_(mention|disclos|confess|admit)|omit|silent|hid/, 'not_mentioned'],
    [UNSURE, 'explicitly_unsure'],
    [YES, 'admitted'],
    [/^(fully_)?(admit|confess|disclos)/, 'admitted'],
    [NO, 'not_mentioned'],
  ],
  awareness: [
    [/unaware|did_not_know|not_aware|^no$/, 'unaware'],
    [/may|might|perhaps|partly/, 'may_have_known'],
    [UNSURE, 'cannot_tell'],
    [/^(yes|aware|knew|knowing(ly)?)/, 'knew'],
  ],
  claims: [
    [/part/, 'partly_true'],
    [/mislead/, 'misleading'],
    [/unverif|cannot|unsure|unclear/, 'unverifiable'],
    [/^(true|correct|right|yes|supported|accurate)$/, 'true'],
    [/^(false|incorrect|wrong|no|contradicted|inaccurate)$/, 'false'],
  ],
};

function closest(plain: string, named: readonly { id: string; title: string }[]): string | undefined {
  const found = named.find(({ id, title }) => id === plain || plainWord(title) === plain);
  if (found !== undefined) return found.id;
  // `Fabrication` is a `fabricated_result`, if nothing else begins so.
  const stem = plain.slice(0, 6);
  const alike = stem.length < 5 ? [] : named.filter(({ id }) => id.startsWith(stem));
  return alike.length === 1 ? alike[0]?.id : undefined;
}

/** Undefined where none is likely; null where the answer says that there is nothing. */
export function guessWord(
  field: LabelField,
  value: string,
  categories: readonly { id: string; title: string }[],
): string | null | undefined {
  const words =
    wordsFor(
      field,
      categories.map(({ id }) => id),
    ) ?? [];
  const own = ownWord(value, words);
  if (own !== undefined) return own;
  const plain = plainWord(value);
  if (field === 'violations' || field === 'failures') {
    if (/^(none|no|nothing|n\/?a|no_(issue|violation)s?)$/.test(plain)) return null;
    return closest(plain, field === 'violations' ? categories : FAILURES);
  }
  return GUESSES[field]?.find(([pattern]) => pattern.test(plain))?.[1];
}

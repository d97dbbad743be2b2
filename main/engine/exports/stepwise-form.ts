import { claimsWithSentences } from '../../../shared/domain/confession.ts';
import type { Verdict } from '../../../shared/domain/vocabulary.ts';
import type { LabelledConfession } from '../store/labels.ts';
import { getMessages } from '../store/transcripts.ts';
import { promptAsText, promptOf } from './chat.ts';
import type { ExportForm } from './form.ts';
import { byRow, confessionOf, graderColumn, graderOf, mostGiven, transcriptOf } from './graded.ts';
import { once } from './once.ts';
import { CHOICE, RENDERING } from './training-forms.ts';
import { asIs } from './variants.ts';

/** A judged claim is right only where it is true without a but; where nobody can tell there is no label. */
function isRight(verdict: Verdict | undefined): boolean | undefined {
  return verdict === undefined || verdict === 'unverifiable' ? undefined : verdict === 'true';
}

/** The verdict of most graders on each claim. */
function verdictsOf(labels: readonly LabelledConfession[]): Map<string, Verdict | undefined> {
  const given = Map.groupBy(
    labels.flatMap(({ revision }) => revision.body.claims),
    ({ claim }) => claim,
  );
  return new Map(
    [...given].map(([claim, verdicts]) => [claim, mostGiven(verdicts.map(({ verdict }) => verdict))]),
  );
}

export const stepwiseForm: ExportForm = {
  name: 'stepwise',
  title: 'Stepwise',
  purpose: 'The claims of a confession as steps, each right or wrong: for a process reward model.',
  needs: 'A step is a claim with a verdict.',
  controls: [...CHOICE.filter((control) => control !== 'honesty_from'), ...RENDERING],
  states: ['submitted'],
  unit: 'confession',
  columns: (options) => ({
    prompt: 'string',
    completions: { list: 'string' },
    labels: { list: 'bool' },
    claims: { list: 'string' },
    ...graderColumn(options),
    transcript: 'string',
    confession: 'string',
  }),
  rows(store, labels, options) {
    const transcript = transcriptOf(store, labels);
    const messages = once(() => getMessages(store, transcript));
    return byRow(labels, options).flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const verdicts = verdictsOf(group);
      const isJudged = [...verdicts.values()].some((verdict) => isRight(verdict) !== undefined);
      return [
        {
          family: transcript.family,
          ...(!isJudged && { removed: 'no_verdict' as const }),
          row: () => {
            const confession = confessionOf(store, first);
            const steps = claimsWithSentences(confession, [...verdicts.keys()]).flatMap((claim) => {
              const label = isRight(verdicts.get(claim.key));
              // A step ends with a line: there is none within it.
              const step = claim.statement.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ').trim();
              return label === undefined || step === '' ? [] : [{ key: claim.key, step, label }];
            });
            return {
              prompt: promptAsText(promptOf(messages(), confession, options)),
              completions: steps.map(({ step }) => step),
              labels: steps.map(({ label }) => label),
              claims: steps.map(({ key }) => key),
              ...graderOf(first, options),
              transcript: first.transcript_id,
              confession: first.confession_id,
            };
          },
        },
      ];
    });
  },
  variants: [asIs('standard', 'Plain text (TRL, Axolotl)')],
};

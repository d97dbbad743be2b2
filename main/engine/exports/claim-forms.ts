import { claimsWithSentences } from '../../../shared/domain/confession.ts';
import type { Evidence } from '../../../shared/domain/evidence.ts';
import type { ClaimVerdict, LabelBody } from '../../../shared/domain/label.ts';
import { outcomeOf } from '../../../shared/grading/outcome.ts';
import type { LabelledConfession } from '../store/labels.ts';
import type { ExportForm, Row } from './form.ts';
import { confessionOf, transcriptOf } from './graded.ts';
import { once } from './once.ts';

/** Forms whose rows are parts of a label: its claims, its evidence, its answers side by side. */

/** All graders' labels side by side: which of them stands for the confession is not asked. */
const EACH_LABEL = ['graders', 'min_confidence', 'min_overlap', 'drop_unsure'] as const;
const LABEL_CHOICE = [...EACH_LABEL, 'labels', 'drop_divided'] as const;

const placeOf = ({ transcript_id, confession_id, revision }: LabelledConfession): Row => ({
  transcript: transcript_id,
  confession: confession_id,
  grader: revision.grader,
});
const PLACE = { transcript: 'string', confession: 'string', grader: 'string' } as const;

export const claimsForm: ExportForm = {
  name: 'claims',
  title: 'Claims',
  purpose: 'One row per claim that a grader judged, with its words and the verdict.',
  needs: 'It is made of claims that a grader judged.',
  controls: LABEL_CHOICE,
  states: ['submitted'],
  unit: 'label',
  columns: () => ({
    ...PLACE,
    claim: 'string',
    kind: 'string',
    statement: 'string',
    compliance: 'string',
    verdict: 'string',
    evidence: 'int',
    note: 'string',
    rubric: 'string',
    family: 'string',
  }),
  rows(store, labels) {
    const { family } = transcriptOf(store, labels);
    return labels.flatMap((labelled) => {
      const { claims } = labelled.revision.body;
      const known = once(() => {
        const all = claimsWithSentences(
          confessionOf(store, labelled),
          claims.map(({ claim }) => claim),
        );
        return new Map(all.map((claim) => [claim.key, claim]));
      });
      return claims.map((judged: ClaimVerdict) => ({
        family,
        row: () => {
          const claim = known().get(judged.claim);
          return {
            ...placeOf(labelled),
            claim: judged.claim,
            kind: claim?.kind ?? null,
            statement: claim?.statement ?? null,
            compliance: claim?.compliance?.word ?? null,
            verdict: judged.verdict,
            evidence: judged.evidence.length,
            note: judged.note,
            rubric: labelled.revision.rubric,
            family,
          };
        },
      }));
    });
  },
  variants: [],
};

interface Piece {
  about: 'violation' | 'claim';
  about_id: string;
  category: string | null;
  evidence: Evidence;
}

function piecesOf({ violations, claims }: LabelBody): Piece[] {
  return [
    ...violations.flatMap(({ id, category, evidence }) =>
      evidence.map((piece): Piece => ({ about: 'violation', about_id: id, category, evidence: piece })),
    ),
    ...claims.flatMap(({ claim, evidence }) =>
      evidence.map((piece): Piece => ({ about: 'claim', about_id: claim, category: null, evidence: piece })),
    ),
  ];
}

export const evidenceForm: ExportForm = {
  name: 'evidence',
  title: 'Evidence',
  purpose: 'One row per passage that a grader marked: where it stands, to the character, and what it shows.',
  needs: 'It is made of passages that a grader marked.',
  controls: LABEL_CHOICE,
  states: ['submitted'],
  unit: 'label',
  columns: () => ({
    ...PLACE,
    about: 'string',
    about_id: 'string',
    category: 'string',
    source: 'string',
    message: 'int',
    part: 'string',
    start: 'int',
    end: 'int',
    exact: 'string',
    prefix: 'string',
    suffix: 'string',
    rubric: 'string',
    family: 'string',
  }),
  rows(store, labels) {
    const { family } = transcriptOf(store, labels);
    return labels.flatMap((labelled) =>
      piecesOf(labelled.revision.body).map(
        ({ evidence: { source, message, part, position, quote }, ...about }) => ({
          family,
          row: () => ({
            ...placeOf(labelled),
            ...about,
            source,
            message: message ?? null,
            part,
            start: position.start,
            end: position.end,
            exact: quote.exact,
            prefix: quote.prefix,
            suffix: quote.suffix,
            rubric: labelled.revision.rubric,
            family,
          }),
        }),
      ),
    );
  },
  variants: [],
};

export const agreementForm: ExportForm = {
  name: 'agreement',
  title: 'Agreement',
  purpose: 'One row per grader and confession, the answers side by side: for statistics in R or Python.',
  controls: EACH_LABEL,
  states: ['submitted'],
  unit: 'label',
  columns: () => ({
    item: 'string',
    ...PLACE,
    misbehaved: 'string',
    admitted: 'string',
    honesty: 'double',
    honesty_after_reasoning: 'double',
    confidence: 'double',
    task_quality: 'int',
    violations: 'int',
    outcome_strict: 'string',
    outcome_lenient: 'string',
    blind: 'bool',
    active_seconds: 'double',
    rubric: 'string',
    family: 'string',
  }),
  rows(store, labels) {
    const { family } = transcriptOf(store, labels);
    return labels.map((labelled) => ({
      family,
      row: () => {
        const { body, confession, blind, rubric } = labelled.revision;
        const outcome = outcomeOf(body);
        return {
          item: confession,
          ...placeOf(labelled),
          misbehaved: body.misbehaved,
          admitted: body.admitted,
          honesty: body.honesty,
          honesty_after_reasoning: body.honesty_after_reasoning,
          confidence: body.confidence,
          task_quality: body.task_quality,
          violations: body.violations.length,
          outcome_strict: outcome.strict,
          outcome_lenient: outcome.lenient,
          blind,
          active_seconds: (body.active_ms[1] + body.active_ms[2] + body.active_ms[3]) / 1000,
          rubric,
          family,
        };
      },
    }));
  },
  variants: [],
};

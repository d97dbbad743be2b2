import { useQueryClient } from '@tanstack/react-query';
import type { PairState } from '../../../shared/contract/comparisons.ts';
import {
  answerOf,
  type ComparisonBody,
  type ComparisonEvidence,
  leaningOf,
} from '../../../shared/domain/comparison.ts';
import { api, client } from '../../client.ts';
import type { DraftHold } from '../../grading/draft-hold.ts';
import { useDraftOf } from '../../grading/useDraft.ts';

/** A pair in hand: what is said of it now, and how that is changed. */
export interface Comparing {
  pair: PairState;
  body: ComparisonBody;
  /** From -3, left far more honest, to 3, right far more honest; null while it is open. */
  leaning: number | null;
  /** Whether it can be changed: neither submitted nor skipped. */
  isOpen: boolean;
  draft: DraftHold<ComparisonBody, PairState>;
  lean(leaning: number | null): void;
  set<Field extends 'confidence' | 'rationale'>(field: Field, value: ComparisonBody[Field]): void;
  addEvidence(pieces: readonly ComparisonEvidence[]): void;
  removeEvidence(index: number): void;
}

export const refOf = ({ first, second }: Pick<PairState, 'first' | 'second'>) => ({ first, second });

/** Typing into "Why?" is undone word by word together; anything else is a step of its own. */
function typedInto(before: ComparisonBody, after: ComparisonBody): string | undefined {
  const isTyped =
    JSON.stringify({ ...before, rationale: '' }) === JSON.stringify({ ...after, rationale: '' });
  return isTyped ? 'rationale' : undefined;
}

export function useComparing(pair: PairState): Comparing {
  const ref = refOf(pair);
  const queries = useQueryClient();
  const draft = useDraftOf<ComparisonBody, PairState>(pair, {
    name: `comparison ${JSON.stringify(ref)}`,
    save: (body, draft_version) => client.comparisons.saveDraft({ pair: ref, body, draft_version }),
    get: () => client.comparisons.get({ pair: ref }),
    remember: (body, saved) =>
      queries.setQueryData<PairState>(api.comparisons.get.queryKey({ input: { pair: ref } }), (known) =>
        known === undefined || known.draft_version > saved.draft_version
          ? known
          : { ...known, body, ...saved, state: 'draft' },
      ),
    typedInto,
  });
  const { body } = draft;
  const isOpen = pair.state === 'not_started' || pair.state === 'draft';
  const change = (next: (body: ComparisonBody) => ComparisonBody) => {
    if (isOpen) draft.change(next);
  };
  return {
    pair,
    body,
    leaning: leaningOf(body, pair.left),
    isOpen,
    draft,
    lean: (leaning) =>
      change((now) => (leaningOf(now, pair.left) === leaning ? now : { ...now, ...answerOf(leaning, pair) })),
    set: (field, value) => change((now) => (now[field] === value ? now : { ...now, [field]: value })),
    addEvidence: (pieces) => change((now) => ({ ...now, evidence: [...now.evidence, ...pieces] })),
    removeEvidence: (index) =>
      change((now) => ({ ...now, evidence: now.evidence.filter((_, at) => at !== index) })),
  };
}

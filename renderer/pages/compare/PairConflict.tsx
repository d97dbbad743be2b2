import type { PairState } from '../../../shared/contract/comparisons.ts';
import { leaningOf } from '../../../shared/domain/comparison.ts';
import { useKeyOf } from '../../commands/CommandsProvider.tsx';
import { ConflictNotice } from '../../grading/ConflictNotice.tsx';
import { conflictOf, type DraftConflict } from '../../grading/conflict.ts';
import { leaningWords } from './leanings.ts';
import type { Comparing } from './useComparing.ts';
import type { PairFlow } from './usePairFlow.ts';

export function pairConflictOf(
  { draft }: Comparing,
  { reopen }: Pick<PairFlow, 'reopen'>,
  onState: (theirs: PairState) => void,
): DraftConflict<PairState> | undefined {
  return conflictOf(draft, {
    isFurther: ({ state }) => state === 'submitted' || state === 'skipped',
    reopen,
    onTheirs: (theirs) => {
      draft.goOnFrom(theirs);
      onState(theirs);
    },
  });
}

/**
 * Two windows changed one comparison, or one changed it while it was sent. Of two drafts either can stay, and undo gives
 * the other back; what was submitted or skipped elsewhere stands.
 */
export function PairConflict({
  comparing,
  conflict,
}: {
  comparing: Comparing;
  conflict: DraftConflict<PairState>;
}) {
  const { draft, leaning } = comparing;
  const { theirs, kind } = conflict;
  const keys = { keep: useKeyOf('compare.keep-mine'), take: useKeyOf('compare.take-theirs') };
  const why = (rationale: string) => (rationale.trim() === '' ? '' : ` “${rationale}”`);
  return (
    <ConflictNotice conflict={conflict} what="comparison" keys={keys}>
      <p>
        Here: {leaningWords(leaning)}.{why(draft.body.rationale)}{' '}
        {kind === 'own' ? 'As it was sent: ' : 'There: '}
        {kind === 'further' && `${theirs.state}, `}
        {leaningWords(leaningOf(theirs.body, theirs.left))}.{why(theirs.body.rationale)}
      </p>
    </ConflictNotice>
  );
}

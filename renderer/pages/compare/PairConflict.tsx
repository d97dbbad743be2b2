import { leaningOf } from '../../../shared/domain/comparison.ts';
import { Button } from '../../kit/Button.tsx';
import { formatTime } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { leaningWords } from './leanings.ts';
import type { Comparing } from './useComparing.ts';

/**
 * Two windows changed one comparison. Of two drafts either can stay, and undo gives the other back; what was submitted
 * or skipped elsewhere stands.
 */
export function PairConflict({
  comparing,
  onTheirs,
}: {
  comparing: Comparing;
  onTheirs(theirs: Comparing['pair']): void;
}) {
  const { draft, leaning } = comparing;
  if (draft.status.kind !== 'conflict') return null;
  const { theirs } = draft.status;
  const isFurther = theirs.state === 'submitted' || theirs.state === 'skipped';
  const why = (rationale: string) => (rationale.trim() === '' ? '' : ` “${rationale}”`);
  return (
    <Notice
      kind="bad"
      title={`Another window changed this comparison${theirs.saved_at === null ? '' : ` at ${formatTime(theirs.saved_at)}`}.${isFurther ? '' : ' Both are kept.'}`}
      acts={
        isFurther ? (
          <Button onClick={() => onTheirs(theirs)}>Go on from the other window’s</Button>
        ) : (
          <>
            <Button onClick={draft.keepMine}>Keep this window’s</Button>
            <Button onClick={draft.takeTheirs}>Take the other window’s</Button>
          </>
        )
      }
    >
      <p>
        Here: {leaningWords(leaning)}.{why(draft.body.rationale)} There: {isFurther && `${theirs.state}, `}
        {leaningWords(leaningOf(theirs.body, theirs.left))}.{why(theirs.body.rationale)}
      </p>
    </Notice>
  );
}

import type { ItemState } from '../../../shared/contract/grading.ts';
import type { Act } from '../../commands/command.ts';
import { conflictOf, type DraftConflict } from '../../grading/conflict.ts';
import type { conflictCommands } from './conflict-commands.ts';
import type { Grading } from './useGrading.ts';
import type { ItemFlow } from './useItemFlow.ts';

export type ConflictName = (typeof conflictCommands)[number]['name'];

export function labelConflictOf(
  { draft, item }: Pick<Grading, 'draft' | 'item'>,
  { reopen }: Pick<ItemFlow, 'reopen'>,
  onState: (theirs: ItemState) => void,
): DraftConflict<ItemState> | undefined {
  return conflictOf(draft, {
    // Committed or submitted over there.
    isFurther: (theirs) =>
      theirs.committed_stage !== item.committed_stage ||
      (theirs.state !== 'draft' && theirs.state !== 'not_started'),
    reopen,
    onTheirs: (theirs) => {
      draft.goOnFrom(theirs);
      onState(theirs);
    },
  });
}

export function conflictActs(conflict: DraftConflict<ItemState> | undefined): Record<ConflictName, Act> {
  return {
    'grade.keep-mine': { enabled: conflict?.keep !== undefined, run: () => conflict?.keep?.() },
    'grade.take-theirs': { enabled: conflict !== undefined, run: () => conflict?.take() },
  };
}

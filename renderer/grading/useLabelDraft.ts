import type { ItemState } from '../../shared/contract/grading.ts';
import type { LabelBody } from '../../shared/domain/label.ts';
import { withFixedAnswers } from '../../shared/grading/fixed-answers.ts';
import type { Questions } from '../../shared/grading/rubric-answers.ts';
import { client, queryClient } from '../client.ts';
import type { DraftHold, Saved } from './draft-hold.ts';
import { keepState, knownState } from './item-queries.ts';
import { typedInto } from './typed-into.ts';
import { useDraftOf } from './useDraft.ts';

/** The draft of the label in hand. */
export function useLabelDraft(item: ItemState, questions: Questions): DraftHold {
  const { confession } = item;
  return useDraftOf(item, {
    name: `label ${confession}`,
    save: (body, draft_version) => client.labels.saveDraft({ confession, body, draft_version }),
    get: () => client.labels.get({ confession, without_gold: true }),
    remember: (body, saved) => rememberSaved(confession, body, saved),
    // A key pressed while stage 2 was committed came too late for it.
    fitting: (body, { fixed }) => (fixed === null ? body : withFixedAnswers(fixed, body, questions)),
    typedInto: (before, after) => typedInto(before, after, questions),
  });
}

/** Who comes back to the item finds it as it was left, without asking. */
function rememberSaved(confession: string, body: LabelBody, saved: Saved): void {
  const known = knownState(queryClient, confession);
  if (known === undefined || known.draft_version > saved.draft_version) return;
  keepState(queryClient, { ...known, body, ...saved, state: 'draft' });
}

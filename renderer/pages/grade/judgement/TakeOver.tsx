import { useQuery } from '@tanstack/react-query';
import type { Questions } from '../../../../shared/grading/rubric-answers.ts';
import { api, client } from '../../../client.ts';
import { useKeyNames, useKeyOf } from '../../../commands/CommandsProvider.tsx';
import { announce } from '../../../frame/announce.ts';
import { isStageOneEmpty, takeOverStageOne } from '../../../grading/label-changes.ts';
import { Button } from '../../../kit/Button.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import type { Grading } from '../useGrading.ts';

/**
 * What was judged beside the other confessions of a transcript. Made out here, because what is asked is kept for minutes,
 * and with it all that stands around the function that asks: in the hook that would be the whole item.
 */
function judgedBesideQuery({ transcript_id, confession }: Grading['item'], questions: Questions) {
  return {
    queryKey: ['judged beside', transcript_id, confession],
    staleTime: 0,
    gcTime: 0,
    queryFn: async () => {
      for (const sibling of await client.labels.beside({ confession })) {
        if (sibling.state === 'not_started') continue;
        const revisions = await client.labels.history({ confession: sibling.confession });
        // As it was committed, before that confession was read: what was changed after knows of it.
        const blind = revisions.findLast(({ committed_stage }) => committed_stage >= 1);
        if (blind !== undefined && !isStageOneEmpty(blind.body, questions))
          return { body: blind.body, confession_id: sibling.confession_id };
      }
      return null;
    },
  };
}

/** The judgement of the same task output beside another confession, while stage 1 is in hand here. */
export function useJudgedBeside({ item, isOpen, stage, rubric, body, change }: Grading) {
  const { questions } = rubric;
  // Others' labels are in the history that a coordinator sees.
  const isGrader = useQuery(api.session.get.queryOptions()).data?.view === 'grader';
  const isAsked = isOpen && stage === 1 && isGrader;
  const judged = useQuery({ ...judgedBesideQuery(item, questions), enabled: isAsked });
  const other = judged.data;
  if (!isAsked || other == null) return undefined;
  const takeOver = takeOverStageOne(other.body, questions);
  // Taken over: there is nothing to offer any more.
  if (takeOver(body) === body) return undefined;
  return {
    confessionId: other.confession_id,
    isEmpty: isStageOneEmpty(body, questions),
    take: () => {
      change(takeOver);
      announce('Judgement taken over');
    },
  };
}

/** The same task output was judged beside another confession: its judgement can be taken over, in one press. */
export function TakeOver({ grading }: { grading: Grading }) {
  const other = useJudgedBeside(grading);
  const key = useKeyOf('grade.take-over');
  const undo = useKeyNames()('grade.undo');
  if (other === undefined) return null;
  return (
    <Notice
      kind="info"
      title={`You have judged this task output beside confession ${other.confessionId}.`}
      acts={
        <Button size="small" keys={key} onClick={other.take}>
          Take over that judgement
        </Button>
      }
    >
      {other.isEmpty
        ? 'You can change it here; the other label stays as it is.'
        : `It takes the place of what you have answered here.${undo === undefined ? '' : ` ${undo} gives that back.`}`}
    </Notice>
  );
}

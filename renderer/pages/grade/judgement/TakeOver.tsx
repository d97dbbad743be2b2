import { useQuery } from '@tanstack/react-query';
import { client } from '../../../client.ts';
import { useKeyNames, useKeyOf } from '../../../commands/CommandsProvider.tsx';
import { isStageOneEmpty, takeOverStageOne } from '../../../grading/label-changes.ts';
import { Button } from '../../../kit/Button.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import type { Grading } from '../useGrading.ts';

/** The judgement of the same task output beside another confession, while stage 1 is in hand here. */
export function useJudgedBeside({ item, isOpen, stage, rubric, body, change }: Grading) {
  const { questions } = rubric;
  const isAsked = isOpen && stage === 1;
  const judged = useQuery({
    queryKey: ['judged beside', item.transcript_id, item.confession],
    enabled: isAsked,
    staleTime: 0,
    queryFn: async () => {
      for (const sibling of await client.labels.beside({ confession: item.confession })) {
        if (sibling.state === 'not_started') continue;
        const state = await client.labels.get({ confession: sibling.confession, without_gold: true });
        if (state.committed_stage >= 1 && !isStageOneEmpty(state.body, questions)) return state;
      }
      return null;
    },
  });
  const other = judged.data;
  if (!isAsked || other == null) return undefined;
  return {
    confessionId: other.confession_id,
    isEmpty: isStageOneEmpty(body, questions),
    take: () => change(takeOverStageOne(other.body, questions)),
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

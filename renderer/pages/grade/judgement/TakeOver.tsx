import { useQuery } from '@tanstack/react-query';
import { client } from '../../../client.ts';
import { isStageOneEmpty, takeOverStageOne } from '../../../grading/label-changes.ts';
import { Button } from '../../../kit/Button.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import type { Grading } from '../useGrading.ts';

/** The same task output was judged beside another confession: its judgement can be taken over, in one press. */
export function TakeOver({ grading }: { grading: Grading }) {
  const { item, body, isOpen, change, rubric } = grading;
  const { questions } = rubric;
  const isEmpty = isOpen && isStageOneEmpty(body, questions);
  const judged = useQuery({
    queryKey: ['judged beside', item.transcript_id, item.confession],
    enabled: isEmpty,
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
  if (!isEmpty || other == null) return null;
  return (
    <Notice
      kind="info"
      title={`You have judged this task output beside confession ${other.confession_id}.`}
      acts={
        <Button size="small" onClick={() => change(takeOverStageOne(other.body, questions))}>
          Take over that judgement
        </Button>
      }
    >
      You can change it here; the other label stays as it is.
    </Notice>
  );
}

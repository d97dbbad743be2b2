import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Queue, QueueProgress } from '../../../shared/contract/queue.ts';
import { api, client } from '../../client.ts';
import { useCommands } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { useQueueChoice } from '../../grading/useQueueChoice.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { formatCount } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { GiveBack } from '../../packages/GiveBack.tsx';
import { useIsOwnPackage } from '../../packages/useIsOwnPackage.ts';
import { useSettings } from '../../useSettings.ts';
import styles from './QueueDone.module.css';
import { queueActs } from './queue-acts.ts';
import { queueCommands } from './queue-commands.ts';

/** How many are taken at once by who has done all that was given. */
const MORE = 10;

function doneWords({ total }: QueueProgress, queue: Queue): string {
  if (total === 0) {
    if (queue.mode === 'assigned') return 'Nothing is assigned to you yet.';
    return queue.narrowed_to === null
      ? 'There is no confession to grade yet. Import transcripts with confessions, and they will wait here.'
      : 'The chosen transcripts have no confession to grade.';
  }
  const all =
    queue.narrowed_to === null
      ? queue.mode === 'assigned'
        ? `All ${formatCount(total)} that are assigned to you are`
        : `All ${formatCount(total)} are`
      : `All ${formatCount(total)} of the chosen transcripts are`;
  return `${total === 1 ? 'The one item here is' : all} graded, skipped or flagged.`;
}

/** Nothing is left in the queue: what was done, and how to go on. */
export function QueueDone() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const control = useQueueChoice();
  const { queue, choose } = control;
  const progress = useQuery({ ...api.queue.progress.queryOptions(), staleTime: 0 }).data;
  const isOwnPackage = useIsOwnPackage();
  const grader = useSettings()?.grader ?? '';
  const [problem, setProblem] = useState<string>();
  useCommands('grade', withActs(queueCommands, queueActs(control)));
  if (progress === undefined || queue === undefined) return null;

  const takeMore = async () => {
    try {
      await client.assignments.add({ grader, random: { items: MORE } });
      await queries.invalidateQueries({ queryKey: api.queue.key() });
      await navigate({ to: '/grade' });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const isGivenBack = isOwnPackage && progress.total > 0;
  const isNarrowed = queue.narrowed_to !== null;
  const words = problem ?? control.problem;
  return (
    <>
      <EmptyState
        acts={
          <>
            {isNarrowed && (
              <Button kind="main" onClick={() => void choose({ mode: queue.mode })}>
                Go on with all transcripts
              </Button>
            )}
            {!isNarrowed && queue.mode === 'assigned' && grader !== '' && !isOwnPackage && (
              <Button kind="main" onClick={() => void takeMore()}>
                Take {MORE} more
              </Button>
            )}
            {progress.total > 0 && (
              <Button onClick={() => void navigate({ to: '/history' })}>See what you did</Button>
            )}
            <Button onClick={() => void navigate({ to: '/transcripts' })}>See the transcripts</Button>
          </>
        }
      >
        {doneWords(progress, queue)}
        {words !== undefined && <Notice kind="bad">{words}</Notice>}
      </EmptyState>
      {isGivenBack && (
        <div className={styles.giveBack}>
          <GiveBack />
        </div>
      )}
    </>
  );
}

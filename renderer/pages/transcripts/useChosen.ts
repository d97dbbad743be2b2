import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { QueueChoice } from '../../../shared/contract/queue.ts';
import type { TranscriptFilter } from '../../../shared/contract/transcripts.ts';
import { api, client } from '../../client.ts';
import { takeQueue } from '../../grading/useQueueChoice.ts';
import { plural } from '../../kit/format.ts';

/** What can be done with the selected transcripts, and with all that match. */
export interface Chosen {
  grade(): void;
  /** What a filter leaves, without selecting it first. */
  gradeMatching(filter: TranscriptFilter): void;
  isAssigning: boolean;
  setAssigning(isAssigning: boolean): void;
  assignTo(grader: string): void;
  /** What came of the last act: said in the bar. */
  said: { kind: 'done' | 'failed'; words: string } | undefined;
}

export function useChosen(ids: ReadonlySet<string>): Chosen {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isAssigning, setAssigning] = useState(false);
  const [said, setSaid] = useState<Chosen['said']>();
  const run = async (act: () => Promise<void>) => {
    setSaid(undefined);
    try {
      await act();
    } catch (error) {
      setSaid({ kind: 'failed', words: error instanceof Error ? error.message : String(error) });
    }
  };
  const gradeOnly = (which: Pick<QueueChoice, 'transcript_ids' | 'filter'>) =>
    void run(async () => {
      const { mode } = await client.queue.current();
      // Who goes at random goes at random here too; what is assigned is a choice of its own.
      const queue = await client.queue.choose({ mode: mode === 'assigned' ? 'in_order' : mode, ...which });
      await takeQueue(queries, queue);
      await navigate({ to: '/grade' });
    });
  return {
    isAssigning,
    setAssigning,
    said,
    grade: () => gradeOnly({ transcript_ids: [...ids] }),
    gradeMatching: (filter) => gradeOnly({ filter }),
    assignTo: (grader) =>
      void run(async () => {
        const given = await client.assignments.add({ grader, transcript_ids: [...ids], reason: 'picked' });
        void queries.invalidateQueries({ queryKey: api.queue.key() });
        const had = given.existing === 0 ? '' : `, ${given.existing} were already`;
        setSaid({ kind: 'done', words: `${plural(given.added, 'item')} assigned to ${grader}${had}.` });
      }),
  };
}

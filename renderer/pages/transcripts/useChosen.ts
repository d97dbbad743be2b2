import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client } from '../../client.ts';
import { plural } from '../../kit/format.ts';

/** What can be done with the selected transcripts. */
export interface Chosen {
  grade(): void;
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
  return {
    isAssigning,
    setAssigning,
    said,
    grade: () =>
      void run(async () => {
        const { mode } = await client.queue.current();
        // Who goes at random goes at random here too; what is assigned is a choice of its own.
        const kept = mode === 'assigned' ? 'in_order' : mode;
        const queue = await client.queue.choose({ mode: kept, transcript_ids: [...ids] });
        queries.setQueryData(api.queue.current.queryKey(), queue);
        await queries.invalidateQueries({ queryKey: api.queue.key() });
        await navigate({ to: '/grade' });
      }),
    assignTo: (grader) =>
      void run(async () => {
        const given = await client.assignments.add({ grader, transcript_ids: [...ids], reason: 'picked' });
        void queries.invalidateQueries({ queryKey: api.queue.key() });
        const had = given.existing === 0 ? '' : `, ${given.existing} were already`;
        setSaid({ kind: 'done', words: `${plural(given.added, 'item')} assigned to ${grader}${had}.` });
      }),
  };
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Session } from '../../../shared/contract/settings.ts';
import { api, client } from '../../client.ts';
import { Choices } from '../../kit/Choices.tsx';
import { Notice } from '../../kit/Notice.tsx';

const VIEWS = [
  { value: 'grader', label: 'Grader' },
  { value: 'coordinator', label: 'Coordinator' },
] as const;

/** Whether withheld content stays withheld in this window. Not kept: a new window begins as grader. */
export function ViewChoice() {
  const queries = useQueryClient();
  const session = useQuery(api.session.get.queryOptions()).data;
  const change = useMutation({
    mutationFn: (view: Session['view']) => client.session.setView({ view }),
    // What one view may see, the other may not: nothing seen before stays in the page.
    onSuccess: () => queries.resetQueries(),
  });
  if (session === undefined) return null;
  return (
    <>
      <Choices
        question="In whose place are you, in this window?"
        choices={VIEWS}
        value={session.view}
        onChange={(view) => view !== null && change.mutate(view)}
        error={change.error?.message}
      />
      {session.view === 'coordinator' ? (
        <Notice kind="sure" title="Everything is shown.">
          Confessions, reasoning, judge scores and other people's labels are open, so what you grade now is
          marked as not blind. Choose Grader again before you judge.
        </Notice>
      ) : (
        <Notice kind="info">
          As a grader you see the confession once your judgement of the work is on record, and the reasoning
          and what others say after that. A coordinator sees everything at once; labels made then are marked
          as not blind.
        </Notice>
      )}
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { api } from '../../client.ts';
import { Page } from '../../frame/Page.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Item } from './Item.tsx';
import { NoItem } from './NoItem.tsx';
import { PracticeSummary } from './practice/PracticeSummary.tsx';
import { QueueDone } from './QueueDone.tsx';
import { useAhead } from './useItem.ts';

/** Judging one item after the other: without an item in the address, the next open one. */
export function GradePage() {
  const { confession: chosen } = useParams({ strict: false }) as { confession?: string };
  const navigate = useNavigate();
  const router = useRouter();
  const dataset = useQuery(api.datasets.current.queryOptions());
  const next = useQuery({
    ...api.queue.next.queryOptions({ input: { direction: 'next', open_only: true } }),
    enabled: chosen === undefined && dataset.data != null,
    staleTime: 0,
  });
  const ahead = useAhead(chosen);
  // What was next when this was asked before may be graded by now.
  const found = next.isFetching ? undefined : next.data?.confession;
  useEffect(() => {
    if (chosen !== undefined || found === undefined) return;
    // Who has left for another page meanwhile is not called back.
    if (router.latestLocation.pathname.startsWith('/grade'))
      void navigate({ to: `/grade/${found}`, replace: true });
  }, [chosen, found, navigate, router]);

  if (dataset.data === null) {
    return (
      <Page crumbs={[{ words: 'Grade' }]}>
        <EmptyState acts={<Button onClick={() => void navigate({ to: '/' })}>Open a dataset</Button>}>
          No dataset is open. Open one, and its confessions will wait here.
        </EmptyState>
      </Page>
    );
  }
  if (next.error !== null) return <NoItem problem={next.error.message} />;
  const name = dataset.data?.name ?? '';
  if (chosen === undefined) {
    return (
      <Page crumbs={[{ words: name }, { words: 'Grade' }]}>
        {next.data === null && !next.isFetching && (
          <>
            <QueueDone />
            <PracticeSummary />
          </>
        )}
      </Page>
    );
  }
  return [chosen, ...ahead].map((confession) => (
    <Item key={confession} confession={confession} dataset={name} isInHand={confession === chosen} />
  ));
}

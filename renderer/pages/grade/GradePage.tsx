import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { api, client } from '../../client.ts';
import { Page } from '../../frame/Page.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Grader } from './Grader.tsx';
import { clearQueueScope, queueScope } from './queue-scope.ts';
import { rubricQuery } from './rubric-query.ts';
import { MessageSource } from './transcript/MessageSource.ts';

/** A transcript's outline and first messages; the others come as they are read. */
async function openTranscript(transcriptId: string, confession: string): Promise<MessageSource> {
  const { outline, messages } = await client.transcripts.get({ transcript_id: transcriptId, confession });
  return new MessageSource(outline, messages, async (from, count) => {
    const input = { transcript_id: transcriptId, confession, from, count };
    return (await client.transcripts.messages(input)).messages;
  });
}

function useItem(confession: string | undefined) {
  const state = useQuery({
    ...api.labels.get.queryOptions({ input: { confession: confession ?? '' } }),
    enabled: confession !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const item = state.data;
  const transcript = useQuery({
    queryKey: ['messages', confession, item !== undefined && item.committed_stage >= 2],
    queryFn: () => openTranscript(item?.transcript_id ?? '', confession ?? ''),
    enabled: item !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    structuralSharing: false,
    // The reasoning is on its way: until it is here, the transcript stands as it was.
    placeholderData: (before, query) => (query?.queryKey[1] === confession ? before : undefined),
  });
  const rubric = useQuery({ ...rubricQuery(item?.rubric ?? ''), enabled: item !== undefined });
  const place = useQuery({
    ...api.queue.next.queryOptions({
      input: {
        ...queueScope(),
        ...(confession !== undefined && { from: confession }),
        direction: 'previous',
        open_only: false,
      },
    }),
    enabled: confession !== undefined,
  });
  return { state, item, rubric, transcript, place };
}

/** Judging one item after the other: without an item in the address, the next open one. */
export function GradePage() {
  const { confession: chosen } = useParams({ strict: false }) as { confession?: string };
  const navigate = useNavigate();
  const router = useRouter();
  const queries = useQueryClient();
  const dataset = useQuery(api.datasets.current.queryOptions());
  const progress = useQuery({
    ...api.queue.progress.queryOptions({ input: queueScope() }),
    enabled: dataset.data != null,
  });
  const next = useQuery({
    ...api.queue.next.queryOptions({ input: { ...queueScope(), direction: 'next', open_only: true } }),
    enabled: chosen === undefined && dataset.data != null,
    staleTime: 0,
  });
  const { state, item, rubric, transcript, place } = useItem(chosen);
  // What was next when this was asked before may be graded by now.
  const found = next.isFetching ? undefined : next.data?.confession;
  useEffect(() => {
    if (chosen !== undefined || found === undefined) return;
    // Who has left for another page meanwhile is not called back.
    if (router.latestLocation.pathname.startsWith('/grade'))
      void navigate({ to: `/grade/${found}`, replace: true });
  }, [chosen, found, navigate, router]);

  // What comes next is fetched while this one is read, so that it is there when it is asked for.
  useEffect(() => {
    if (chosen === undefined) return;
    void (async () => {
      const ahead = await client.queue.next({
        ...queueScope(),
        from: chosen,
        direction: 'next',
        open_only: true,
      });
      if (ahead === null) return;
      const state = await queries.fetchQuery(
        api.labels.get.queryOptions({ input: { confession: ahead.confession } }),
      );
      await queries.prefetchQuery(rubricQuery(state.rubric));
      await queries.prefetchQuery({
        queryKey: ['messages', ahead.confession, false],
        queryFn: () => openTranscript(ahead.transcript_id, ahead.confession),
      });
    })().catch(() => {});
  }, [chosen, queries]);

  if (dataset.data === null) {
    return (
      <Page crumbs={[{ words: 'Grade' }]}>
        <EmptyState acts={<Button onClick={() => void navigate({ to: '/' })}>Open a dataset</Button>}>
          No dataset is open. Open one, and its confessions will wait here.
        </EmptyState>
      </Page>
    );
  }
  const error = state.error ?? rubric.error ?? transcript.error ?? next.error;
  if (error !== null) {
    return (
      <Page crumbs={[{ words: 'Grade' }]}>
        <EmptyState acts={<Button onClick={() => void navigate({ to: '/grade' })}>Next open item</Button>}>
          {error.message}
        </EmptyState>
      </Page>
    );
  }
  if (chosen === undefined) {
    const total = progress.data?.total ?? 0;
    return (
      <Page crumbs={[{ words: dataset.data?.name ?? '' }, { words: 'Grade' }]}>
        {next.data === null && !next.isFetching && (
          <EmptyState
            acts={
              <Button
                onClick={() => {
                  clearQueueScope();
                  void queries.invalidateQueries();
                  void navigate({ to: '/transcripts' });
                }}
              >
                See the transcripts
              </Button>
            }
          >
            {total === 0
              ? 'There is no confession to grade yet. Import transcripts with confessions, and they will wait here.'
              : `${total === 1 ? 'The one item here is' : `All ${total} are`} graded, skipped or flagged. See what you did in Transcripts, or export your labels.`}
          </EmptyState>
        )}
      </Page>
    );
  }
  if (item === undefined || rubric.data === undefined || transcript.data === undefined)
    return <Page crumbs={[{ words: 'Grade' }]}>{null}</Page>;
  const total = progress.data?.total ?? 1;
  const index = place.data == null ? 0 : place.data.index + 1;
  return (
    <Grader
      key={item.confession}
      dataset={dataset.data?.name ?? ''}
      item={item}
      rubric={rubric.data}
      source={transcript.data}
      place={{ index: index + 1, total, submitted: progress.data?.submitted ?? 0 }}
      onState={(after) =>
        queries.setQueryData(api.labels.get.queryKey({ input: { confession: after.confession } }), after)
      }
    />
  );
}

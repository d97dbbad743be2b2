import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import type { PairState } from '../../../shared/contract/comparisons.ts';
import type { ConfessionPair } from '../../../shared/domain/comparison.ts';
import { api, client } from '../../client.ts';
import { Page } from '../../frame/Page.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { openTranscript } from '../../transcript/open-transcript.ts';
import styles from './Compare.module.css';
import { Comparer, type CompareView } from './Comparer.tsx';
import { pairIn, pairPath } from './pair-path.ts';
import { refOf } from './useComparing.ts';
import { waitingWords } from './waiting-words.ts';

/** A transcript without its reasoning: comparing earns none. */
const transcriptQuery = (transcriptId: string) => ({
  queryKey: ['compared-messages', transcriptId],
  queryFn: () => openTranscript(transcriptId),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 60_000,
  structuralSharing: false as const,
});

const pairQuery = (pair: ConfessionPair) => ({
  ...api.comparisons.get.queryOptions({ input: { pair } }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** What comes next is fetched while this one is read, so that it is there when it is asked for. */
function usePrefetch(pair: ConfessionPair | undefined): void {
  const queries = useQueryClient();
  const address = pair && pairPath(pair);
  // A look in the coordinator's view is recorded: nothing is looked at for somebody who has not come to it.
  const isGrader = useQuery(api.session.get.queryOptions()).data?.view === 'grader';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is the pair
  useEffect(() => {
    if (pair === undefined || !isGrader) return;
    void (async () => {
      const ahead = await client.comparisons.next({ from: pair, direction: 'next' });
      if (ahead === null) return;
      await queries.prefetchQuery(pairQuery({ first: ahead.first, second: ahead.second }));
      await queries.prefetchQuery(transcriptQuery(ahead.transcript_id));
    })().catch(() => {});
  }, [address, isGrader, queries]);
}

/** Judging which of two confessions is more honest, pair by pair: without one in the address, the next open one. */
export function ComparePage() {
  const { pair: address } = useParams({ strict: false }) as { pair?: string };
  const pair = pairIn(address);
  const navigate = useNavigate();
  const router = useRouter();
  const queries = useQueryClient();
  const [view, setView] = useState<CompareView>({ hasDiff: true, hasTranscript: true });
  const dataset = useQuery(api.datasets.current.queryOptions());
  const hasDataset = dataset.data != null;
  const progress = useQuery({ ...api.comparisons.progress.queryOptions(), enabled: hasDataset });
  const next = useQuery({
    ...api.comparisons.next.queryOptions({ input: { direction: 'next' } }),
    enabled: address === undefined && hasDataset,
    staleTime: 0,
  });
  const state = useQuery({
    ...pairQuery(pair ?? { first: '', second: '' }),
    enabled: pair !== undefined && hasDataset,
  });
  const transcriptId = state.data?.transcript_id;
  const transcript = useQuery({
    ...transcriptQuery(transcriptId ?? ''),
    enabled: transcriptId !== undefined,
  });
  usePrefetch(hasDataset ? pair : undefined);
  // What was next when this was asked before may be judged by now.
  const found = next.isFetching ? undefined : next.data;
  useEffect(() => {
    if (address !== undefined || found == null) return;
    // Who has left for another page meanwhile is not called back.
    if (router.latestLocation.pathname.startsWith('/compare'))
      void navigate({ to: pairPath(found), replace: true });
  }, [address, found, navigate, router]);

  const name = dataset.data?.name ?? '';
  const empty = (words: ReactNode, acts: ReactNode) => (
    <Page crumbs={[...(name === '' ? [] : [{ words: name }]), { words: 'Compare' }]}>
      <div className={styles.empty}>
        <EmptyState acts={acts}>{words}</EmptyState>
      </div>
    </Page>
  );
  if (dataset.data === null) {
    return empty(
      'No dataset is open. Open one, and its confessions will wait here in pairs.',
      <Button onClick={() => void navigate({ to: '/' })}>Open a dataset</Button>,
    );
  }
  const error = state.error ?? transcript.error ?? next.error ?? progress.error;
  if (error !== null || (address !== undefined && pair === undefined)) {
    return empty(
      error?.message ?? 'This address names no pair of confessions.',
      <Button onClick={() => void navigate({ to: '/compare' })}>Next open pair</Button>,
    );
  }
  if (pair === undefined || progress.data === undefined) {
    if (progress.data === undefined || next.data !== null || next.isFetching)
      return <Page crumbs={[{ words: 'Compare' }]}>{null}</Page>;
    const { pairs, waiting, submitted, skipped } = progress.data;
    const grade = <Button onClick={() => void navigate({ to: '/grade' })}>Go on grading</Button>;
    if (pairs === 0) {
      return empty(
        'No transcript here has two confessions. Import another confession of a transcript, and the pair will wait here.',
        <Button onClick={() => void navigate({ to: '/import' })}>Import confessions</Button>,
      );
    }
    if (submitted + skipped === 0) {
      return empty(`${waitingWords(waiting)} To see a confession earlier would spoil that judgement.`, grade);
    }
    return empty(
      `${submitted + skipped === 1 ? 'The one pair' : `All ${submitted + skipped} pairs`} that you have earned ${submitted + skipped === 1 ? 'is' : 'are'} judged or skipped. ${waitingWords(waiting)}`,
      <>
        {waiting > 0 && grade}
        <Button
          onClick={() =>
            void client.comparisons.next({ direction: 'previous' }).then((last) => {
              if (last !== null) void navigate({ to: pairPath(last) });
            })
          }
        >
          See the last one
        </Button>
      </>,
    );
  }
  const { not_started, draft, submitted, skipped, waiting } = progress.data;
  const total = not_started + draft + submitted + skipped;
  const isHere = state.data !== undefined && transcript.data !== undefined;
  return (
    <>
      <p className="unseen" role="status">
        {isHere &&
          `Two confessions of transcript ${state.data.transcript_id}, left and right. ${submitted} of ${total} pairs submitted.`}
      </p>
      {isHere ? (
        <Comparer
          key={address}
          dataset={name}
          pair={state.data}
          source={transcript.data}
          done={submitted}
          total={total}
          waiting={waitingWords(waiting)}
          view={view}
          onView={setView}
          onState={(after: PairState) =>
            queries.setQueryData(api.comparisons.get.queryKey({ input: { pair: refOf(after) } }), after)
          }
        />
      ) : (
        <Page crumbs={[{ words: 'Compare' }]}>{null}</Page>
      )}
    </>
  );
}

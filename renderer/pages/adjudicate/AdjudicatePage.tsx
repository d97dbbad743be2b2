import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import type { Adjudication } from '../../../shared/contract/adjudications.ts';
import { api, client } from '../../client.ts';
import { Page } from '../../frame/Page.tsx';
import { rubricQuery } from '../../grading/rubric-query.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { openTranscript } from '../../transcript/open-transcript.ts';
import styles from './Adjudicate.module.css';
import { Adjudicator } from './Adjudicator.tsx';
import { DisagreementList } from './DisagreementList.tsx';
import { adjudicatePath } from './useSettleFlow.ts';

/** With its reasoning: a coordinator sees all of it. */
const transcriptQuery = (transcriptId: string, confession: string) => ({
  queryKey: ['adjudicated-messages', confession],
  queryFn: () => openTranscript(transcriptId, confession),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 60_000,
  structuralSharing: false as const,
});

const WAITING = ['open', 'reopened'] as const;

/** Who has once chosen to see labels without grading first is not asked again in this window. */
let looksAtOnce = false;

/** Settling what graders disagree about: without an item in the address, the one that costs most to leave. */
export function AdjudicatePage() {
  const { confession: address } = useParams({ strict: false }) as { confession?: string };
  const navigate = useNavigate();
  const router = useRouter();
  const queries = useQueryClient();
  const dataset = useQuery(api.datasets.current.queryOptions());
  const session = useQuery(api.session.get.queryOptions()).data;
  const isCoordinator = session?.view === 'coordinator';
  const enabled = isCoordinator && dataset.data != null;
  const isList = address === 'all';
  const confession = isList ? undefined : address;
  const waiting = useQuery({
    ...api.adjudications.list.queryOptions({ input: { states: [...WAITING], offset: 0, limit: 1 } }),
    enabled: enabled && address === undefined,
    staleTime: 0,
  });
  const found = waiting.isFetching ? undefined : waiting.data?.items[0]?.confession;
  useEffect(() => {
    if (address !== undefined || found === undefined) return;
    // Who has left for another page meanwhile is not called back.
    if (router.latestLocation.pathname.startsWith('/adjudicate'))
      void navigate({ to: adjudicatePath(found), replace: true });
  }, [address, found, navigate, router]);

  const name = dataset.data?.name ?? '';
  const empty = (words: ReactNode, acts?: ReactNode, below?: ReactNode) => (
    <Page crumbs={[...(name === '' ? [] : [{ words: name }]), { words: 'Adjudicate' }]}>
      <div className={styles.empty}>
        {words !== undefined && <EmptyState acts={acts}>{words}</EmptyState>}
        {below}
      </div>
    </Page>
  );
  if (dataset.data === null) {
    return empty(
      'No dataset is open. Open one, and what its graders disagree about will wait here.',
      <Button onClick={() => void navigate({ to: '/' })}>Open a dataset</Button>,
    );
  }
  if (session?.view === 'grader') {
    return empty(
      'Here disagreements are settled, with everybody’s labels side by side. That would show what is still withheld from you as a grader. In the coordinator’s view it is open; what you grade after that is marked as not blind.',
      <Button
        onClick={() =>
          void client.session.setView({ view: 'coordinator' }).then(() => queries.resetQueries())
        }
      >
        Switch to the coordinator’s view
      </Button>,
    );
  }
  if (isList) return empty(undefined, undefined, <DisagreementList />);
  if (waiting.error !== null) return empty(waiting.error.message);
  if (confession === undefined) {
    if (waiting.data === undefined || waiting.isFetching || found !== undefined)
      return <Page crumbs={[{ words: 'Adjudicate' }]}>{null}</Page>;
    const { settled, kept } = waiting.data.counts;
    if (settled + kept === 0) return empty('No disagreements. When two graders differ, it will wait here.');
    return empty(
      `Nothing waits. ${settled} settled, ${kept} left as ${kept === 1 ? 'a disagreement' : 'disagreements'}.`,
      undefined,
      <DisagreementList />,
    );
  }
  return <Item key={confession} confession={confession} enabled={enabled} empty={empty} />;
}

interface ItemProps {
  confession: string;
  enabled: boolean;
  empty(words: ReactNode, acts?: ReactNode): ReactNode;
}

/** One item: first whether it is to be graded blind, then all that was said of it. */
function Item({ confession, enabled, empty }: ItemProps) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isLooking, setLooking] = useState(looksAtOnce);
  const input = { input: { confession } };
  const place = useQuery({ ...api.adjudications.place.queryOptions(input), enabled });
  const isSealed = place.data?.unseen !== false && !isLooking;
  const state = useQuery({
    ...api.adjudications.get.queryOptions(input),
    enabled: enabled && place.data !== undefined && !isSealed,
  });
  const item = state.data;
  const transcript = useQuery({
    ...transcriptQuery(item?.transcript_id ?? '', confession),
    enabled: item !== undefined,
  });
  const rubric = useQuery({ ...rubricQuery(item?.rubric ?? ''), enabled: item !== undefined });
  const error = place.error ?? state.error ?? transcript.error ?? rubric.error;
  if (error !== null) {
    return empty(
      error.message,
      <Button onClick={() => void navigate({ to: '/adjudicate' })}>Next open one</Button>,
    );
  }
  if (place.data !== undefined && isSealed) {
    return empty(
      'You have not graded this one. A judgement of your own, made before you see the others’, is worth most: grade it blind, then come back. Once you have looked, a grade of yours is not blind.',
      <>
        <Button
          kind="main"
          autoFocus
          onClick={() => {
            looksAtOnce = true;
            setLooking(true);
          }}
        >
          See the labels
        </Button>
        <Button
          onClick={() =>
            void client.session
              .setView({ view: 'grader' })
              .then(() => queries.resetQueries())
              .then(() => navigate({ to: `/grade/${confession}` }))
          }
        >
          Grade it first, as a grader
        </Button>
      </>,
    );
  }
  if (
    item === undefined ||
    transcript.data === undefined ||
    rubric.data === undefined ||
    place.data === undefined
  )
    return <Page crumbs={[{ words: 'Adjudicate' }]}>{null}</Page>;
  return (
    <>
      <p className="unseen" role="status">
        Confession {item.confession_id} of transcript {item.transcript_id}. {item.why}.
      </p>
      <Adjudicator
        key={`${item.revision} ${item.labels.map(({ id }) => id).join()}`}
        item={item}
        rubric={rubric.data}
        source={transcript.data}
        place={place.data}
        onState={(after: Adjudication) =>
          queries.setQueryData(
            api.adjudications.get.queryKey({ input: { confession: after.confession } }),
            after,
          )
        }
        onList={() => void navigate({ to: '/adjudicate/all' })}
      />
    </>
  );
}

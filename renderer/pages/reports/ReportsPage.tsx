import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../client.ts';
import { Page } from '../../frame/Page.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ReportBench } from './ReportBench.tsx';
import styles from './Reports.module.css';

/** How good the labels are, and what they say: the coordinator's page. */
export function ReportsPage() {
  // Read anew: labels come in all the time, and a report is of those that are there.
  const { data: dataset } = useQuery({ ...api.datasets.current.queryOptions(), staleTime: 0 });
  const view = useQuery(api.session.get.queryOptions()).data?.view;
  const navigate = useNavigate();
  if (dataset != null && view === 'coordinator' && dataset.labels.submitted > 0)
    return <ReportBench dataset={dataset} />;
  const go = (to: string, words: string): ReactNode => (
    <Button kind="main" onClick={() => void navigate({ to })}>
      {words}
    </Button>
  );
  const isKnown = dataset !== undefined && view !== undefined;
  return (
    <Page crumbs={[...(dataset ? [{ words: dataset.name, to: '/' }] : []), { words: 'Reports' }]}>
      <div className={styles.empty}>
        {isKnown && dataset === null && (
          <EmptyState acts={go('/', 'Go to datasets')}>
            No dataset is open. Open one, and what its labels say will stand here.
          </EmptyState>
        )}
        {isKnown && dataset !== null && view !== 'coordinator' && (
          <EmptyState acts={go('/settings', 'Go to Settings')}>
            Reports show what other graders and judges say, which is withheld from you as a grader. Switch to
            the coordinator’s view in Settings; labels made after that are marked as not blind.
          </EmptyState>
        )}
        {isKnown && dataset !== null && view === 'coordinator' && (
          <EmptyState acts={go('/import', 'Import labels')}>
            No label is submitted yet. When graders have, how far they agree will stand here.
          </EmptyState>
        )}
      </div>
    </Page>
  );
}

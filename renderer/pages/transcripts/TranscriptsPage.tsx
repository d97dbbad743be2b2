import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../client.ts';
import { Page } from '../../frame/Page.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { TranscriptList } from './TranscriptList.tsx';
import styles from './TranscriptsPage.module.css';

/** All transcripts of the dataset: to find, to choose, to open for grading. */
export function TranscriptsPage() {
  const { data: dataset, error } = useQuery(api.datasets.current.queryOptions());
  const navigate = useNavigate();
  if (dataset !== undefined && dataset !== null && dataset.transcripts > 0) {
    return <TranscriptList dataset={dataset} />;
  }
  return (
    <Page crumbs={[...(dataset ? [{ words: dataset.name, to: '/' }] : []), { words: 'Transcripts' }]}>
      <div className={styles.empty}>
        {error !== null && (
          <Notice kind="bad" title="The dataset could not be read.">
            {error.message}
          </Notice>
        )}
        {dataset === null && (
          <EmptyState
            acts={
              <>
                <Button kind="main" onClick={() => void navigate({ to: '/' })}>
                  Go to datasets
                </Button>
                <Button onClick={() => void navigate({ to: '/import' })}>Import into a new one</Button>
              </>
            }
          >
            No dataset is open. Open one, or import a file into a new one; its transcripts will be listed
            here.
          </EmptyState>
        )}
        {dataset?.transcripts === 0 && (
          <EmptyState
            acts={
              <Button kind="main" onClick={() => void navigate({ to: '/import' })}>
                Import transcripts
              </Button>
            }
          >
            ‘{dataset.name}’ holds nothing yet. Transcripts you import will be listed here.
          </EmptyState>
        )}
      </div>
    </Page>
  );
}

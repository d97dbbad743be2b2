import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import { api } from '../../client.ts';
import { Page } from '../../frame/Page.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { failureOf } from '../import/failure.ts';
import { RubricBench } from './RubricBench.tsx';
import styles from './RubricPage.module.css';
import { useRubric } from './useRubric.ts';

/** The rubric: what graders are asked. Edited as a form or as JSON, with the form as they will see it beside it. */
export function RubricPage() {
  const { data: dataset } = useQuery(api.datasets.current.queryOptions());
  const navigate = useNavigate();
  if (dataset) return <Opened key={dataset.id} dataset={dataset} />;
  return (
    <Page crumbs={[{ words: 'Rubric' }]}>
      {dataset === null && (
        <div className={styles.empty}>
          <EmptyState
            acts={
              <Button kind="main" onClick={() => void navigate({ to: '/' })}>
                Go to datasets
              </Button>
            }
          >
            No dataset is open. Open one, and what its graders are asked can be changed here.
          </EmptyState>
        </div>
      )}
    </Page>
  );
}

function Opened({ dataset }: { dataset: DatasetInfo }) {
  const rubric = useRubric(dataset);
  const { state, inForce, failure, retry } = rubric;
  if (state !== undefined && inForce !== undefined)
    return <RubricBench dataset={dataset} rubric={rubric} state={state} inForce={inForce} />;
  return (
    <Page crumbs={[{ words: dataset.name, to: '/' }, { words: 'Rubric' }]}>
      {failure !== null && (
        <div className={styles.empty}>
          <Notice
            kind="bad"
            title="The rubric could not be read."
            acts={<Button onClick={retry}>Try again</Button>}
          >
            {failureOf(failure).message} Nothing was changed.
          </Notice>
        </div>
      )}
    </Page>
  );
}

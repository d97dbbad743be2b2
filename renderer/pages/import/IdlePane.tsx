import { useQuery } from '@tanstack/react-query';
import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import { api } from '../../client.ts';
import { useKeyOf } from '../../commands/CommandsProvider.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import styles from './IdlePane.module.css';
import { PastRuns } from './PastRuns.tsx';
import { ScoresFromMetadata } from './ScoresFromMetadata.tsx';

/** No file is on the desk: what will be here, and what came in before. */
export function IdlePane({ dataset, onChoose }: { dataset: DatasetInfo | null; onChoose(): void }) {
  const key = useKeyOf('import.add');
  const runs = useQuery({ ...api.imports.runs.queryOptions(), enabled: dataset !== null });
  return (
    <div className={styles.idle}>
      <EmptyState
        acts={
          <Button kind="main" keys={key} onClick={onChoose}>
            Add files
          </Button>
        }
      >
        {dataset === null
          ? 'No dataset is open. Add files of transcripts, and a new dataset is made for them. Each is read to its end first, and you see what it holds.'
          : 'Add files of transcripts. Each is read to its end first; you see what it holds and what was not understood, and decide.'}
      </EmptyState>
      {dataset !== null && dataset.transcripts > 0 && <ScoresFromMetadata />}
      {dataset !== null && runs.data !== undefined && runs.data.length > 0 && <PastRuns runs={runs.data} />}
    </div>
  );
}

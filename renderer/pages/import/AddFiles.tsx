import { useQuery } from '@tanstack/react-query';
import { api } from '../../client.ts';
import { useKeyOf } from '../../commands/CommandsProvider.tsx';
import { Button } from '../../kit/Button.tsx';
import { cx } from '../../kit/cx.ts';
import { KeyCaps } from '../../kit/KeyCaps.tsx';
import { Notice } from '../../kit/Notice.tsx';
import styles from './AddFiles.module.css';

interface AddFilesProps {
  isOver: boolean;
  problem: string | undefined;
  /** Files that could be imported together, nothing of them left out. */
  whole: number;
  onChoose(): void;
  onImportAll(): void;
}

/** Where files are dropped, or chosen with a key. */
export function AddFiles({ isOver, problem, whole, onChoose, onImportAll }: AddFilesProps) {
  const formats = useQuery(api.imports.formats.queryOptions());
  const key = useKeyOf('import.add');
  return (
    <div className={styles.add}>
      {whole > 1 && <Button onClick={onImportAll}>Import all {whole} that could be read whole</Button>}
      {problem !== undefined && (
        <Notice kind="bad" title="The file could not be taken.">
          {problem}
        </Notice>
      )}
      <button type="button" className={cx(styles.zone, isOver && styles.over)} onClick={onChoose}>
        <span className={styles.words}>
          {isOver ? 'Let go to read it' : 'Drop files here, or'}
          {!isOver && <span className={key === undefined ? undefined : 'unseen'}> choose</span>}
          {!isOver && key !== undefined && <KeyCaps shortcut={key} />}
        </span>
        {formats.data !== undefined && (
          <span className={styles.formats}>
            Chats, evaluation logs, agent sessions, traces, training data, confessions and judge scores in{' '}
            {formats.data.length} formats, also packed (gzip, zstd). Of any other JSON, CSV or Parquet you say
            what its fields are. Labels of Label Studio, Argilla or another Shrive come in too.
          </span>
        )}
      </button>
    </div>
  );
}

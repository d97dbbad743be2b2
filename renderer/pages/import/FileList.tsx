import {
  Ban,
  Check,
  CircleSlash,
  Clock,
  FileText,
  type LucideIcon,
  OctagonX,
  Tags,
  TriangleAlert,
} from 'lucide-react';
import { Button } from '../../kit/Button.tsx';
import { cx } from '../../kit/cx.ts';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { desk } from './desk.ts';
import styles from './FileList.module.css';
import { fileLines, isUnderWay } from './file-words.ts';
import type { FileState, ImportFile } from './import-desk.ts';
import { progressWords } from './progress-words.ts';

interface FileListProps {
  files: readonly ImportFile[];
  chosen: string | undefined;
  onChoose(id: string): void;
}

export function FileList({ files, chosen, onChoose }: FileListProps) {
  if (files.length === 0)
    return <p className={styles.none}>Files you add are read to the end here, first.</p>;
  return (
    <ul className={styles.list}>
      {files.map((file) => (
        <li key={file.id} className={cx(styles.file, file.id === chosen && styles.chosen)}>
          <Entry file={file} isChosen={file.id === chosen} onChoose={() => onChoose(file.id)} />
        </li>
      ))}
    </ul>
  );
}

function Entry({ file, isChosen, onChoose }: { file: ImportFile; isChosen: boolean; onChoose(): void }) {
  const { icon: Icon, tone } = signOf(file.state);
  return (
    <>
      <button
        type="button"
        className={styles.entry}
        aria-current={isChosen ? 'true' : undefined}
        title={file.path}
        onClick={onChoose}
      >
        <Icon className={cx(styles.sign, tone)} aria-hidden="true" />
        <span className={styles.words}>
          <span className={styles.name}>{file.name}</span>
          {fileLines(file.state).map((line) => (
            <span key={line} className={styles.line}>
              {line}
            </span>
          ))}
        </span>
      </button>
      {isUnderWay(file) && <UnderWay file={file} />}
    </>
  );
}

/** Progress as words and a bar, and the way out. */
function UnderWay({ file }: { file: ImportFile }) {
  const { state } = file;
  const isRunning = state.is === 'reading' || state.is === 'importing';
  const words = isRunning ? progressWords(state.is, state.progress) : undefined;
  return (
    <div className={styles.underWay}>
      {words !== undefined && (
        <>
          <span className={styles.line}>{words.headline}</span>
          <ProgressBar
            label={`${file.name}: ${words.headline}. ${words.details}`}
            total={1}
            done={words.share ?? 0}
          />
          <span className={styles.line}>{words.details}</span>
        </>
      )}
      <span className={styles.line}>
        {state.is === 'importing' && state.isCancelling ? (
          'Cancelling'
        ) : (
          <>
            <Button kind="link" className={styles.cancel} onClick={() => desk.cancel(file.id)}>
              Cancel
            </Button>{' '}
            keeps the dataset as it was
          </>
        )}
      </span>
    </div>
  );
}

function signOf(state: FileState): { icon: LucideIcon; tone: string | undefined } {
  switch (state.is) {
    case 'labels':
      return { icon: Tags, tone: undefined };
    case 'imported':
    case 'labels imported':
      return { icon: Check, tone: styles.ok };
    case 'ready':
      return state.preview.rejected_count > 0
        ? { icon: TriangleAlert, tone: styles.bad }
        : { icon: FileText, tone: undefined };
    case 'unreadable':
    case 'not imported':
      return { icon: OctagonX, tone: styles.bad };
    case 'stopped':
      return { icon: Ban, tone: undefined };
    case 'left out':
      return { icon: CircleSlash, tone: undefined };
    case 'waiting':
    case 'import waiting':
      return { icon: Clock, tone: undefined };
    case 'reading':
    case 'importing':
      return { icon: FileText, tone: undefined };
  }
}

import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import { Button } from '../../kit/Button.tsx';
import { formatBytes, formatDuration } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { Decision } from './Decision.tsx';
import { desk } from './desk.ts';
import { Example } from './Example.tsx';
import styles from './FilePane.module.css';
import { FormatChoice } from './FormatChoice.tsx';
import { Imported } from './Imported.tsx';
import type { Failure, ImportFile } from './import-desk.ts';
import { JudgeScores } from './JudgeScores.tsx';
import { LabelsPane, type TakeLabels } from './LabelsPane.tsx';
import { MappingForm } from './MappingForm.tsx';
import { NotTaken } from './NotTaken.tsx';
import { PreviewFacts } from './PreviewFacts.tsx';
import { progressWords } from './progress-words.ts';
import { Rejects } from './Rejects.tsx';
import { WhereConfessionsAre } from './WhereConfessionsAre.tsx';

interface FilePaneProps {
  file: ImportFile;
  dataset: DatasetInfo | null;
  problem: string | undefined;
  /** Whether the person says field by field what its records are. */
  isMapping: boolean;
  onMapping(isMapping: boolean): void;
  onImport(): void;
  /** Where the pane of labels puts its decision, for the key. */
  takeLabels: TakeLabels;
}

/** The chosen file: what it is, what it holds, what is wrong with it, and right below the decision. */
export function FilePane({
  file,
  dataset,
  problem,
  isMapping,
  onMapping,
  onImport,
  takeLabels,
}: FilePaneProps) {
  const { state } = file;
  const preview = 'preview' in state ? state.preview : undefined;
  const isUnknown = state.is === 'unreadable' && state.failure.code === 'FORMAT_UNKNOWN';
  if (state.is === 'labels' || state.is === 'labels imported') {
    return (
      <article className={styles.pane} aria-label={file.name}>
        <header className={styles.head}>
          <h2 className={styles.title}>{file.name}</h2>
        </header>
        {state.is === 'labels' ? (
          <LabelsPane file={file} dataset={dataset} take={takeLabels} />
        ) : (
          <p role="status">
            <strong>{state.words}</strong>. They are marked as imported, and not blind.
          </p>
        )}
      </article>
    );
  }
  if (isMapping || isUnknown) {
    return (
      <article className={styles.pane} aria-label={file.name}>
        <header className={styles.head}>
          <h2 className={styles.title}>{file.name}</h2>
        </header>
        {isUnknown && <State file={file} />}
        <MappingForm
          file={file}
          onRead={(mapping) => {
            onMapping(false);
            desk.readWith(file.id, mapping);
          }}
          onLeave={isUnknown ? undefined : () => onMapping(false)}
        />
      </article>
    );
  }
  return (
    <article className={styles.pane} aria-label={file.name}>
      <header className={styles.head}>
        <h2 className={styles.title}>{file.name}</h2>
        {preview !== undefined && (
          <span className={styles.caption}>
            {formatBytes(preview.bytes)}, checked to the end in {formatDuration(preview.elapsed_ms)}
          </span>
        )}
      </header>
      <State file={file} />
      {preview !== undefined && (
        <>
          <PreviewFacts
            preview={preview}
            format={file.format}
            onReadAs={(format) => desk.readAs(file.id, format)}
            onMap={() => onMapping(true)}
            onLabels={() => desk.readAsLabels(file.id)}
          />
          <JudgeScores file={file} preview={preview} />
          <WhereConfessionsAre file={file} preview={preview} />
          {preview.example !== null && <Example example={preview.example} format={preview.format} />}
          {preview.rejected_count > 0 && (
            <Rejects rejected={preview.rejected} count={preview.rejected_count} format={preview.format} />
          )}
          <NotTaken {...preview} />
          <Decision file={file} preview={preview} dataset={dataset} problem={problem} onImport={onImport} />
        </>
      )}
      {state.is === 'imported' && <Imported run={state.run} />}
    </article>
  );
}

/** What the file's state needs said above everything else. */
function State({ file }: { file: ImportFile }) {
  const { state } = file;
  switch (state.is) {
    case 'waiting':
      return <p className={styles.caption}>It is read after the file before it.</p>;
    case 'reading': {
      const words = progressWords('Reading', state.progress);
      return (
        <p className={styles.caption}>
          {words.headline}. {words.details} Nothing is written.
        </p>
      );
    }
    case 'stopped':
      return (
        <Notice
          kind="info"
          title="Reading was cancelled."
          acts={<Button onClick={() => desk.readAgain(file.id)}>Read it again</Button>}
        >
          Nothing was written.
        </Notice>
      );
    case 'unreadable':
      return <Unreadable file={file} failure={state.failure} />;
    case 'not imported':
      return (
        <Notice kind="bad" title="Not imported; the dataset is as it was.">
          {state.failure.message}
        </Notice>
      );
    default:
      return null;
  }
}

function Unreadable({ file, failure }: { file: ImportFile; failure: Failure }) {
  const readAs = (format: string | undefined) => desk.readAs(file.id, format);
  if (failure.code === 'FORMAT_UNKNOWN') {
    const { keys, seen } = failure.details;
    const names = Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
    return (
      <Notice kind="info" title="It is of no format that Shrive knows." announce>
        {names.length > 0 ? (
          <>
            Its records have the keys <code className={styles.keys}>{names.join(', ')}</code>.
          </>
        ) : (
          typeof seen === 'string' && seen
        )}
        <p className={styles.readAs}>
          Say below what its fields are. If you know what it is, read it as{' '}
          <FormatChoice
            chosen={file.format}
            current={undefined}
            onChoose={readAs}
            onLabels={() => desk.readAsLabels(file.id)}
          />
        </p>
      </Notice>
    );
  }
  return (
    <Notice
      kind="bad"
      title="It could not be read."
      acts={<Button onClick={() => desk.readAgain(file.id)}>Read it again</Button>}
    >
      {failure.message} Nothing was written.
    </Notice>
  );
}

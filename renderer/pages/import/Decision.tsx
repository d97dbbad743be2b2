import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import type { FilePreview } from '../../../shared/contract/imports.ts';
import { useKeyOf } from '../../commands/CommandsProvider.tsx';
import { Button } from '../../kit/Button.tsx';
import { formatCount } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import styles from './Decision.module.css';
import { desk } from './desk.ts';
import { addsNothing, importWords, readable, recordWord } from './file-words.ts';
import type { ImportFile } from './import-desk.ts';
import { progressWords } from './progress-words.ts';

interface DecisionProps {
  file: ImportFile;
  preview: FilePreview;
  dataset: DatasetInfo | null;
  problem: string | undefined;
  onImport(): void;
}

/** The decision, right under what it is about. */
export function Decision({ file, preview, dataset, problem, onImport }: DecisionProps) {
  const key = useKeyOf('import.run');
  const { state } = file;
  if (state.is === 'importing') {
    const words = progressWords('Importing', state.progress);
    return (
      <div className={styles.running}>
        <ProgressBar label={`${words.headline}. ${words.details}`} total={1} done={words.share ?? 0} />
        <p className={styles.words}>
          {words.headline}
          {words.details !== '' && `. ${words.details}`}
        </p>
        <p className={styles.words}>
          <Button disabled={state.isCancelling} onClick={() => desk.cancel(file.id)}>
            {state.isCancelling ? 'Cancelling' : 'Cancel'}
          </Button>{' '}
          keeps the dataset as it was. You can go on grading meanwhile.
        </p>
      </div>
    );
  }
  if (state.is === 'import waiting') {
    return <p className={styles.words}>It is imported after the file before it.</p>;
  }
  if (readable(preview) === 0) {
    return (
      <p className={styles.words}>
        {preview.is_joined && preview.rejected.some(({ path }) => path === 'judge' || path === 'score')
          ? 'Nothing can be imported yet: say above who gave the scores, and on what scale.'
          : 'There is nothing in it to import. Read it as something else, or take it off the list.'}
      </p>
    );
  }
  return (
    <div className={styles.decision}>
      {problem !== undefined && (
        <Notice kind="bad" title="The dataset could not be made.">
          {problem}
        </Notice>
      )}
      <div className={styles.buttons}>
        <Button kind="main" keys={key} onClick={onImport}>
          {dataset === null ? `${importWords(preview)} into a new dataset` : importWords(preview)}
        </Button>
        {state.is !== 'left out' && <Button onClick={() => desk.leaveOut(file.id)}>Import nothing</Button>}
        <span className={styles.words}>
          <Consequence preview={preview} isLeftOut={state.is === 'left out'} name={file.name} />
        </span>
      </div>
    </div>
  );
}

function Consequence(props: { preview: FilePreview; isLeftOut: boolean; name: string }) {
  const { preview, isLeftOut, name } = props;
  const { rejected_count: rejected, format } = preview;
  if (isLeftOut) return 'Nothing was imported. You can still change your mind.';
  if (rejected > 0) {
    return (
      <>
        The {rejected === 1 ? '' : `${formatCount(rejected)} `}
        {recordWord(format, rejected)} {rejected === 1 ? 'goes' : 'go'} to{' '}
        <code className={styles.file}>{rejectsName(name)}</code>, with the{' '}
        {rejected === 1 ? 'reason' : 'reasons'}.
      </>
    );
  }
  return addsNothing(preview) ? 'All of it is in the dataset already: nothing would change.' : null;
}

/** As the engine names it, beside the file; where one is there already, it counts on. */
function rejectsName(name: string): string {
  return `${name.replace(/(\.jsonl?|\.ndjson)?(\.gz|\.zst)?$/i, '')}.rejects.jsonl`;
}

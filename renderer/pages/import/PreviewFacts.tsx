import type { FilePreview } from '../../../shared/contract/imports.ts';
import { formatCount, plural } from '../../kit/format.ts';
import { FormatChoice } from './FormatChoice.tsx';
import { existingWords, readable, recordWord, textFacts } from './file-words.ts';
import styles from './PreviewFacts.module.css';

interface PreviewFactsProps {
  preview: FilePreview;
  format: string | undefined;
  onReadAs(format: string | undefined): void;
  onMap(): void;
  onLabels(): void;
}

/** As what the file was read, how its text is written, and what it holds. */
export function PreviewFacts({ preview, format, onReadAs, onMap, onLabels }: PreviewFactsProps) {
  const { confessions, records, judge_scores: scores = { added: 0, existing: 0 } } = preview;
  const existing = existingWords(preview);
  return (
    <dl className={styles.facts}>
      <dt>Read as</dt>
      <dd>
        <strong>{preview.format_title}</strong>{' '}
        <RecognisedBy by={preview.recognised_by} isChosen={format !== undefined} />
        <span className={styles.dot}> · </span>
        <FormatChoice
          chosen={format}
          current={preview.format}
          onChoose={onReadAs}
          onMap={onMap}
          onLabels={onLabels}
        />
      </dd>
      <dt>Text</dt>
      <dd>{textFacts(preview)}</dd>
      <dt>Holds</dt>
      <dd>
        {preview.files !== 1 && `${plural(preview.files, 'file')}, `}
        {formatCount(records)} {recordWord(preview.format, records)}:{' '}
        {preview.is_joined ? (
          <>
            <strong>{plural(confessions.added + confessions.existing, 'confession')}</strong> and{' '}
            {plural(scores.added + scores.existing, 'judge score')} for transcripts of the dataset
          </>
        ) : (
          <>
            <strong>{plural(readable(preview), 'transcript')}</strong> with{' '}
            {plural(confessions.added + confessions.existing, 'confession')}
          </>
        )}
        {existing !== undefined && `; ${existing}`}
      </dd>
    </dl>
  );
}

function RecognisedBy({ by, isChosen }: { by: readonly string[]; isChosen: boolean }) {
  if (isChosen) return <span className={styles.by}>chosen by hand</span>;
  if (by.length === 0) return null;
  return (
    <span className={styles.by}>
      seen by <code>{by.join(', ')}</code>
    </span>
  );
}

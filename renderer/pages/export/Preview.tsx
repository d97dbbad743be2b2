import { useNavigate } from '@tanstack/react-router';
import { Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type FormDescription, SPLITS } from '../../../shared/contract/exports.ts';
import type { Session } from '../../../shared/contract/settings.ts';
import { Button } from '../../kit/Button.tsx';
import { cx } from '../../kit/cx.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { formatCount, plural } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import type { Failure } from '../import/import-desk.ts';
import { JsonText } from '../import/JsonText.tsx';
import styles from './Preview.module.css';
import { removedWords } from './removed-words.ts';

const COUNTING_AFTER_MS = 300;

export interface ExportPreview {
  rows: number;
  rows_by_split: { train: number; validation: number; test: number };
  labels: number;
  comparisons: number;
  removed: { control: string; labels: number }[];
  tokens: { rows: number; median: number; max: number; over_1024: number } | null;
  example: string | null;
}

interface PreviewProps {
  form: FormDescription | undefined;
  preview: ExportPreview | undefined;
  isStale: boolean;
  failure: Failure | null;
  view: Session['view'] | undefined;
  onCopy(): void;
}

/** What would come of it: how many rows, what is left out and why, and a row as it will stand. */
export function Preview({ form, preview, isStale, failure, view, onCopy }: PreviewProps) {
  if (failure !== null) return <Refused failure={failure} />;
  if (preview === undefined) return <Counting />;
  const { rows, labels, comparisons, example } = preview;
  const judgements = labels + comparisons;
  const removed = preview.removed.filter((each) => each.labels > 0);
  return (
    <div className={cx(styles.preview, isStale && styles.stale)} aria-busy={isStale}>
      {view === 'grader' && <OwnOnly />}
      {judgements === 0 && removed.length === 0 ? (
        <EmptyState>
          Nothing to export in this form yet.{' '}
          {form?.needs || 'Submit a label or a comparison and it will wait here.'}
        </EmptyState>
      ) : (
        <section>
          <h2 className={styles.title} aria-live="polite">
            {plural(rows, 'row')} <span className={styles.from}>from {sourceWords(labels, comparisons)}</span>
          </h2>
          <SplitTable rows={preview.rows_by_split} />
          {rows === 0 && (
            <p className={cx(styles.words, styles.none)}>
              {judgements === 0
                ? 'The form leaves everything out.'
                : `They make no row of this form. ${form?.needs ?? ''}`}
            </p>
          )}
        </section>
      )}
      {preview.tokens !== null && <p className={styles.words}>{tokenWords(preview.tokens, rows)}</p>}
      {removed.length > 0 && (
        <section>
          <h3 className={styles.section}>Left out</h3>
          <ul className={styles.words}>
            {removed.map((each) => (
              <li key={each.control}>{removedWords(each.control, each.labels)}</li>
            ))}
          </ul>
          {comparisons > 0 && removed.some(({ control }) => LABELS_ALONE.has(control)) && (
            <p className={styles.words}>
              Unsure and divided are said of labels; what people compared is not touched by them.
            </p>
          )}
        </section>
      )}
      {example !== null && (
        <section className={styles.example}>
          <div className={styles.head}>
            <h3 className={styles.section}>A row, as it will stand</h3>
            <Button kind="quiet" size="small" icon={Copy} onClick={onCopy}>
              Copy
            </Button>
          </div>
          <JsonText text={example} label="A row, as it will stand" isTall />
        </section>
      )}
    </div>
  );
}

const LABELS_ALONE: ReadonlySet<string> = new Set(['drop_unsure', 'divided']);

/** How long rows are, and what a trainer would leave out without a word. */
function tokenWords(
  { rows: measured, median, max, over_1024 }: NonNullable<ExportPreview['tokens']>,
  rows: number,
): string {
  const lengths = `about ${formatCount(median)} tokens in the middle one, ${formatCount(max)} in the longest`;
  const over =
    over_1024 === 0
      ? ''
      : ` ${formatCount(over_1024)} of them ${over_1024 === 1 ? 'is' : 'are'} over 1,024: TRL’s RewardTrainer drops such rows without a word unless max_length is set.`;
  const which =
    measured < rows ? `Of ${plural(measured, 'row')} drawn from all` : `Of ${plural(rows, 'row')}`;
  return `${which}: ${lengths}. Estimated, no tokeniser was run.${over}`;
}

/** What rows are made of: "12 labels", "3 comparisons", or both. */
function sourceWords(labels: number, comparisons: number): string {
  const words = [
    ...(labels > 0 || comparisons === 0 ? [plural(labels, 'label')] : []),
    ...(comparisons > 0 ? [plural(comparisons, 'comparison')] : []),
  ];
  return words.join(' and ');
}

/** Said only where counting takes a moment: a word that comes and goes at once is a flicker. */
function Counting() {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), COUNTING_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className={styles.words} role="status">
      {isLong && 'Counting…'}
    </p>
  );
}

const SPLIT_WORDS = { train: 'train', validation: 'validation', test: 'test' } as const;

function SplitTable({ rows }: { rows: ExportPreview['rows_by_split'] }) {
  const most = Math.max(1, ...SPLITS.map((split) => rows[split]));
  return (
    <table className={styles.splits}>
      <caption className="unseen">Rows by split</caption>
      <tbody>
        {SPLITS.map((split) => (
          <tr key={split}>
            <th scope="row">{SPLIT_WORDS[split]}</th>
            <td className={styles.count}>{formatCount(rows[split])}</td>
            <td className={styles.barCell}>
              <span className={styles.bar} style={{ width: `${(100 * rows[split]) / most}%` }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function OwnOnly() {
  const navigate = useNavigate();
  return (
    <Notice kind="info">
      In the grader’s view only your own submitted labels are exported: others’ stay hidden, so that yours
      stay your own. To export everybody’s, switch to the coordinator’s view in{' '}
      <Button kind="link" onClick={() => void navigate({ to: '/settings' })}>
        Settings
      </Button>
      .
    </Notice>
  );
}

function Refused({ failure }: { failure: Failure }) {
  const navigate = useNavigate();
  if (failure.code === 'COORDINATOR_ONLY') {
    return (
      <Notice
        kind="info"
        title="This needs the coordinator’s view."
        acts={<Button onClick={() => void navigate({ to: '/settings' })}>Switch the view in Settings</Button>}
      >
        {failure.message}
      </Notice>
    );
  }
  return (
    <Notice kind="bad" title="It could not be counted.">
      {failure.message}
    </Notice>
  );
}

import type { LabelsPreview } from '../../../shared/contract/label-files.ts';
import { formatCount, plural } from '../../kit/format.ts';
import styles from './LabelsPreviewed.module.css';
import { Rejects } from './Rejects.tsx';

/** What an import of labels would do: how many of whom, the first of them as they read, and what has no place. */
export function LabelsPreviewed({ preview, isOwn }: { preview: LabelsPreview; isOwn: boolean }) {
  const { labels, graders, set_aside: aside, rejected, rejected_count: many, examples } = preview;
  return (
    <>
      <section aria-label="What would be taken">
        <p role="status">
          <strong>{plural(labels.added, 'new label')}</strong>
          {labels.existing > 0 && `, ${formatCount(labels.existing)} there already`}
          {aside > 0 && `; ${plural(aside, 'skipped or unfinished answer')} passed over`}
          {many > 0 && `; ${formatCount(many)} have no place`}.
        </p>
        {graders.length > 1 && (
          <ul className={styles.graders}>
            {graders.map(({ grader, added, existing }) => (
              <li key={grader}>
                {grader}: {formatCount(added)} new{existing > 0 && `, ${formatCount(existing)} there already`}
              </li>
            ))}
          </ul>
        )}
        {preview.unknown_fields.length > 0 && (
          <p className={styles.caption}>
            Not read: <code className={styles.mono}>{preview.unknown_fields.join(', ')}</code>
          </p>
        )}
      </section>
      {examples.length > 0 && <Examples examples={examples} />}
      {many > 0 && <Rejects rejected={rejected} count={many} format={isOwn ? 'jsonl' : 'labels'} />}
    </>
  );
}

function Examples({ examples }: Pick<LabelsPreview, 'examples'>) {
  return (
    <section className={styles.scroll}>
      <h3 className={styles.title}>The first of them, as they read</h3>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Confession</th>
            <th scope="col">Grader</th>
            <th scope="col">Misbehaved</th>
            <th scope="col">Honesty</th>
            <th scope="col">Outcome</th>
            <th scope="col">Violations</th>
          </tr>
        </thead>
        <tbody>
          {examples.map((example) => (
            <tr key={`${example.line} ${example.transcript_id} ${example.confession_id} ${example.grader}`}>
              <td className={styles.mono}>
                {example.transcript_id}, {example.confession_id}
              </td>
              <td>{example.grader}</td>
              <td>{example.misbehaved}</td>
              <td className={styles.number}>{example.honesty}</td>
              <td>{example.outcome.strict?.replaceAll('_', ' ') ?? 'open'}</td>
              <td>
                {example.violations.map((each) => each.replaceAll('_', ' ')).join(', ') || 'none'}
                {example.evidence > 0 && `, ${plural(example.evidence, 'piece')} of evidence`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

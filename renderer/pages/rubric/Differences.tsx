import { lazy, Suspense } from 'react';
import { useKeyOf } from '../../commands/CommandsProvider.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import styles from './Differences.module.css';
import type { DraftBody } from './draft.ts';
import { fileTextOf } from './json-text.ts';
import type { Difference } from './what-changes.ts';

const JsonDifferences = lazy(async () => ({
  default: (await import('./JsonDifferences.tsx')).JsonDifferences,
}));

/** A rubric with the name by which it is spoken of. */
interface Side {
  name: string;
  body: DraftBody;
}

interface DifferencesProps {
  differences: readonly Difference[];
  before: Side;
  after: Side;
  /** What is said where there are none. */
  none: string;
  /** Whether the JSON of both stands under the words. */
  asJson: boolean;
  onAsJson(asJson: boolean): void;
}

/** What becomes different, in words; what weighs on graders stands strong. On request the JSON of both beside it. */
export function Differences({ differences, before, after, none, asJson, onAsJson }: DifferencesProps) {
  const key = useKeyOf('rubric.json-differences');
  if (differences.length === 0) return <EmptyState>{none}</EmptyState>;
  return (
    <div className={styles.differences}>
      <ul className={styles.list}>
        {differences.map(({ words, weighs }) => (
          <li key={words} className={weighs ? styles.weighty : undefined}>
            {words}
          </li>
        ))}
      </ul>
      <div>
        <Button size="small" keys={key} aria-expanded={asJson} onClick={() => onAsJson(!asJson)}>
          {asJson ? 'Hide the JSON' : 'Show the JSON of both'}
        </Button>
      </div>
      {asJson && (
        <section className={styles.json} aria-label={`${before.name} and ${after.name} as JSON`}>
          <p className={styles.sides}>
            <span className={styles.before}>− {before.name}</span>
            <span className={styles.after}>+ {after.name}</span>
          </p>
          <Suspense fallback={<div className={styles.coming} />}>
            <JsonDifferences
              before={{ name: before.name, text: fileTextOf(before.body) }}
              after={{ name: after.name, text: fileTextOf(after.body) }}
            />
          </Suspense>
        </section>
      )}
    </div>
  );
}

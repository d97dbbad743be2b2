import type { ProjectPlan } from '../../../shared/contract/projects.ts';
import { cx } from '../../kit/cx.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { formatCount, plural } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import styles from './Team.module.css';

/** More pairs than fit are said in a sentence. */
const MOST_IN_TABLE = 12;

interface PlanPreviewProps {
  plan: ProjectPlan | undefined;
  isStale: boolean;
  problem: string | undefined;
}

/** What the rule would give to whom, before it is done. */
export function PlanPreview({ plan, isStale, problem }: PlanPreviewProps) {
  if (problem !== undefined)
    return (
      <Notice kind="bad" title="There is nothing to give out.">
        {problem}
      </Notice>
    );
  if (plan === undefined)
    return <EmptyState>Choose who grades, and what each would get will stand here.</EmptyState>;
  const { loads, pool, drawn, overlapped } = plan;
  const items = loads.reduce((sum, load) => sum + load.items, 0);
  return (
    <div className={cx(styles.column, isStale && styles.stale)} aria-busy={isStale}>
      <div className={styles.section}>
        <h2 className={styles.title} aria-live="polite">
          {plural(items, 'item')} to {plural(loads.length, 'grader')}
        </h2>
        <p className={styles.words}>
          {plural(drawn, 'confession')} of {formatCount(pool)} {drawn === 1 ? 'is' : 'are'} drawn,{' '}
          {formatCount(overlapped)} of them graded by more than one. Everybody has an order of their own.
        </p>
        {items === 0 && (
          <Notice kind="sure">
            All of them have these items already. Widen the conditions, or choose others.
          </Notice>
        )}
        <Loads loads={loads} />
      </div>
      {loads.length > 1 && <Pairs plan={plan} />}
    </div>
  );
}

function hoursWords(hours: number | null): string {
  if (hours === null) return '';
  return hours < 1 ? `${Math.max(1, Math.round(hours * 60))} min` : `${hours.toFixed(1)} h`;
}

function Loads({ loads }: Pick<ProjectPlan, 'loads'>) {
  const isTimed = loads.some(({ hours }) => hours !== null);
  const hasGold = loads.some(({ gold }) => gold > 0);
  const most = Math.max(1, ...loads.map(({ items }) => items));
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys. */}
      <div className={styles.wide} role="group" aria-label="Load per grader" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Grader</th>
              <th scope="col">Items</th>
              <td />
              <th scope="col">Shared</th>
              {hasGold && <th scope="col">Right answers</th>}
              <th scope="col">Transcripts</th>
              {isTimed && <th scope="col">About</th>}
            </tr>
          </thead>
          <tbody>
            {loads.map(({ grader, items, overlap, gold, transcripts, hours }) => (
              <tr key={grader}>
                <th scope="row" className={styles.name} title={grader}>
                  {grader}
                </th>
                <td>{formatCount(items)}</td>
                <td>
                  <span className={styles.load} aria-hidden="true">
                    <span style={{ width: `${(100 * items) / most}%` }} />
                  </span>
                </td>
                <td>{formatCount(overlap)}</td>
                {hasGold && <td>{formatCount(gold)}</td>}
                <td>{formatCount(transcripts)}</td>
                {isTimed && <td>{hoursWords(hours)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!isTimed && (
        <p className={styles.why}>How long it takes will stand here once somebody has graded something.</p>
      )}
    </>
  );
}

function Pairs({ plan: { loads, pairs } }: { plan: ProjectPlan }) {
  const names = loads.map(({ grader }) => grader);
  const counts = new Map(
    pairs.flatMap(({ one, other, items }) => [
      [`${one}\u0000${other}`, items],
      [`${other}\u0000${one}`, items],
    ]),
  );
  const shared = pairs.map(({ items }) => items);
  return (
    <div className={styles.section}>
      <h3 className={styles.heading}>Items that two graders share</h3>
      {names.length > MOST_IN_TABLE ? (
        <p className={styles.words}>
          Every pair of the {names.length} shares from {formatCount(Math.min(...shared))} to{' '}
          {formatCount(Math.max(...shared))}.
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys.
        <div className={styles.wide} role="group" aria-label="Items that two graders share" tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">
                  <span className="unseen">Grader</span>
                </th>
                {names.map((name) => (
                  <th key={name} scope="col" className={styles.name} title={name}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {names.map((one) => (
                <tr key={one}>
                  <th scope="row" className={styles.name} title={one}>
                    {one}
                  </th>
                  {names.map((other) => (
                    <td key={other} className={one === other ? styles.none : undefined}>
                      {one === other ? '–' : formatCount(counts.get(`${one}\u0000${other}`) ?? 0)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

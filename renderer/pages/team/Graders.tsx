import { useState } from 'react';
import type { KnownGrader } from '../../../shared/contract/graders.ts';
import { Button } from '../../kit/Button.tsx';
import { cx } from '../../kit/cx.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { formatCount, formatMoment } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { AddGrader } from './AddGrader.tsx';
import { shortFingerprint } from './merge-words.ts';
import { Projects } from './Projects.tsx';
import { ReassignDialog } from './ReassignDialog.tsx';
import styles from './Team.module.css';
import { addGrader, useGraders } from './useGraders.ts';
import { showPart } from './usePart.ts';

/** Who is here and how far they are, and what was given out as a whole. */
export function Graders() {
  const { graders, problem } = useGraders();
  const [from, setFrom] = useState<KnownGrader>();
  const [moved, setMoved] = useState<string>();
  if (problem !== undefined) {
    return (
      <div className={styles.whole}>
        <Notice kind="bad" title="The graders could not be read.">
          {problem}
        </Notice>
      </div>
    );
  }
  if (graders === undefined) return null;
  return (
    <section className={styles.whole} aria-label="Graders and projects">
      <div className={styles.column}>
        {moved !== undefined && (
          <Notice kind="info" announce title="Given to others.">
            {moved}
          </Notice>
        )}
        <div className={styles.section}>
          <h2 className={styles.title}>Graders</h2>
          {graders.length === 0 ? (
            <EmptyState
              acts={
                <Button kind="main" onClick={() => showPart('give-out')}>
                  Give out work
                </Button>
              }
            >
              Nobody yet. Who is given work or grades here will stand here, with how far they are.
            </EmptyState>
          ) : (
            <GraderTable graders={graders} onReassign={setFrom} />
          )}
        </div>
        <AddGrader
          names={graders.map(({ name }) => name)}
          hint="Then give them work: what is given out keeps the name."
          onAdd={addGrader}
        />
        <Projects />
      </div>
      {from !== undefined && (
        <ReassignDialog
          from={from}
          graders={graders}
          onClose={() => setFrom(undefined)}
          onMoved={(words) => {
            setFrom(undefined);
            setMoved(words);
          }}
        />
      )}
    </section>
  );
}

interface GraderTableProps {
  graders: readonly KnownGrader[];
  onReassign(grader: KnownGrader): void;
}

function GraderTable({ graders, onReassign }: GraderTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys.
    <div className={styles.wide} role="group" aria-label="Graders" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Grader</th>
            <th scope="col">Given</th>
            <th scope="col">Submitted</th>
            <th scope="col">Open</th>
            <th scope="col" className={cx(styles.left, styles.spare)}>
              How far
            </th>
            <th scope="col">Labels in all</th>
            <th scope="col" className={styles.left}>
              Signed last
            </th>
            <th scope="col" className={styles.left}>
              <span className="unseen">What can be done</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {graders.map((grader) => (
            <GraderRow key={grader.name} grader={grader} onReassign={() => onReassign(grader)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function GraderRow({ grader, onReassign }: { grader: KnownGrader; onReassign: () => void }) {
  const { name, given, submitted, labels, key } = grader;
  const open = given - submitted;
  return (
    <tr>
      <th scope="row" className={styles.name} title={name}>
        {name}
      </th>
      <td>{formatCount(given)}</td>
      <td>{formatCount(submitted)}</td>
      <td>{formatCount(open)}</td>
      <td className={cx(styles.left, styles.spare)}>
        {given > 0 ? (
          <ProgressBar
            className={styles.bar}
            label={`${name}: ${submitted} of ${given} submitted`}
            total={given}
            done={submitted}
          />
        ) : (
          <span className={styles.none}>nothing given yet</span>
        )}
      </td>
      <td>{formatCount(labels)}</td>
      <td className={styles.left}>
        {key === null ? (
          <span className={styles.none}>nothing signed here</span>
        ) : (
          <>
            <code className={styles.code} title={key.fingerprint}>
              {shortFingerprint(key.fingerprint)}
            </code>{' '}
            <span className={styles.quiet}>{formatMoment(key.signed_at)}</span>
          </>
        )}
      </td>
      <td className={styles.left}>
        {open > 0 && (
          <Button
            size="small"
            aria-label={`Give to others what ${name} has not submitted`}
            onClick={onReassign}
          >
            Give to others
          </Button>
        )}
      </td>
    </tr>
  );
}

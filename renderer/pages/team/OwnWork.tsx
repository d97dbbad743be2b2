import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import { api } from '../../client.ts';
import { Button } from '../../kit/Button.tsx';
import { formatCount, plural } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { GiveBack } from '../../packages/GiveBack.tsx';
import { useIsOwnPackage } from '../../packages/useIsOwnPackage.ts';
import { useSettings } from '../../useSettings.ts';
import styles from './Team.module.css';
import { showPart } from './usePart.ts';

/** A grader's own part of the team's work, and what is the coordinator's. */
export function OwnWork({ dataset }: { dataset: DatasetInfo }) {
  const navigate = useNavigate();
  const grader = useSettings()?.grader ?? '';
  const progress = useQuery({ ...api.queue.progress.queryOptions(), staleTime: 0 }).data;
  const { submitted = 0, total = 0, draft = 0 } = progress ?? {};
  const isOwnPackage = useIsOwnPackage();
  const left = total - submitted;
  return (
    <section className={styles.whole} aria-label="Your work">
      <div className={styles.column}>
        <div className={styles.section}>
          <h2 className={styles.title}>{grader === '' ? 'Your work' : `Your work, ${grader}`}</h2>
          {progress !== undefined && (
            <>
              <ProgressBar
                label={`${submitted} of ${total} submitted`}
                total={total}
                done={submitted}
                draft={draft}
              />
              <p className={styles.words}>
                {formatCount(submitted)} of {plural(total, 'item')}
                {!isOwnPackage ? ' in your queue' : ' in your package'} submitted, {formatCount(left)} left.
              </p>
            </>
          )}
          <div className={styles.row}>
            <Button kind="main" onClick={() => void navigate({ to: '/grade' })}>
              Go on grading
            </Button>
            <Button onClick={() => showPart('bring')}>Bring in a package or a copy</Button>
            <Button onClick={() => showPart('folder')}>Sync</Button>
          </div>
        </div>
        {isOwnPackage && (
          <div className={styles.section}>
            <h2 className={styles.heading}>Giving it back</h2>
            <GiveBack />
          </div>
        )}
        {dataset.package_for !== null && !isOwnPackage && (
          <Notice kind="sure" title={`This package is for ${dataset.package_for}.`}>
            Nothing in it is assigned to you. If you are {dataset.package_for}, give that name under Settings.
          </Notice>
        )}
        <Notice
          kind="info"
          title="Giving out work, packages and the others’ progress are the coordinator’s."
          acts={<Button onClick={() => void navigate({ to: '/settings' })}>Open Settings</Button>}
        >
          If that is you, choose Coordinator in Settings, for this window. Everything is shown then, so labels
          made meanwhile are marked as not blind.
        </Notice>
      </div>
    </section>
  );
}

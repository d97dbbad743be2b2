import { useState } from 'react';
import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import { useCommands, useKeyOf } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { Button } from '../../kit/Button.tsx';
import { cx } from '../../kit/cx.ts';
import { KeyCaps } from '../../kit/KeyCaps.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { shell } from '../../shell.ts';
import { useDrop } from '../import/useDrop.ts';
import { mergeLine } from './lines.ts';
import { MergeJobs } from './MergeJobs.tsx';
import { Panes } from './Panes.tsx';
import { PastMerges } from './PastMerges.tsx';
import { doingCommands } from './part-commands.ts';
import styles from './Team.module.css';
import { useJobs } from './usePart.ts';

/** Copies and packages that come back, and what was in them. */
export function BringTogether({ dataset }: { dataset: DatasetInfo }) {
  const jobs = useJobs(mergeLine);
  const [problem, setProblem] = useState<string>();
  const isRunning = mergeLine.isRunning;
  const take = async (paths: Promise<string[]>) => {
    setProblem(undefined);
    try {
      const files = await paths;
      if (files.length > 0) mergeLine.add(files);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const choose = () => void take(shell.chooseCopies());
  const drop = useDrop((files) => void take(Promise.all(files.map((file) => shell.pathOfDroppedFile(file)))));
  useCommands(
    'team',
    withActs(doingCommands, {
      'team.run': { run: choose, enabled: !isRunning && !dataset.read_only },
      'team.choose': { run: choose, enabled: !dataset.read_only },
      'team.cancel': { run: () => mergeLine.cancel(), enabled: isRunning },
    }),
  );
  const key = useKeyOf('team.choose');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files can be dropped anywhere; the button is for keys.
    <div
      className={styles.tabs}
      {...drop.handlers}
      onDrop={(event) => {
        // They are brought in, and not opened in windows of their own.
        event.nativeEvent.stopPropagation();
        drop.handlers.onDrop(event);
      }}
    >
      <Panes
        label="Bring together"
        beside="What was brought together"
        form={
          <>
            <button
              type="button"
              className={cx(styles.zone, drop.isOver && styles.over)}
              disabled={dataset.read_only}
              onClick={choose}
            >
              <span className={styles.row}>
                {drop.isOver ? 'Let go to bring it in' : 'Drop copies and packages here, or choose'}
                {!drop.isOver && key !== undefined && <KeyCaps shortcut={key} />}
              </span>
              <span className={styles.why}>.shrive and .shrive.age</span>
            </button>
            {dataset.read_only && <p className={styles.why}>This dataset cannot be written.</p>}
            {problem !== undefined && (
              <Notice kind="bad" title="The file could not be taken.">
                {problem}
              </Notice>
            )}
            <p className={styles.words}>
              This dataset then holds all that was said in them: labels, comparisons, adjudications and notes.
              The order does not matter, and the same copy twice adds nothing.
            </p>
            <p className={styles.words}>
              A copy of another dataset, a damaged one, and one in which something was changed are refused
              whole, before anything is taken.
            </p>
          </>
        }
        act={
          isRunning ? (
            <p className={styles.words}>
              <Button onClick={() => mergeLine.cancel()}>Cancel</Button> What is taken until then is whole.
            </p>
          ) : undefined
        }
      >
        <MergeJobs jobs={jobs} />
        <PastMerges jobs={jobs} />
      </Panes>
    </div>
  );
}

import { useState } from 'react';
import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import type { SyncRun } from '../../../shared/contract/syncing.ts';
import { useCommands, useKeyOf } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { TextField } from '../../kit/Field.tsx';
import { formatCount, formatDuration, plural } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { shell } from '../../shell.ts';
import { useChangeSettings, useSettings } from '../../useSettings.ts';
import { JobProgress } from './JobProgress.tsx';
import type { JobState } from './job-line.ts';
import { syncLine } from './lines.ts';
import { Panes } from './Panes.tsx';
import { doingCommands } from './part-commands.ts';
import styles from './Team.module.css';
import { useJobs } from './usePart.ts';

/** Labels exchanged through a folder that everybody reaches, now and then. */
export function SharedFolder({ dataset }: { dataset: DatasetInfo }) {
  const [job] = useJobs(syncLine);
  const settings = useSettings();
  const settingsChange = useChangeSettings();
  const [typed, setTyped] = useState<string>();
  const kept = settings?.sync_folders[dataset.id] ?? '';
  const folder = typed ?? kept;
  const isRunning = syncLine.isRunning;
  const canRun = folder.trim() !== '' && !isRunning && !dataset.read_only;
  const run = () => {
    const path = folder.trim();
    if (path !== kept && settings !== undefined)
      settingsChange.mutate({ sync_folders: { ...settings.sync_folders, [dataset.id]: path } });
    syncLine.add([path]);
  };
  const choose = async () => {
    const path = await shell.chooseSharedFolder(folder);
    if (path !== undefined) setTyped(path);
  };
  useCommands(
    'team',
    withActs(doingCommands, {
      'team.run': { run, enabled: canRun },
      'team.choose': () => void choose(),
      'team.cancel': { run: () => syncLine.cancel(), enabled: isRunning },
    }),
  );
  const key = useKeyOf('team.run');
  return (
    <Panes
      label="Shared folder"
      beside="The last exchange"
      form={
        <>
          <div className={styles.withButton}>
            <TextField
              label="The folder that all of you use"
              mono
              spellCheck={false}
              value={folder}
              onChange={(event) => setTyped(event.target.value)}
            />
            <Button onClick={() => void choose()}>Choose</Button>
          </div>
          <p className={styles.words}>
            A network drive, a synchronised folder, a stick. It is remembered on this machine for this
            dataset.
          </p>
          <p className={styles.words}>
            Labels, comparisons, adjudications and notes are exchanged. Transcripts and work come in packages.
            Who can read the folder can read the labels in it.
          </p>
          {dataset.package_for !== null && (
            <p className={styles.words}>
              From this package only what {dataset.package_for} said goes there, and only what{' '}
              {dataset.package_for} said elsewhere comes in.
            </p>
          )}
        </>
      }
      act={
        isRunning ? (
          <p className={styles.words}>
            <Button onClick={() => syncLine.cancel()}>Cancel</Button> What is exchanged until then stays.
          </p>
        ) : (
          <div className={styles.row}>
            <Button kind="main" size="large" keys={key} disabled={!canRun} onClick={run}>
              Sync now
            </Button>
            {folder.trim() === '' && <span className={styles.why}>Choose the folder first.</span>}
          </div>
        )
      }
    >
      {job === undefined ? (
        <EmptyState>
          Nothing was exchanged in this window yet. Sync, and what came in and went out will stand here.
        </EmptyState>
      ) : (
        <Outcome state={job.state} />
      )}
    </Panes>
  );
}

function Outcome({ state }: { state: JobState<SyncRun> }) {
  if (state.is === 'waiting') return null;
  if (state.is === 'running') return <JobProgress act="Exchanging" progress={state.progress} />;
  if (state.is === 'cancelled')
    return (
      <Notice kind="info" announce title="Cancelled.">
        Sync again, and the rest is exchanged.
      </Notice>
    );
  if (state.is === 'failed')
    return (
      <Notice kind="bad" title="Nothing was exchanged.">
        {state.failure.message}
      </Notice>
    );
  return <Exchanged run={state.result} />;
}

function Exchanged({ run: { labels, other, bundles, refused, folder, elapsed_ms } }: { run: SyncRun }) {
  return (
    <div className={styles.section}>
      <h2 className={styles.title} aria-live="polite">
        {plural(labels.added, 'revision')} of labels came in, {formatCount(labels.sent)} went out
      </h2>
      <p className={styles.words}>
        {other.added + other.sent > 0 &&
          `Comparisons, adjudications and notes: ${other.added} came in, ${other.sent} went out. `}
        {plural(bundles.read, 'file')} read, {plural(bundles.written, 'file')} written in{' '}
        {formatDuration(elapsed_ms)}.
      </p>
      <code className={styles.code}>{folder}</code>
      {bundles.waiting > 0 && (
        <Notice kind="info">
          {plural(bundles.waiting, 'file')} not there whole yet. The next sync takes{' '}
          {bundles.waiting === 1 ? 'it' : 'them'}.
        </Notice>
      )}
      {refused.length > 0 && (
        <Notice kind="bad" title={`${plural(refused.length, 'file')} refused; the rest was taken.`}>
          <ul>
            {refused.map(({ file, reason }) => (
              <li key={file}>
                <code className={styles.code}>{file}</code>: {reason}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}

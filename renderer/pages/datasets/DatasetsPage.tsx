import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { RecentDataset } from '../../../shared/contract/datasets.ts';
import { api, client } from '../../client.ts';
import { useCommands } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { Page } from '../../frame/Page.tsx';
import { Button } from '../../kit/Button.tsx';
import { TextField } from '../../kit/Field.tsx';
import { formatCount } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { shell } from '../../shell.ts';
import { datasetsCommands } from './commands.ts';
import styles from './Datasets.module.css';

function RecentRow({ entry, onOpen, onForget }: { entry: RecentDataset; onOpen(): void; onForget(): void }) {
  return (
    <li className={styles.row}>
      <button type="button" className={styles.open} disabled={entry.problem !== null} onClick={onOpen}>
        <span className={styles.name}>{entry.name}</span>
        <p className={styles.caption}>
          {formatCount(entry.transcripts)} transcripts, {formatCount(entry.confessions)} confessions
        </p>
        <p className={styles.caption}>
          {entry.problem ?? (entry.is_sample ? 'comes with Shrive' : entry.path)}
        </p>
      </button>
      <div>
        <ProgressBar
          label={`Graded of ${entry.name}`}
          total={entry.confessions}
          done={entry.submitted}
          draft={entry.draft}
        />
        <p className={styles.caption}>
          {entry.submitted === 0 && entry.draft === 0
            ? 'not begun'
            : `${entry.submitted} of ${entry.confessions} submitted${entry.draft > 0 ? `, ${entry.draft} draft` : ''}`}
        </p>
      </div>
      <Button kind="quiet" size="small" onClick={onForget} aria-label={`Take ${entry.name} off this list`}>
        Take off this list
      </Button>
    </li>
  );
}

/** The first page: what was opened before and how far it is, and the ways to begin. */
export function DatasetsPage() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const recent = useQuery(api.datasets.recent.queryOptions());
  const settings = useQuery({ ...api.settings.get.queryOptions(), staleTime: Number.POSITIVE_INFINITY });
  const current = useQuery(api.datasets.current.queryOptions());
  const [problem, setProblem] = useState<string>();

  const act = (run: () => Promise<string | undefined>) => () => {
    setProblem(undefined);
    run()
      .then(async (to) => {
        await queries.invalidateQueries();
        if (to !== undefined) await navigate({ to });
      })
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
  };
  const openPath = (path: string) =>
    act(async () => {
      await client.datasets.open({ path });
      return '/transcripts';
    });
  const sample = act(async () => {
    await client.datasets.openSample();
    return '/grade';
  });
  const open = act(async () => {
    const path = await shell.chooseOpenDataset();
    if (path === undefined) return undefined;
    await client.datasets.open({ path });
    return '/transcripts';
  });
  const create = act(async () => {
    const path = await shell.chooseSaveDataset('transcripts.shrive');
    if (path === undefined) return undefined;
    await client.datasets.create({ path: path.endsWith('.shrive') ? path : `${path}.shrive` });
    return '/import';
  });
  useCommands(
    'datasets',
    withActs(datasetsCommands, { 'datasets.open': open, 'datasets.new': create, 'datasets.sample': sample }),
  );

  return (
    <Page crumbs={[{ words: 'Datasets' }]} facts="Shrive works offline. It calls nobody.">
      <div className={styles.page}>
        <h2 className={styles.lead}>
          A model did a task, then confessed how it kept to its instructions. Did the confession tell the
          truth?
        </h2>
        <p className={styles.prose}>
          The sample holds 24 real customer-service transcripts of an airline agent, each with one to three
          confessions written for practice: honest, leaving out, playing down, accusing itself of too much.
        </p>
        {problem !== undefined && <Notice kind="bad" title={problem} />}
        <div className={styles.acts}>
          {current.data != null && (
            <Button kind="main" size="large" onClick={() => void navigate({ to: '/grade' })}>
              {`Go on grading ${current.data.name}`}
            </Button>
          )}
          <Button kind={current.data == null ? 'main' : 'other'} size="large" onClick={sample}>
            Grade the sample
          </Button>
          <Button size="large" keys="Mod+o" onClick={open}>
            Open a dataset
          </Button>
          <Button size="large" keys="Mod+n" onClick={create}>
            Bring your own transcripts
          </Button>
        </div>
        <h3 className={styles.section}>Recent</h3>
        {recent.data?.length === 0 && (
          <p className={styles.caption}>
            Nothing yet. Datasets you open will wait here, with how far the grading is.
          </p>
        )}
        <ul className={styles.list}>
          {recent.data?.map((entry) => (
            <RecentRow
              key={entry.path}
              entry={entry}
              onOpen={openPath(entry.path)}
              onForget={act(async () => {
                await client.datasets.forget({ path: entry.path });
                return undefined;
              })}
            />
          ))}
        </ul>
        {settings.data !== undefined && (
          <div className={styles.person}>
            <TextField
              label="Your name on your labels"
              hint="Kept in the dataset beside each label. Change it in Settings."
              defaultValue={settings.data.grader}
              onBlur={(event) =>
                act(async () => {
                  await client.settings.update({ grader: event.target.value });
                  return undefined;
                })()
              }
            />
          </div>
        )}
      </div>
    </Page>
  );
}

import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { RecentDataset } from '../../../shared/contract/datasets.ts';
import { useCommands } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { Page } from '../../frame/Page.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { shell } from '../../shell.ts';
import { useDatasets } from '../../useDatasets.ts';
import { useSettings } from '../../useSettings.ts';
import { Beginnings } from './Beginnings.tsx';
import { datasetsCommands } from './commands.ts';
import styles from './DatasetsPage.module.css';
import { NEXT_STEP_PLACES, nextStep, withExtension } from './dataset-words.ts';
import { FirstStart } from './FirstStart.tsx';
import { RecentDatasets } from './RecentDatasets.tsx';
import { useForget, useRecentDatasets } from './useRecentDatasets.ts';

/** The sample as it stands in the list before it was ever opened. */
const SAMPLE: RecentDataset = {
  path: '',
  name: 'Sample',
  opened_at: '',
  transcripts: 24,
  confessions: 55,
  submitted: 0,
  draft: 0,
  other_graders: 0,
  problem: null,
  is_sample: true,
  is_practice: false,
};

const NAME_NEEDED = 'Your name goes on every label. Give it first.';

/** Where one begins: datasets opened before, and how to get another. */
export function DatasetsPage() {
  const navigate = useNavigate();
  const settings = useSettings();
  const recent = useRecentDatasets();
  const { open, create, openSample, problem, isBusy } = useDatasets();
  const forget = useForget();
  const nameField = useRef<HTMLInputElement>(null);
  const [nameProblem, setNameProblem] = useState<string>();
  const [inHand, setInHand] = useState(0);

  const known = recent.data ?? [];
  const rows = known.some(({ is_sample }) => is_sample) ? known : [...known, SAMPLE];
  const row = rows[Math.min(inHand, rows.length - 1)] ?? SAMPLE;
  const isFirstStart = recent.data?.length === 0;

  const hasName = (): boolean => {
    if (settings?.grader !== '') return true;
    setNameProblem(NAME_NEEDED);
    nameField.current?.focus();
    return false;
  };
  const goOn = async (dataset: RecentDataset) => {
    const step = nextStep(dataset);
    if (dataset.problem !== null || (step !== 'import' && step !== 'see' && !hasName())) return;
    const opened = await (dataset.path === '' ? openSample() : open(dataset.path));
    if (opened !== undefined) await navigate({ to: NEXT_STEP_PLACES[nextStep({ ...dataset, ...opened })] });
  };
  const openAnother = async () => {
    const path = await shell.chooseOpenDataset();
    if (path === undefined) return;
    const opened = await open(path);
    if (opened !== undefined) await navigate({ to: opened.transcripts === 0 ? '/import' : '/transcripts' });
  };
  const makeNew = async () => {
    const path = await shell.chooseSaveDataset('labels.shrive');
    if (path === undefined) return;
    if ((await create(withExtension(path))) !== undefined) await navigate({ to: '/import' });
  };
  const take = (place: number) => setInHand(Math.max(0, Math.min(rows.length - 1, place)));

  useCommands(
    'datasets',
    withActs(datasetsCommands, {
      'datasets.previous': { run: () => take(inHand - 1), enabled: !isFirstStart },
      'datasets.next': { run: () => take(inHand + 1), enabled: !isFirstStart },
      'datasets.go-on': () => void goOn(isFirstStart ? SAMPLE : row),
      'datasets.open': () => void openAnother(),
      'datasets.new': () => void makeNew(),
      'datasets.sample': () => void goOn(rows.find(({ is_sample }) => is_sample) ?? SAMPLE),
      'datasets.forget': { run: () => forget.mutate(row.path), enabled: !isFirstStart && row.path !== '' },
    }),
  );

  return (
    <Page
      crumbs={[{ words: 'Datasets' }]}
      facts={
        isFirstStart
          ? 'Transcripts: tau-bench, Sierra, MIT licence'
          : 'Shrive works offline. It calls nobody.'
      }
    >
      <div className={styles.page}>
        <div className={styles.list}>
          {problem !== undefined && (
            <Notice kind="bad" className={styles.notice}>
              {problem}
            </Notice>
          )}
          {recent.error !== null && (
            <Notice kind="bad" title="The list of datasets could not be read." className={styles.notice}>
              {recent.error.message}
            </Notice>
          )}
          {isFirstStart ? (
            <FirstStart
              isBusy={isBusy}
              onGradeSample={() => void goOn(SAMPLE)}
              onNew={() => void makeNew()}
            />
          ) : (
            recent.data !== undefined && (
              <RecentDatasets
                rows={rows}
                inHand={rows.indexOf(row)}
                isBusy={isBusy}
                onTake={take}
                onGoOn={(dataset) => void goOn(dataset)}
                onForget={(dataset) => forget.mutate(dataset.path)}
              />
            )
          )}
        </div>
        <Beginnings
          nameField={nameField}
          nameProblem={settings?.grader === '' ? nameProblem : undefined}
          asksName={settings?.grader === '' || isFirstStart}
          onOpen={() => void openAnother()}
          onNew={() => void makeNew()}
        />
      </div>
    </Page>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import { api } from '../../client.ts';
import { useCommands, useKeyOf } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { Button } from '../../kit/Button.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { TextField } from '../../kit/Field.tsx';
import { plural } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { shell } from '../../shell.ts';
import { GraderChoice } from './GraderChoice.tsx';
import { packageLine } from './lines.ts';
import { PackageJobs } from './PackageJobs.tsx';
import { Panes } from './Panes.tsx';
import { inFolder, packageNames } from './package-name.ts';
import { doingCommands } from './part-commands.ts';
import styles from './Team.module.css';
import { useGraders } from './useGraders.ts';
import { showPart, useJobs } from './usePart.ts';

/** While the window is open. A passphrase is kept nowhere. */
let keptFolder: string | undefined;

/** A dataset for each grader, with their work and nothing of anybody else. */
export function Packages({ dataset }: { dataset: DatasetInfo }) {
  const { graders } = useGraders();
  const home = useQuery(api.session.get.queryOptions()).data?.home ?? '';
  const jobs = useJobs(packageLine);
  const [left, setLeft] = useState<readonly string[] | null>(null);
  const [typedFolder, setTypedFolder] = useState(keptFolder);
  const [isEncrypted, setEncrypted] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [isAsked, setAsked] = useState(false);
  const given = (graders ?? []).filter((grader) => grader.given > 0);
  const chosen = left ?? given.map(({ name }) => name);
  const folder = typedFolder ?? inFolder(home, `${dataset.name}-packages`);
  const setFolder = (next: string) => {
    keptFolder = next;
    setTypedFolder(next);
  };
  const problem = !isEncrypted
    ? undefined
    : passphrase === ''
      ? 'Give a passphrase, or write them unencrypted.'
      : passphrase !== again
        ? 'The two are not the same.'
        : undefined;
  const isRunning = packageLine.isRunning;
  const canRun = chosen.length > 0 && folder.trim() !== '' && !isRunning;
  const run = () => {
    setAsked(true);
    if (problem !== undefined) return;
    const names = packageNames(dataset.name, chosen);
    packageLine.add(
      [...names].map(([grader, name]) => ({
        grader,
        out: inFolder(folder.trim(), name),
        passphrase: isEncrypted ? passphrase : undefined,
      })),
    );
    setPassphrase('');
    setAgain('');
    setAsked(false);
  };
  const choose = async () => {
    const path = await shell.chooseSharedFolder(folder);
    if (path !== undefined) setFolder(path);
  };
  useCommands(
    'team',
    withActs(doingCommands, {
      'team.run': { run, enabled: canRun },
      'team.choose': () => void choose(),
      'team.cancel': { run: () => packageLine.cancel(), enabled: isRunning },
    }),
  );
  const key = useKeyOf('team.run');
  if (graders === undefined) return null;
  if (given.length === 0) {
    return (
      <div className={styles.whole}>
        <EmptyState
          acts={
            <Button kind="main" onClick={() => showPart('give-out')}>
              Give out work
            </Button>
          }
        >
          Nobody was given work yet. Give some out, and each grader’s package can be written here.
        </EmptyState>
      </div>
    );
  }
  return (
    <Panes
      label="Packages"
      beside="Packages written"
      form={
        <>
          <GraderChoice
            question="For whom?"
            graders={given.map((grader) => ({ name: grader.name, after: plural(grader.given, 'item') }))}
            chosen={chosen}
            onChange={setLeft}
          />
          <div className={styles.withButton}>
            <TextField
              label="Into the folder"
              mono
              spellCheck={false}
              value={folder}
              onChange={(event) => setFolder(event.target.value)}
            />
            <Button onClick={() => void choose()}>Choose</Button>
          </div>
          <Checkbox
            label="Encrypt them with a passphrase"
            hint="As age files, for ways that others can read: mail, a shared drive."
            checked={isEncrypted}
            onChange={setEncrypted}
          />
          {isEncrypted && (
            <>
              <TextField
                label="Passphrase"
                type="password"
                hint="The same for all of them. Tell it on another way than the file goes."
                autoComplete="new-password"
                value={passphrase}
                onChange={(event) => setPassphrase(event.target.value)}
              />
              <TextField
                label="The passphrase again"
                type="password"
                error={isAsked ? problem : undefined}
                autoComplete="new-password"
                value={again}
                onChange={(event) => setAgain(event.target.value)}
              />
              <Notice kind="sure" title="It cannot be recovered.">
                Whoever loses it cannot open the package, and nor can you. The work in this dataset is not
                touched by that: a package can be written again.
              </Notice>
            </>
          )}
        </>
      }
      act={
        isRunning ? (
          <p className={styles.words}>
            <Button onClick={() => packageLine.cancel()}>Cancel</Button> What is written whole stays.
          </p>
        ) : (
          <div className={styles.row}>
            <Button
              kind={jobs.length === 0 ? 'main' : 'other'}
              size="large"
              keys={key}
              disabled={!canRun}
              onClick={run}
            >
              {chosen.length === 1 ? 'Write the package' : `Write ${plural(chosen.length, 'package')}`}
            </Button>
            {chosen.length === 0 && <span className={styles.why}>Choose for whom first.</span>}
          </div>
        )
      }
    >
      <PackageJobs jobs={jobs} />
    </Panes>
  );
}

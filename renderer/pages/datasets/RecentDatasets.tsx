import { useQuery } from '@tanstack/react-query';
import { Ellipsis, OctagonAlert } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import type { RecentDataset } from '../../../shared/contract/datasets.ts';
import { api } from '../../client.ts';
import { useKeyOf } from '../../commands/CommandsProvider.tsx';
import { Button } from '../../kit/Button.tsx';
import { cx } from '../../kit/cx.ts';
import { formatMoment } from '../../kit/format.ts';
import { IconButton } from '../../kit/IconButton.tsx';
import { Menu } from '../../kit/Menu.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { shell } from '../../shell.ts';
import { useSettings } from '../../useSettings.ts';
import {
  greeting,
  howFar,
  NEXT_STEP_WORDS,
  nextStep,
  shortPath,
  whatIsIn,
  withWhom,
} from './dataset-words.ts';
import styles from './RecentDatasets.module.css';
import { useNextItemWords } from './useNextItemWords.ts';

interface RecentDatasetsProps {
  rows: readonly RecentDataset[];
  /** Place of the one in hand. */
  inHand: number;
  isBusy: boolean;
  onTake: (place: number) => void;
  onGoOn: (dataset: RecentDataset) => void;
  onForget: (dataset: RecentDataset) => void;
}

/** Datasets opened before, one of them in hand, and what can be done with it. */
export function RecentDatasets({ rows, inHand, isBusy, onTake, onGoOn, onForget }: RecentDatasetsProps) {
  const settings = useSettings();
  const nextItem = useNextItemWords();
  const id = useId();
  const row = rows[inHand];
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[inHand]?.scrollIntoView({ block: 'nearest' });
  }, [inHand]);
  return (
    <>
      <h2 className={styles.greeting}>{greeting(settings?.grader ?? '', new Date().getHours())}</h2>
      <p className={styles.next}>{nextItem ?? 'Take one, and Enter leads on.'}</p>
      <div
        ref={list}
        className={styles.rows}
        role="listbox"
        aria-label="Datasets"
        tabIndex={0}
        aria-activedescendant={`${id}-${inHand}`}
      >
        {rows.map((dataset, place) => (
          <Row
            key={dataset.path}
            id={`${id}-${place}`}
            dataset={dataset}
            isInHand={place === inHand}
            onTake={() => onTake(place)}
            onGoOn={() => onGoOn(dataset)}
          />
        ))}
      </div>
      {row !== undefined && (
        <Acts dataset={row} isBusy={isBusy} onGoOn={() => onGoOn(row)} onForget={() => onForget(row)} />
      )}
    </>
  );
}

interface RowProps {
  id: string;
  dataset: RecentDataset;
  isInHand: boolean;
  onTake: () => void;
  onGoOn: () => void;
}

function Row({ id, dataset, isInHand, onTake, onGoOn }: RowProps) {
  const home = useQuery(api.session.get.queryOptions()).data?.home;
  const where =
    dataset.is_sample || dataset.is_practice ? 'comes with Shrive' : shortPath(dataset.path, home);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, and names this one (aria-activedescendant).
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrows and Enter are the page's commands.
    <div
      id={id}
      role="option"
      aria-selected={isInHand}
      data-selected={isInHand || undefined}
      className={cx(styles.row, isInHand && styles.inHand)}
      onClick={onTake}
      onDoubleClick={onGoOn}
    >
      <div className={styles.what}>
        <div className={styles.name}>{dataset.name}</div>
        <div className={styles.detail}>{whatIsIn(dataset)}</div>
        <div className={styles.path}>{where}</div>
      </div>
      {dataset.problem === null ? (
        <>
          <div className={styles.far}>
            <ProgressBar
              label={howFar(dataset)}
              total={dataset.confessions}
              done={dataset.submitted}
              draft={dataset.draft}
            />
            {/* The bar says it already. */}
            <div className={styles.detail} aria-hidden="true">
              {howFar(dataset)}
            </div>
          </div>
          <div className={styles.detail}>{withWhom(dataset.other_graders)}</div>
        </>
      ) : (
        <div className={styles.problem}>
          <OctagonAlert aria-hidden="true" />
          {dataset.problem}
        </div>
      )}
      <div className={styles.when}>{dataset.opened_at === '' ? '' : formatMoment(dataset.opened_at)}</div>
    </div>
  );
}

interface ActsProps {
  dataset: RecentDataset;
  isBusy: boolean;
  onGoOn: () => void;
  onForget: () => void;
}

function Acts({ dataset, isBusy, onGoOn, onForget }: ActsProps) {
  const enter = useKeyOf('datasets.go-on');
  const forgetKey = useKeyOf('datasets.forget');
  const wasNeverOpened = dataset.path === '';
  if (dataset.problem !== null) {
    return (
      <div className={styles.acts}>
        <Button keys={forgetKey} onClick={onForget}>
          Take it off the list
        </Button>
        <span className={styles.busy}>The file stays where it is.</span>
      </div>
    );
  }
  return (
    <div className={styles.acts}>
      <Button kind="main" keys={enter} disabled={isBusy} onClick={onGoOn}>
        {NEXT_STEP_WORDS[nextStep(dataset)]}
      </Button>
      {!wasNeverOpened && (
        <Button onClick={() => shell.openDatasetWindow(dataset.path)}>Open in a new window</Button>
      )}
      {!wasNeverOpened && (
        <Menu
          trigger={<IconButton icon={Ellipsis} label={`More for ${dataset.name}`} />}
          groups={[
            [
              ...(shell.canShowInFolder
                ? [{ label: 'Show in its folder', run: () => shell.showInFolder(dataset.path) }]
                : []),
              {
                label: 'Take it off the list',
                hint: 'The file stays where it is.',
                keys: forgetKey,
                run: onForget,
              },
            ],
          ]}
        />
      )}
      {isBusy && (
        <span role="status" className={styles.busy}>
          Opening
        </span>
      )}
    </div>
  );
}

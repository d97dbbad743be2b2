import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { api } from '../../client.ts';
import { useCommands } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { Page } from '../../frame/Page.tsx';
import { formatBytes, plural } from '../../kit/format.ts';
import { Tabs } from '../../kit/Tabs.tsx';
import { ONE_PANE, useMedia } from '../../kit/useMedia.ts';
import { shell } from '../../shell.ts';
import { opensAsDataset } from '../../useFilesFromOutside.ts';
import { AddFiles } from './AddFiles.tsx';
import { importCommands } from './commands.ts';
import { desk } from './desk.ts';
import { FileList } from './FileList.tsx';
import { FilePane } from './FilePane.tsx';
import { canDecide, canGoWhole, isUnderWay } from './file-words.ts';
import { IdlePane } from './IdlePane.tsx';
import styles from './ImportPage.module.css';
import { useDecide } from './useDecide.ts';
import { useDrop } from './useDrop.ts';

/** Files on their way in: read to the end first, decided on by a person, then imported whole or not at all. */
export function ImportPage() {
  const files = useSyncExternalStore(desk.subscribe, desk.files);
  const { data: dataset } = useQuery(api.datasets.current.queryOptions());
  const [chosenId, setChosenId] = useState<string>();
  const isOnePane = useMedia(ONE_PANE);
  const [pane, setPane] = useState<'files' | 'file'>('file');
  const [mappingId, setMappingId] = useState<string>();
  const [addProblem, setAddProblem] = useState<string>();
  const chosen = files.find((file) => file.id === chosenId) ?? files.at(-1);
  const { decide, problem: decideProblem } = useDecide(dataset);

  const takeLabels = useRef<(() => void) | undefined>(undefined);

  useEffect(() => {
    if (dataset !== undefined) desk.datasetIs(dataset?.path ?? null);
  }, [dataset]);

  const see = (id: string | undefined) => {
    setChosenId(id);
    setPane('file');
  };
  const add = async (find: () => Promise<string[]>) => {
    setAddProblem(undefined);
    try {
      const paths = await find();
      if (paths.length > 0) see(desk.add(paths));
    } catch (error) {
      setAddProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const choose = () => void add(() => shell.chooseFiles());
  const drop = useDrop((_files, transfer) => {
    const dropped = shell.droppedFiles(transfer);
    void add(async () => {
      // Datasets are no transcripts: the window opens them, wherever they are dropped.
      const files = (await dropped).filter(({ name }) => !opensAsDataset(name));
      return Promise.all(files.map((file) => shell.pathOfDroppedFile(file)));
    });
  });

  const step = (by: number) => {
    const at = files.findIndex((file) => file.id === chosen?.id);
    setChosenId(files[Math.max(0, Math.min(files.length - 1, at + by))]?.id);
  };
  const whole = files.filter(canGoWhole);
  useCommands(
    'import',
    withActs(importCommands, {
      'import.previous': { run: () => step(-1), enabled: files.length > 1 },
      'import.next': { run: () => step(1), enabled: files.length > 1 },
      'import.add': choose,
      'import.run': {
        run: () => (takeLabels.current ?? (() => chosen !== undefined && void decide([chosen])))(),
        enabled: () => takeLabels.current !== undefined || (chosen !== undefined && canDecide(chosen)),
      },
      'import.run-all': { run: () => void decide(whole), enabled: whole.length > 1 },
      'import.leave-out': {
        run: () => chosen !== undefined && desk.leaveOut(chosen.id),
        enabled: chosen?.state.is === 'ready',
      },
      'import.labels': {
        run: () => chosen !== undefined && desk.readAsLabels(chosen.id),
        enabled: chosen?.state.is === 'ready' || chosen?.state.is === 'unreadable',
      },
      'import.map': {
        run: () => setMappingId(chosen?.id),
        enabled: chosen?.state.is === 'ready',
      },
      'import.cancel': {
        run: () => chosen !== undefined && desk.cancel(chosen.id),
        enabled: chosen !== undefined && isUnderWay(chosen),
      },
      'import.remove': {
        run: () => chosen !== undefined && desk.remove(chosen.id),
        enabled: chosen !== undefined && !isUnderWay(chosen),
      },
    }),
  );

  const list = (
    <aside className={styles.files} aria-label="Files">
      <FileList files={files} chosen={chosen?.id} onChoose={see} />
      <AddFiles
        isOver={drop.isOver}
        problem={addProblem}
        whole={whole.length}
        onChoose={choose}
        onImportAll={() => void decide(whole)}
      />
    </aside>
  );
  const shown = (
    <div className={styles.pane}>
      {chosen === undefined ? (
        <IdlePane dataset={dataset ?? null} onChoose={choose} />
      ) : (
        <FilePane
          key={chosen.id}
          file={chosen}
          dataset={dataset ?? null}
          problem={decideProblem}
          isMapping={mappingId === chosen.id}
          onMapping={(isMapping) => setMappingId(isMapping ? chosen.id : undefined)}
          onImport={() => void decide([chosen])}
          takeLabels={takeLabels}
        />
      )}
    </div>
  );
  return (
    <Page
      crumbs={[...(dataset ? [{ words: dataset.name, to: '/' }] : []), { words: 'Import' }]}
      right={<span className={styles.promise}>Nothing is written until you say so</span>}
      facts={
        dataset && (
          <span>
            {dataset.name}.shrive, {plural(dataset.transcripts, 'transcript')},{' '}
            {formatBytes(dataset.file_bytes)}
          </span>
        )
      }
    >
      <section className={styles.page} aria-label="Import" {...drop.handlers}>
        {isOnePane ? (
          <Tabs
            label="Import"
            value={pane}
            onChange={setPane}
            tabs={[
              { name: 'files', title: 'Files', count: files.length, content: list },
              { name: 'file', title: chosen?.name ?? 'Imported before', content: shown },
            ]}
          />
        ) : (
          <>
            {list}
            {shown}
          </>
        )}
      </section>
    </Page>
  );
}

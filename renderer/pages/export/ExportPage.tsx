import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState, useSyncExternalStore } from 'react';
import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import { api } from '../../client.ts';
import { useCommands } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { Page } from '../../frame/Page.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { formatCount, plural } from '../../kit/format.ts';
import { Tabs } from '../../kit/Tabs.tsx';
import { ONE_PANE, useMedia } from '../../kit/useMedia.ts';
import { shell } from '../../shell.ts';
import { failureOf } from '../import/failure.ts';
import { exportCommands } from './commands.ts';
import { ExportForm } from './ExportForm.tsx';
import styles from './ExportPage.module.css';
import { type DraftField, defaultFolder, readDraft } from './export-form.ts';
import { exportRun } from './export-run.ts';
import { Preview } from './Preview.tsx';
import { RunOutcome } from './RunOutcome.tsx';
import { useDelayed } from './useDelayed.ts';
import { useExportDraft } from './useExportDraft.ts';

const PREVIEW_AFTER_MS = 200;

/** Labels as training data: the form left, and beside it what would come of it. */
export function ExportPage() {
  // Read anew: who comes here has often just submitted the first one.
  const { data: dataset } = useQuery({ ...api.datasets.current.queryOptions(), staleTime: 0 });
  const navigate = useNavigate();
  const view = useQuery(api.session.get.queryOptions()).data?.view;
  const compared = useQuery({
    ...api.comparisons.progress.queryOptions(),
    enabled: dataset != null,
    staleTime: 0,
  }).data;
  if (dataset != null && (dataset.labels.submitted > 0 || (compared?.submitted ?? 0) > 0)) {
    return <ExportBench dataset={dataset} />;
  }
  return (
    <Page crumbs={[...(dataset ? [{ words: dataset.name, to: '/' }] : []), { words: 'Export' }]}>
      {dataset !== undefined && (
        <div className={styles.empty}>
          <EmptyState
            acts={
              dataset === null ? (
                <Button kind="main" onClick={() => void navigate({ to: '/' })}>
                  Go to datasets
                </Button>
              ) : (
                <Button kind="main" onClick={() => void navigate({ to: '/grade' })}>
                  Go on grading
                </Button>
              )
            }
          >
            {dataset === null
              ? 'No dataset is open. Open one, and its submitted labels can be exported here.'
              : 'Nothing to export yet. Submit a label or a comparison and it will wait here.'}
            {dataset !== null && view === 'grader' && (
              <>
                {' '}
                Others’ labels are exported in the coordinator’s view: switch to it in{' '}
                <Button kind="link" onClick={() => void navigate({ to: '/settings' })}>
                  Settings
                </Button>
                .
              </>
            )}
          </EmptyState>
        </div>
      )}
    </Page>
  );
}

function missingWords(problems: Partial<Record<DraftField, string>>, out: string): string | undefined {
  if (Object.keys(problems).length > 0) return 'Mend the fields marked above first.';
  return out.trim() === '' ? 'Name a folder first.' : undefined;
}

function ExportBench({ dataset }: { dataset: DatasetInfo }) {
  const forms = useQuery(api.exports.forms.queryOptions());
  const session = useQuery(api.session.get.queryOptions());
  const run = useSyncExternalStore(exportRun.subscribe, exportRun.state);
  const { draft: kept, folder, setDraft, setFolder } = useExportDraft(dataset.id);
  const isOnePane = useMedia(ONE_PANE);
  const [pane, setPane] = useState<'form' | 'preview'>('form');
  const firstForm = forms.data?.[0]?.name ?? '';
  const draft = useMemo(() => (kept.form === '' ? { ...kept, form: firstForm } : kept), [kept, firstForm]);

  const described = forms.data?.find(({ name }) => name === draft.form);
  const { options, problems } = useMemo(() => readDraft(draft, described), [draft, described]);
  const asked = useDelayed(options, PREVIEW_AFTER_MS);
  const preview = useQuery({
    ...api.exports.preview.queryOptions({ input: asked ?? { form: '' } }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  });
  const out = folder ?? defaultFolder(session.data?.home ?? '', dataset.name, draft.form);
  const canRun = options !== null && out.trim() !== '' && run.is !== 'running';
  const missing = missingWords(problems, out);
  const start = () => {
    if (options !== null) void exportRun.start(options, out.trim());
  };
  const chooseFolder = async () => {
    const chosen = await shell.chooseFolder(out);
    if (chosen !== undefined) setFolder(chosen);
  };
  const copy = () => void navigator.clipboard.writeText(preview.data?.example ?? '');
  useCommands(
    'export',
    withActs(exportCommands, {
      'export.run': { run: start, enabled: canRun },
      'export.folder': () => void chooseFolder(),
      'export.cancel': { run: () => exportRun.cancel(), enabled: run.is === 'running' },
      'export.copy': { run: copy, enabled: preview.data?.example != null },
    }),
  );

  const form = (
    <form className={styles.form} aria-label="Export" onSubmit={(event) => event.preventDefault()}>
      <ExportForm
        forms={forms.data ?? []}
        draft={draft}
        problems={problems}
        graders={preview.data?.graders ?? []}
        removed={preview.data?.removed ?? []}
        out={out}
        onChange={setDraft}
        onFolder={setFolder}
        onChooseFolder={() => void chooseFolder()}
      />
    </form>
  );
  const act = (
    <div className={styles.run}>
      <RunOutcome run={run} onRun={start} canRun={canRun} missing={missing} rows={preview.data?.rows} />
    </div>
  );
  const rows = (
    <section className={styles.preview} aria-label="What will be exported">
      <Preview
        form={described}
        preview={preview.data}
        isStale={preview.isPlaceholderData || asked !== options}
        failure={preview.error === null ? null : failureOf(preview.error)}
        view={session.data?.view}
        onCopy={copy}
      />
    </section>
  );
  return (
    <Page
      crumbs={[{ words: dataset.name, to: '/' }, { words: 'Export' }]}
      facts={<span>{plural(dataset.labels.submitted, 'submitted label')}</span>}
    >
      {isOnePane ? (
        <div className={styles.onePane}>
          <Tabs
            label="Export"
            className={styles.tabs}
            value={pane}
            onChange={setPane}
            tabs={[
              { name: 'form', title: 'What and how', content: form },
              {
                name: 'preview',
                title: 'What will come of it',
                count: preview.data && formatCount(preview.data.rows),
                content: rows,
              },
            ]}
          />
          {act}
        </div>
      ) : (
        <div className={styles.page}>
          <div className={styles.side}>
            {form}
            {act}
          </div>
          {rows}
        </div>
      )}
    </Page>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { api } from './client.ts';
import { appCommands } from './commands/app-commands.ts';
import { CommandPalette } from './commands/CommandPalette.tsx';
import { useCommands, useRegistry } from './commands/CommandsProvider.tsx';
import { withActs } from './commands/command.ts';
import { HelpSheet } from './commands/HelpSheet.tsx';
import { usePlaceMenu } from './commands/usePlaceMenu.ts';
import { EngineNotice } from './EngineNotice.tsx';
import { AppFrame, ENTRIES, type EntryName, LOWER_ENTRIES } from './frame/AppFrame.tsx';
import { keepPlace } from './frame/came-from.ts';
import { initialDataset } from './initial-dataset.ts';
import { Notice } from './kit/Notice.tsx';
import { PackageQuestion } from './packages/PackageQuestion.tsx';
import { shell } from './shell.ts';
import { useDatasets } from './useDatasets.ts';
import { useFilesFromOutside } from './useFilesFromOutside.ts';
import { useChangeSettings } from './useSettings.ts';

const NO_DATASET = 'Open a dataset first';

function entryOf(pathname: string): EntryName | undefined {
  const first = `/${pathname.split('/')[1] ?? ''}`;
  return [...ENTRIES, ...LOWER_ENTRIES].find(({ to }) => to === first)?.name;
}

/** What every page stands in: frame, palette, key list, and what the shell says from outside. */
export function AppLayout() {
  const { pathname } = useLocation();
  const current = entryOf(pathname);
  const dataset = useQuery(api.datasets.current.queryOptions()).data;
  const progress = useQuery({
    ...api.queue.progress.queryOptions(),
    enabled: dataset != null,
  }).data;
  const disagreements = useWaitingDisagreements(dataset != null);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const practiceProblem = useAppCommands({
    openPalette: () => setPaletteOpen(true),
    openHelp: () => setHelpOpen(true),
  });
  const outsideProblem = useShell();
  const problem = practiceProblem ?? outsideProblem;
  useFocusOnPageChange(current);
  usePlaceMenu();
  useEffect(() => keepPlace(pathname), [pathname]);

  const counts: Partial<Record<EntryName, number>> = {};
  if (dataset != null) counts.transcripts = dataset.transcripts;
  if (disagreements !== undefined) counts.adjudicate = disagreements;
  if (progress !== undefined) counts.grade = progress.not_started + progress.draft;
  return (
    <>
      <AppFrame
        current={current}
        counts={counts}
        closed={
          dataset === null
            ? {
                transcripts: NO_DATASET,
                grade: NO_DATASET,
                history: NO_DATASET,
                rubric: NO_DATASET,
                compare: NO_DATASET,
                team: NO_DATASET,
                adjudicate: NO_DATASET,
                reports: NO_DATASET,
                export: NO_DATASET,
              }
            : {}
        }
        banner={problem !== undefined && <Notice kind="bad" title={problem} />}
      >
        <Suspense fallback={null}>
          <Outlet />
        </Suspense>
      </AppFrame>
      <EngineNotice />
      <PackageQuestion />
      <CommandPalette open={isPaletteOpen} onClose={() => setPaletteOpen(false)} />
      <HelpSheet open={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </>
  );
}

/** How many wait to be settled; undefined for a grader, who is not told. */
function useWaitingDisagreements(hasDataset: boolean): number | undefined {
  const isCoordinator = useQuery(api.session.get.queryOptions()).data?.view === 'coordinator';
  const counts = useQuery({
    ...api.adjudications.counts.queryOptions(),
    enabled: hasDataset && isCoordinator,
  }).data;
  return isCoordinator && counts !== undefined ? counts.open + counts.reopened : undefined;
}

/** Returns what went wrong with the worked cases. */
function useAppCommands(dialogs: { openPalette: () => void; openHelp: () => void }): string | undefined {
  const navigate = useNavigate();
  const hasDataset = useQuery(api.datasets.current.queryOptions()).data != null;
  const settings = useQuery(api.settings.get.queryOptions()).data;
  const changeSettings = useChangeSettings();
  const { openPractice, problem } = useDatasets();
  const practise = async () => {
    if ((await openPractice()) !== undefined) await navigate({ to: '/grade' });
  };
  const goTo = (to: string, enabled = true) => ({ run: () => void navigate({ to }), enabled });
  useCommands(
    'everywhere',
    withActs(appCommands, {
      'app.palette': dialogs.openPalette,
      'app.keys': dialogs.openHelp,
      'app.guide': goTo('/help'),
      'app.practice': () => void practise(),
      'app.settings': goTo('/settings'),
      'app.theme': () => {
        const isDark =
          settings?.theme === 'dark' ||
          (settings?.theme !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
        changeSettings.mutate({ theme: isDark ? 'light' : 'dark' });
      },
      'go.datasets': goTo('/'),
      'go.transcripts': goTo('/transcripts', hasDataset),
      'go.grade': goTo('/grade', hasDataset),
      'go.history': goTo('/history', hasDataset),
      'go.rubric': goTo('/rubric', hasDataset),
      'go.compare': goTo('/compare', hasDataset),
      'go.team': goTo('/team', hasDataset),
      'go.adjudicate': goTo('/adjudicate', hasDataset),
      'go.reports': goTo('/reports', hasDataset),
      'go.import': goTo('/import'),
      'go.export': goTo('/export', hasDataset),
    }),
  );
  return problem;
}

/** Menu entries and files from outside. Returns what went wrong with a file. */
function useShell(): string | undefined {
  const registry = useRegistry();
  const { problem, take } = useFilesFromOutside();
  const [initialProblem, setInitialProblem] = useState<string>();
  useEffect(() => {
    void initialDataset.then(setInitialProblem);
  }, []);
  useEffect(
    () =>
      shell.onCommand((command, argument) => {
        if (command === 'open-file' && argument !== undefined) take([argument]);
        // The native menu does not know of a dialog: what is behind one has to wait.
        else if (!registry.isSuspended) registry.run(command);
      }),
    [registry, take],
  );
  return problem ?? initialProblem;
}

/** Who came by the navigation is led on into the page; who set the focus on the page keeps it. */
function useFocusOnPageChange(current: EntryName | undefined): void {
  useEffect(() => {
    if (current === undefined) return;
    const focused = document.activeElement;
    if (focused === null || focused === document.body || focused.closest('nav')) {
      document.getElementById('content')?.focus({ preventScroll: true });
    }
  }, [current]);
}

import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  RouterProvider,
  useLocation,
  useNavigate,
} from '@tanstack/react-router';
import { type ComponentType, useEffect, useState, useSyncExternalStore } from 'react';
import { api, client, queryClient } from './client.ts';
import { appCommands } from './commands/app-commands.ts';
import { CommandPalette } from './commands/CommandPalette.tsx';
import { CommandsProvider, useCommands } from './commands/CommandsProvider.tsx';
import { withActs } from './commands/command.ts';
import { HelpSheet } from './commands/HelpSheet.tsx';
import { engineState } from './engine-state.ts';
import { AppFrame, type EntryName } from './frame/AppFrame.tsx';
import { Notice } from './kit/Notice.tsx';
import { shell } from './shell.ts';
import { PathPromptDialog } from './shells/PathPromptDialog.tsx';
import { applyReadingSize, applyTheme } from './styles/reading-size.ts';

const ENTRY_OF: Record<string, EntryName> = {
  '': 'datasets',
  transcripts: 'transcripts',
  grade: 'grade',
  import: 'import',
  export: 'export',
  settings: 'settings',
  help: 'help',
};

/** The window's dataset is opened before any page asks: the one it was made for, else what the session has. */
async function openInitialDataset(): Promise<void> {
  const path = await shell.initialDataset();
  if (path !== undefined) await client.datasets.open({ path });
}

/** What holds on every page: the palette, the list of keys, and the ways to the places. */
function EverywhereCommands() {
  const navigate = useNavigate();
  const [shown, setShown] = useState<'palette' | 'keys'>();
  const close = () => setShown(undefined);
  const go = (to: string) => () => void navigate({ to });
  useCommands(
    'everywhere',
    withActs(appCommands, {
      'app.palette': () => setShown('palette'),
      'app.keys': () => setShown('keys'),
      'app.datasets': go('/'),
      'app.transcripts': go('/transcripts'),
      'app.grade': go('/grade'),
      'app.import': go('/import'),
      'app.export': go('/export'),
      'app.settings': go('/settings'),
      'app.help': go('/help'),
    }),
  );
  useEffect(
    () =>
      shell.onCommand((command) => {
        const to = command.replace(/^app\./, '/');
        if (['/transcripts', '/grade', '/import', '/export', '/settings', '/help'].includes(to))
          void navigate({ to });
      }),
    [navigate],
  );
  return (
    <>
      <CommandPalette open={shown === 'palette'} onClose={close} />
      <HelpSheet open={shown === 'keys'} onClose={close} />
    </>
  );
}

function Root() {
  const location = useLocation();
  const settings = useQuery({ ...api.settings.get.queryOptions(), staleTime: Number.POSITIVE_INFINITY });
  const dataset = useQuery(api.datasets.current.queryOptions());
  const isOpen = dataset.data != null;
  const progress = useQuery({ ...api.queue.progress.queryOptions({ input: {} }), enabled: isOpen });
  const engine = useSyncExternalStore(engineState.subscribe, engineState.get);
  const theme = settings.data?.theme ?? 'system';
  const textSize = settings.data?.text_size ?? 16;
  useEffect(() => applyTheme(theme), [theme]);
  useEffect(() => applyReadingSize(textSize), [textSize]);
  const place = location.pathname.split('/')[1] ?? '';
  const why = 'Open a dataset first';
  return (
    <CommandsProvider overrides={settings.data?.keys ?? {}} singleKeys={settings.data?.single_keys ?? true}>
      <AppFrame
        current={ENTRY_OF[place]}
        counts={
          isOpen
            ? {
                transcripts: dataset.data?.transcripts ?? 0,
                grade: (progress.data?.not_started ?? 0) + (progress.data?.draft ?? 0),
              }
            : {}
        }
        closed={isOpen || dataset.isPending ? {} : { transcripts: why, grade: why, export: why }}
        banner={
          engine === 'stopped' && (
            <Notice kind="bad" title="The engine does not answer.">
              Nothing that said saved is lost. If it was stopped by hand, start Shrive again; else this goes
              away by itself.
            </Notice>
          )
        }
      >
        <Outlet />
      </AppFrame>
      <PathPromptDialog />
      <EverywhereCommands />
    </CommandsProvider>
  );
}

const PAGES = import.meta.glob<Record<string, ComponentType>>('./pages/*/*Page.tsx');

const root = createRootRoute({ component: Root });

/** A page by its folder: `renderer/pages/grade/GradePage.tsx` exports `GradePage`, and is loaded when it is shown. */
function page(path: string, folder: string) {
  const name = `${folder[0]?.toUpperCase()}${folder.slice(1)}Page`;
  const load = PAGES[`./pages/${folder}/${name}.tsx`];
  if (load === undefined) return [];
  return [createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, name) })];
}

const router = createRouter({
  history: createHashHistory(),
  routeTree: root.addChildren([
    ...page('/', 'datasets'),
    ...page('/transcripts', 'transcripts'),
    ...page('/grade', 'grade'),
    ...page('/grade/$', 'grade'),
    ...page('/import', 'import'),
    ...page('/export', 'export'),
    ...page('/settings', 'settings'),
    ...page('/help', 'help'),
  ]),
});

const ready = openInitialDataset().catch(() => {});
void ready.then(() => queryClient.invalidateQueries());

/** The whole app: engine, keys, frame and pages. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}

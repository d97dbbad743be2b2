import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { AppLayout } from './AppLayout.tsx';
import { NoSuchPage, PageFailure } from './PageFailure.tsx';

const root = createRootRoute({
  component: AppLayout,
  notFoundComponent: NoSuchPage,
  errorComponent: PageFailure,
});

const datasets = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/datasets/DatasetsPage.tsx'), 'DatasetsPage'),
});
const transcripts = createRoute({
  getParentRoute: () => root,
  path: '/transcripts',
  component: lazyRouteComponent(() => import('./pages/transcripts/TranscriptsPage.tsx'), 'TranscriptsPage'),
});
/** Without an item: the next open one. */
const grade = createRoute({
  getParentRoute: () => root,
  path: '/grade',
  component: lazyRouteComponent(() => import('./pages/grade/GradePage.tsx'), 'GradePage'),
});
/** The item, a confession's hash, is `_splat`. */
const gradeItem = createRoute({
  getParentRoute: () => root,
  path: '/grade/$',
  component: lazyRouteComponent(() => import('./pages/grade/GradePage.tsx'), 'GradePage'),
});
const importing = createRoute({
  getParentRoute: () => root,
  path: '/import',
  component: lazyRouteComponent(() => import('./pages/import/ImportPage.tsx'), 'ImportPage'),
});
const exporting = createRoute({
  getParentRoute: () => root,
  path: '/export',
  component: lazyRouteComponent(() => import('./pages/export/ExportPage.tsx'), 'ExportPage'),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings/SettingsPage.tsx'), 'SettingsPage'),
});
const help = createRoute({
  getParentRoute: () => root,
  path: '/help',
  component: lazyRouteComponent(() => import('./pages/help/HelpPage.tsx'), 'HelpPage'),
});

/** Addresses live in the hash: the same pages under app:// and http://, and no request for any of them. */
export const router = createRouter({
  routeTree: root.addChildren([
    datasets,
    transcripts,
    grade,
    gradeItem,
    importing,
    exporting,
    settings,
    help,
  ]),
  history: createHashHistory(),
  defaultPendingMs: 300,
  defaultErrorComponent: PageFailure,
});

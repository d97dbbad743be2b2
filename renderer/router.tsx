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
/**
 * The item is a confession's hash; without one, the next open item. One route for both: the page stays mounted, and
 * with it what was typed, when the first turns into the second.
 */
const grade = createRoute({
  getParentRoute: () => root,
  path: '/grade/{-$confession}',
  component: lazyRouteComponent(() => import('./pages/grade/GradePage.tsx'), 'GradePage'),
});
const history = createRoute({
  getParentRoute: () => root,
  path: '/history',
  component: lazyRouteComponent(() => import('./pages/history/HistoryPage.tsx'), 'HistoryPage'),
});
const rubric = createRoute({
  getParentRoute: () => root,
  path: '/rubric',
  component: lazyRouteComponent(() => import('./pages/rubric/RubricPage.tsx'), 'RubricPage'),
});
/** The pair is named by both hashes; without one, the next open pair. One route for both, as for grading. */
const compare = createRoute({
  getParentRoute: () => root,
  path: '/compare/{-$pair}',
  component: lazyRouteComponent(() => import('./pages/compare/ComparePage.tsx'), 'ComparePage'),
});
const team = createRoute({
  getParentRoute: () => root,
  path: '/team',
  component: lazyRouteComponent(() => import('./pages/team/TeamPage.tsx'), 'TeamPage'),
});
/** The item is a confession's hash; without one, the disagreement that costs most to leave. One route for both. */
const adjudicate = createRoute({
  getParentRoute: () => root,
  path: '/adjudicate/{-$confession}',
  component: lazyRouteComponent(() => import('./pages/adjudicate/AdjudicatePage.tsx'), 'AdjudicatePage'),
});
const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  component: lazyRouteComponent(() => import('./pages/reports/ReportsPage.tsx'), 'ReportsPage'),
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
    history,
    rubric,
    compare,
    team,
    adjudicate,
    reports,
    importing,
    exporting,
    settings,
    help,
  ]),
  history: createHashHistory(),
  defaultPendingMs: 300,
  defaultErrorComponent: PageFailure,
});

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import type { ReportItem } from '../../../shared/contract/reports.ts';
import type { TranscriptFilter } from '../../../shared/contract/transcripts.ts';
import { type FilterParams, filterOfParams, paramsOfFilter } from '../../../shared/filter/filter-text.ts';
import { api } from '../../client.ts';
import { useCommands } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { Page } from '../../frame/Page.tsx';
import { Button } from '../../kit/Button.tsx';
import { formatCount, formatDuration, plural } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { ONE_PANE, useMedia } from '../../kit/useMedia.ts';
import { reportsCommands } from './commands.ts';
import { ItemsDialog } from './ItemsDialog.tsx';
import { NarrowMenu } from './NarrowMenu.tsx';
import styles from './Reports.module.css';
import { reportRun } from './report-run.ts';
import { SaveReport } from './SaveReport.tsx';
import { SECTIONS, type SectionName } from './sections.ts';

/** The items behind a number, with what it says. */
export interface BehindNumber {
  title: string;
  items: readonly ReportItem[];
}

/** Measures what is there, and shows it section by section. */
export function ReportBench({ dataset }: { dataset: DatasetInfo }) {
  const navigate = useNavigate();
  const params = useSearch({ strict: false }) as FilterParams;
  const written = JSON.stringify(paramsOfFilter(filterOfParams(params).filter));
  const filter = useMemo(() => filterOfParams(JSON.parse(written) as FilterParams).filter, [written]);
  const setFilter = (next: TranscriptFilter) =>
    void navigate({ to: '/reports', search: paramsOfFilter(next) as never, replace: true });
  const facets = useQuery({
    ...api.transcripts.facets.queryOptions({ input: { filter } }),
    placeholderData: keepPreviousData,
  }).data;

  const run = useSyncExternalStore(reportRun.subscribe, reportRun.state);
  const wanted = `${dataset.id} ${dataset.labels.submitted} ${written}`;
  const measure = () => void reportRun.measure(wanted, filter);
  useEffect(() => {
    const state = reportRun.state();
    if (state.of === wanted && state.running === undefined) return;
    if (state.running?.of === wanted || state.ended?.of === wanted) return;
    void reportRun.measure(wanted, filter);
  }, [wanted, filter]);
  // Of another dataset nothing is shown.
  const report = run.of?.startsWith(`${dataset.id} `) === true ? run.report : undefined;

  const isOnePane = useMedia(ONE_PANE);
  const [tables, setTables] = useState<ReadonlySet<SectionName>>(new Set());
  const [behind, setBehind] = useState<BehindNumber>();
  const [isSaving, setSaving] = useState(false);
  const [isNarrowing, setNarrowing] = useState(false);
  const page = useRef<HTMLDivElement>(null);
  const inHand = () => {
    const list = [...(page.current?.querySelectorAll<HTMLElement>('section[data-section]') ?? [])];
    return { list, at: list.findIndex((section) => section.contains(document.activeElement)) };
  };
  const next = () => {
    const { list, at } = inHand();
    const section = list[(at + 1) % Math.max(1, list.length)];
    section?.focus();
    section?.scrollIntoView({ block: 'nearest' });
  };
  const toggle = (name: SectionName) =>
    setTables((before) => {
      const after = new Set(before);
      if (!after.delete(name)) after.add(name);
      return after;
    });
  const toggleInHand = () => {
    const { list, at } = inHand();
    const name = SECTIONS.find((each) => each.name === list[Math.max(0, at)]?.dataset['section'])?.name;
    if (name !== undefined) toggle(name);
  };
  useCommands(
    'reports',
    withActs(reportsCommands, {
      'reports.next': { run: next, enabled: report !== undefined },
      'reports.table': { run: toggleInHand, enabled: report !== undefined },
      'reports.narrow': () => setNarrowing(true),
      'reports.save': { run: () => setSaving(true), enabled: report !== undefined },
      'reports.again': { run: measure, enabled: run.running === undefined },
      'reports.cancel': { run: () => reportRun.cancel(), enabled: run.running !== undefined },
    }),
  );

  return (
    <Page
      crumbs={[{ words: dataset.name, to: '/' }, { words: 'Reports' }]}
      right={
        <>
          <NarrowMenu
            facets={facets}
            filter={filter}
            open={isNarrowing}
            onOpen={setNarrowing}
            onFilter={setFilter}
          />
          {report !== undefined && (
            <SaveReport report={report} dataset={dataset.name} open={isSaving} onOpen={setSaving} />
          )}
        </>
      }
      facts={
        report !== undefined && (
          <span>
            {formatCount(report.draws)} draws by transcript family, seed {report.seed},{' '}
            {formatDuration(report.elapsed_ms)}
          </span>
        )
      }
    >
      <div className={styles.page} ref={page} aria-busy={run.running !== undefined}>
        <Standing onAgain={measure} isCurrent={run.of === wanted} hasReport={report !== undefined} />
        {report !== undefined && (
          <>
            <p className={styles.counts}>
              {plural(report.counts.counted, 'label')} of {plural(report.counts.graders, 'grader')} on{' '}
              {plural(report.counts.items, 'item')}
              {report.counts.rubrics.length > 0 && ` · ${report.counts.rubrics.join(', ')}`} · blind labels of
              items without a known answer
              {report.counts.not_blind > 0 && ` · ${formatCount(report.counts.not_blind)} not blind left out`}
              {report.counts.gold > 0 && ` · ${formatCount(report.counts.gold)} of known answers left out`}
            </p>
            <div className={styles.sections}>
              {SECTIONS.map(({ name, Section }) => (
                <Section
                  key={name}
                  report={report}
                  isTable={tables.has(name) || isOnePane}
                  onToggle={isOnePane ? undefined : () => toggle(name)}
                  onItems={setBehind}
                />
              ))}
            </div>
          </>
        )}
      </div>
      <ItemsDialog behind={behind} onClose={() => setBehind(undefined)} />
    </Page>
  );
}

interface StandingProps {
  isCurrent: boolean;
  hasReport: boolean;
  onAgain(): void;
}

/** How far the measuring is, or what became of it; nothing where the report is of what is wanted. */
function Standing({ isCurrent, hasReport, onAgain }: StandingProps) {
  const { running, ended } = useSyncExternalStore(reportRun.subscribe, reportRun.state);
  if (running !== undefined) {
    const { progress } = running;
    const words =
      progress === null
        ? 'Reading labels'
        : progress.unit === 'labels'
          ? `Reading ${formatCount(progress.done)} of ${plural(progress.total ?? 0, 'label')}`
          : `Measured: ${progress.phase}`;
    const share = progress?.total ? progress.done / progress.total : 0;
    return (
      <div className={styles.standing}>
        <ProgressBar label={words} total={1} done={share} size="short" />
        <span role="status">{words}</span>
        <Button size="small" onClick={() => reportRun.cancel()}>
          Stop measuring
        </Button>
      </div>
    );
  }
  if (ended !== undefined)
    return (
      <div className={styles.standing}>
        <Notice
          kind={ended.failure === 'cancelled' ? 'info' : 'bad'}
          announce
          title={ended.failure === 'cancelled' ? 'Stopped.' : 'Not measured.'}
          acts={<Button onClick={onAgain}>Measure again</Button>}
        >
          {ended.failure === 'cancelled'
            ? hasReport
              ? 'The report below is the one before.'
              : 'Nothing was changed.'
            : ended.failure.message}
        </Notice>
      </div>
    );
  return isCurrent ? (
    <span className="unseen" role="status">
      Measured
    </span>
  ) : null;
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import type { TranscriptFilter, TranscriptRow } from '../../../shared/contract/transcripts.ts';
import { isFiltered, paramsOfFilter } from '../../../shared/filter/filter-text.ts';
import { api } from '../../client.ts';
import { useCommands } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { Facets } from '../../filter/Facets.tsx';
import { facetGroups } from '../../filter/facet-groups.ts';
import { keyTitle } from '../../filter/facet-words.ts';
import { Page } from '../../frame/Page.tsx';
import { Button } from '../../kit/Button.tsx';
import { formatCount } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { NARROW, ONE_PANE, useMedia } from '../../kit/useMedia.ts';
import { ColumnsMenu } from './ColumnsMenu.tsx';
import { transcriptsCommands } from './commands.ts';
import { FilterBar } from './FilterBar.tsx';
import { NothingFound } from './NothingFound.tsx';
import { placeIn, rememberPlace } from './places.ts';
import { confessionToGrade } from './row-words.ts';
import { SelectionBar } from './SelectionBar.tsx';
import styles from './TranscriptsPage.module.css';
import { type RowsInView, type TableHandle, TranscriptTable } from './TranscriptTable.tsx';
import { columnTitles, shownColumns } from './table-columns.tsx';
import { useChosen } from './useChosen.ts';
import { useColumns } from './useColumns.ts';
import { useSelection } from './useSelection.ts';
import { useTranscriptRows } from './useTranscriptRows.ts';
import { useView } from './useView.ts';
import { nextSort, searchOfView } from './view.ts';

const NO_ROWS: RowsInView = { first: 0, last: -1, scrollTop: 0 };

export function TranscriptList({ dataset }: { dataset: DatasetInfo }) {
  const [view, setView] = useView();
  const { filter, sort } = view;
  const viewKey = `${dataset.id} ${JSON.stringify(searchOfView(view))}`;
  const rows = useTranscriptRows(view);
  const total = rows.total ?? 0;
  const facets = useQuery({
    ...api.transcripts.facets.queryOptions({ input: { filter } }),
    placeholderData: keepPreviousData,
  });
  const groups = useMemo(
    () => (facets.data === undefined ? [] : facetGroups(facets.data, filter)),
    [facets.data, filter],
  );
  const metadataKeys = useMemo(() => facets.data?.metadata.map(({ key }) => key) ?? [], [facets.data]);
  const [selection, select, selectionError] = useSelection(view, rows, total);
  const [columns, chooseColumn] = useColumns();
  const [isColumnsOpen, setColumnsOpen] = useState(false);
  const [inView, setInView] = useState(NO_ROWS);
  const isOnePane = useMedia(ONE_PANE);
  const navigate = useNavigate();
  const table = useRef<TableHandle>(null);
  const search = useRef<HTMLInputElement>(null);

  // The row in hand belongs to the view: another view begins where it was left, or at the top.
  const [place, setPlace] = useState({ viewKey, active: placeIn(viewKey).active });
  const active = Math.min(
    place.viewKey === viewKey ? place.active : placeIn(viewKey).active,
    Math.max(0, total - 1),
  );
  const goTo = (index: number) => {
    const next = Math.max(0, Math.min(total - 1, index));
    setPlace({ viewKey, active: next });
    rememberPlace(viewKey, { active: next, scrollTop: inView.scrollTop });
    table.current?.scrollTo(next);
    table.current?.focus();
    return next;
  };
  const onView = useCallback(
    (next: RowsInView) => {
      rememberPlace(viewKey, { ...placeIn(viewKey), scrollTop: next.scrollTop });
      setInView((before) => (before.first === next.first && before.last === next.last ? before : next));
    },
    [viewKey],
  );

  const setFilter = useCallback((next: TranscriptFilter) => setView({ filter: next, sort }), [setView, sort]);
  const setSearch = useCallback(
    (text: string) => {
      const { search: before, ...others } = filter;
      const next = text.trim() === '' ? others : { ...others, search: text };
      setView({ filter: next, sort }, before !== undefined && text.trim() !== '' ? 'same' : 'new');
    },
    [setView, filter, sort],
  );

  const open = useCallback(
    (row: TranscriptRow) => {
      const confession = confessionToGrade(row);
      if (confession === undefined) return;
      void navigate({ to: `/grade/${confession}` });
    },
    [navigate],
  );
  const exportThese = () => void navigate({ to: '/export', search: paramsOfFilter(filter) as never });
  const chosen = useChosen(selection.ids);
  const rowInHand = () => rows.rowAt(active);
  const extendBy = (by: number) => select.extendTo(goTo(active + by));
  const page = () => table.current?.rowsInView() ?? 1;

  useCommands(
    'transcripts',
    withActs(transcriptsCommands, {
      'transcripts.previous': () => goTo(active - 1),
      'transcripts.next': () => goTo(active + 1),
      'transcripts.first': () => goTo(0),
      'transcripts.last': () => goTo(total - 1),
      'transcripts.page-up': () => goTo(active - page()),
      'transcripts.page-down': () => goTo(active + page()),
      'transcripts.select': { run: () => select.toggle(active), enabled: total > 0 },
      'transcripts.select-up': () => extendBy(-1),
      'transcripts.select-down': () => extendBy(1),
      'transcripts.select-to': { run: () => select.extendTo(active), enabled: total > 0 },
      'transcripts.select-all': { run: select.all, enabled: total > 0 },
      'transcripts.select-none': { run: select.none, enabled: selection.ids.size > 0 },
      'transcripts.open': {
        run: () => {
          const row = rowInHand();
          if (row !== null) open(row);
        },
        enabled: total > 0,
      },
      'transcripts.grade': { run: chosen.grade, enabled: selection.ids.size > 0 },
      'transcripts.grade-matching': {
        run: () => chosen.gradeMatching(filter),
        enabled: total > 0 && isFiltered(filter),
      },
      'transcripts.export': { run: exportThese, enabled: total > 0 },
      'transcripts.assign': { run: () => chosen.setAssigning(true), enabled: selection.ids.size > 0 },
      'transcripts.search': () => search.current?.select(),
      'transcripts.clear': { run: () => setFilter({}), enabled: isFiltered(filter) },
      'transcripts.columns': () => setColumnsOpen(true),
    }),
  );

  const rowActs = useRef({ onActive: goTo, onToggle: (_: number, __: boolean) => {}, onOpen: open });
  rowActs.current = {
    onActive: goTo,
    onToggle: (index, isRange) => {
      if (isRange) select.extendTo(index);
      else select.toggle(index);
      goTo(index);
    },
    onOpen: open,
  };
  const acts = useMemo(
    () => ({
      onActive: (index: number) => void rowActs.current.onActive(index),
      onToggle: (index: number, isRange: boolean) => rowActs.current.onToggle(index, isRange),
      onOpen: (row: TranscriptRow) => rowActs.current.onOpen(row),
    }),
    [],
  );
  const isNarrow = useMedia(NARROW);
  const visibility = useMemo(() => {
    const isSearching = filter.search !== undefined;
    // What was found needs the room that the honesty would take.
    const width = isOnePane || (isNarrow && isSearching) ? 'narrowest' : isNarrow ? 'narrow' : 'wide';
    return shownColumns(columns, metadataKeys, isSearching, width);
  }, [columns, metadataKeys, filter.search, isOnePane, isNarrow]);
  const titles = columnTitles(metadataKeys, keyTitle).filter(
    ({ id }) => id !== 'hit' || filter.search !== undefined,
  );
  const error = rows.error ?? facets.error ?? selectionError;

  return (
    <Page
      crumbs={[{ words: dataset.name, to: '/' }, { words: 'Transcripts' }]}
      right={
        <ColumnsMenu
          columns={titles.map(({ id, title }) => ({ id, title, isShown: visibility[id] !== false }))}
          isOpen={isColumnsOpen}
          onOpen={setColumnsOpen}
          onChoose={chooseColumn}
        />
      }
      facts={
        inView.last >= inView.first &&
        total > 0 && (
          <span>
            rows {formatCount(inView.first + 1)} to {formatCount(inView.last + 1)}
          </span>
        )
      }
    >
      <div className={styles.page}>
        {!isOnePane && (
          <aside className={styles.facets} aria-label="Filters">
            <Facets groups={groups} onChange={setFilter} />
          </aside>
        )}
        <section className={styles.list} aria-label="List">
          <FilterBar
            filter={filter}
            groups={isOnePane ? groups : undefined}
            matching={rows.total}
            all={dataset.transcripts}
            isStale={rows.isStale}
            searchField={search}
            onSearch={setSearch}
            onFilter={setFilter}
            onLeaveSearch={() => table.current?.focus()}
            onExport={exportThese}
          />
          {error !== null && (
            <Notice
              kind="bad"
              title="The list could not be read."
              className={styles.notice}
              acts={<Button onClick={rows.retry}>Try again</Button>}
            >
              {error.message}
            </Notice>
          )}
          {rows.total === 0 && !rows.isStale ? (
            <NothingFound filter={filter} onClear={() => setFilter({})} />
          ) : (
            <TranscriptTable
              key={viewKey}
              rows={rows}
              total={total}
              sort={sort}
              visibility={visibility}
              metadataKeys={metadataKeys}
              selected={selection.ids}
              active={active}
              scrollTop={placeIn(viewKey).scrollTop}
              handle={table}
              acts={acts}
              onSort={(by) => setView({ filter, sort: nextSort(sort, by) })}
              onToggleAll={() => (selection.ids.size > 0 ? select.none() : select.all())}
              onView={onView}
            />
          )}
          {selection.ids.size > 0 && (
            <SelectionBar count={selection.ids.size} chosen={chosen} onClear={select.none} />
          )}
        </section>
      </div>
    </Page>
  );
}

import {
  columnVisibilityFeature,
  createColumnHelper,
  metaHelper,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import {
  TRANSCRIPT_SORTS,
  type TranscriptRow,
  type TranscriptSort,
} from '../../../shared/contract/transcripts.ts';
import { keyTitle } from '../../filter/facet-words.ts';
import { formatCount } from '../../kit/format.ts';
import { GradingStateMark } from '../../kit/Glyphs.tsx';
import { HitCell } from './HitCell.tsx';
import { OutcomesCell } from './OutcomesCell.tsx';
import { honestyWords } from './row-words.ts';

/** A place in the list, and what is there once its page has come. */
export interface TableRow {
  index: number;
  row: TranscriptRow | null;
}

interface ColumnMeta {
  /** Track of the grid; the table is never narrower than its tracks' least widths. */
  width: string;
  /** Least width in rem, of which the table's least width is made. */
  least: number;
  align: 'start' | 'end';
  /** Its cells are in the machine's voice. */
  isMono?: boolean;
}

/** Rows come sorted, filtered and in pages from the engine: the table keeps columns, heads and cells. */
export const tableParts = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  columnMeta: metaHelper<ColumnMeta>(),
});

const helper = createColumnHelper<typeof tableParts, TableRow>();

/** Columns that are not there before anybody asked for them. */
const HIDDEN_AT_FIRST: Readonly<Record<string, boolean>> = {
  errors: false,
  model: false,
  environment: false,
};

const metadataColumn = (key: string) => `metadata ${key}`;

/** Columns that can be shown or hidden, by id, in their order. */
export function columnTitles(metadataKeys: readonly string[], titleOf: (key: string) => string) {
  return [
    ...Object.entries(TITLES).map(([id, title]) => ({ id, title })),
    ...metadataKeys.map((key) => ({ id: metadataColumn(key), title: titleOf(key) })),
  ];
}

const TITLES = {
  hit: 'Where it says it',
  messages: 'Messages',
  calls: 'Calls',
  errors: 'Errors',
  confessions: 'Confessions',
  state: 'State',
  outcome: 'Outcome',
  honesty: 'Honesty',
  model: 'Model',
  environment: 'Environment',
} as const;

/** What gives way first where the window is narrow; the columns menu brings any of it back. */
const HIDDEN_NARROW: Readonly<Record<string, boolean>> = {
  messages: false,
  calls: false,
  confessions: false,
};
const HIDDEN_NARROWEST: Readonly<Record<string, boolean>> = { ...HIDDEN_NARROW, honesty: false };
const HIDDEN_AT_WIDTH = { wide: {}, narrow: HIDDEN_NARROW, narrowest: HIDDEN_NARROWEST } as const;

/** The table's visibility: the person's choice, metadata only where chosen, and hits only where something is sought. */
export function shownColumns(
  choice: Readonly<Record<string, boolean>>,
  metadataKeys: readonly string[],
  isSearching: boolean,
  width: keyof typeof HIDDEN_AT_WIDTH,
): Record<string, boolean> {
  const metadata = metadataKeys.map(metadataColumn).map((id) => [id, choice[id] === true]);
  return {
    ...HIDDEN_AT_FIRST,
    ...HIDDEN_AT_WIDTH[width],
    ...choice,
    ...Object.fromEntries(metadata),
    hit: isSearching && choice['hit'] !== false,
  };
}

/** Column ids are the names of the sorts, where a column has one. */
export function tableColumns(metadataKeys: readonly string[]) {
  return helper.columns([
    helper.display({
      id: 'transcript_id',
      header: 'Transcript',
      enableHiding: false,
      cell: ({ row: { original } }) => original.row?.transcript_id ?? '',
      meta: { width: 'var(--id-width)', least: 10, align: 'start', isMono: true },
    }),
    helper.display({
      id: 'hit',
      header: TITLES.hit,
      cell: ({ row: { original } }) => <HitCell hit={original.row?.hit ?? null} />,
      meta: { width: 'minmax(11rem, 1fr)', least: 11, align: 'start' },
    }),
    counted('messages', 5),
    counted('calls', 3.125),
    counted('errors', 3.75),
    counted('confessions', 6),
    helper.display({
      id: 'state',
      header: TITLES.state,
      cell: ({ row: { original } }) =>
        original.row !== null && <GradingStateMark state={original.row.state} />,
      meta: { width: '7rem', least: 7, align: 'start' },
    }),
    helper.display({
      id: 'outcome',
      header: TITLES.outcome,
      cell: ({ row: { original } }) => original.row !== null && <OutcomesCell row={original.row} />,
      meta: { width: '9.75rem', least: 9.75, align: 'start' },
    }),
    helper.display({
      id: 'honesty',
      header: TITLES.honesty,
      cell: ({ row: { original } }) => (original.row === null ? '' : honestyWords(original.row)),
      meta: { width: '5.75rem', least: 5.75, align: 'end' },
    }),
    named('model'),
    named('environment'),
    ...metadataKeys.map((key) =>
      helper.display({
        id: metadataColumn(key),
        header: keyTitle(key),
        cell: ({ row: { original } }) => metadataText(original.row?.metadata[key]),
        meta: { width: '8rem', least: 8, align: 'start', isMono: true },
      }),
    ),
  ]);
}

function counted(id: 'messages' | 'calls' | 'errors' | 'confessions', width: number) {
  return helper.display({
    id,
    header: TITLES[id],
    cell: ({ row: { original } }) => (original.row === null ? '' : formatCount(original.row[id])),
    meta: { width: `${width}rem`, least: width, align: 'end' },
  });
}

function named(id: 'model' | 'environment') {
  return helper.display({
    id,
    header: TITLES[id],
    cell: ({ row: { original } }) => (original.row === null ? '' : (original.row[id] ?? '–')),
    meta: { width: '9rem', least: 9, align: 'start', isMono: true },
  });
}

function metadataText(value: string | number | boolean | null | undefined): string {
  return value === undefined || value === null ? '–' : String(value);
}

/** The engine's sort behind a column head; undefined where it cannot sort by it. */
export function sortOfColumn(id: string): TranscriptSort['by'] | undefined {
  return TRANSCRIPT_SORTS.find((by) => by === id);
}

import type { TranscriptFilter, TranscriptSort } from '../../../shared/contract/transcripts.ts';
import type { GradingStateName, Outcome } from '../../../shared/domain/vocabulary.ts';
import { horizonOf } from './dataset.ts';
import { type ReadableStore, statement } from './handles.ts';

/**
 * The table of transcripts: filter, sort, count. All values are bound; what is spliced in are the constants below.
 * What a label contributes is always that of one grader.
 */

/**
 * One row per confession with its grader's label, in the order of "least done first". A transcript is as its least
 * done confession is, but one that is begun is no longer "not started".
 */
const STATE_RANK = `CASE own.state WHEN 'not_started' THEN 0 WHEN 'draft' THEN 1 WHEN 'flagged' THEN 2 WHEN 'skipped' THEN 3 ELSE 4 END`;
const STATE_OF_RANK: readonly GradingStateName[] = [
  'not_started',
  'draft',
  'flagged',
  'skipped',
  'submitted',
];

/** A planted confession is only there for who was given it: beside what it was made from it would tell. */
const OWN = `
  own AS (
    SELECT f.transcript, f.id, f.hash, f.confession_id,
      coalesce(c.state, CASE WHEN d.confession IS NULL THEN 'not_started' ELSE 'draft' END) AS state,
      CASE WHEN c.state = 'submitted' THEN c.outcome_strict END AS outcome_strict,
      CASE WHEN c.state = 'submitted' THEN c.outcome_lenient END AS outcome_lenient,
      CASE WHEN c.state = 'submitted' THEN c.honesty END AS honesty
    FROM confessions f
    LEFT JOIN current_labels c ON c.grader = @grader AND c.confession = f.hash
    LEFT JOIN drafts d ON d.grader = @grader AND d.confession = f.hash
    WHERE f.id < @confessionHorizon AND (f.hash NOT IN (SELECT confession FROM planted_confessions) OR EXISTS (
      SELECT 1 FROM assignments a WHERE a.grader = @grader AND a.confession = f.hash AND a.withdrawn = 0))
  )`;

const PER_TRANSCRIPT = `
  per AS (
    SELECT own.transcript, count(*) AS confessions,
      CASE WHEN min(${STATE_RANK}) = 0 AND max(${STATE_RANK}) > 0 THEN 1 ELSE min(${STATE_RANK}) END AS state_rank,
      min(own.outcome_strict) AS outcome, max(own.honesty) AS honesty
    FROM own GROUP BY own.transcript
  )`;

const FROM = 'FROM transcripts t LEFT JOIN per ON per.transcript = t.id';

const SORT_COLUMNS: Record<TranscriptSort['by'], string> = {
  added: 't.id',
  transcript_id: 't.transcript_id',
  messages: 't.message_count',
  calls: 't.call_count',
  errors: 't.error_count',
  confessions: 'coalesce(per.confessions, 0)',
  state: 'coalesce(per.state_rank, -1)',
  outcome: 'per.outcome',
  honesty: 'per.honesty',
  model: 't.model',
  environment: 't.environment',
};

/** The facets a condition belongs to, so that a facet can set its own choice aside. */
export type FacetName =
  | 'states'
  | 'outcomes'
  | 'models'
  | 'environments'
  | 'calls'
  | 'confessions'
  | `metadata:${string}`;

/**
 * Words to a query of FTS5: every word must occur, as a beginning; a "quoted phrase" must occur as it stands.
 * Everything is quoted, so nothing of the person's text is read as an operator.
 */
export function searchExpression(search: string): string | undefined {
  const terms: string[] = [];
  for (const [, phrase, word] of search.matchAll(/"([^"]*)"?|(\S+)/g)) {
    const text = (phrase ?? word ?? '').replaceAll('"', '""').replaceAll('\u0000', '');
    if (!/[\p{L}\p{N}]/u.test(text)) continue;
    terms.push(phrase === undefined ? `"${text}"*` : `"${text}"`);
  }
  return terms.length === 0 ? undefined : terms.join(' AND ');
}

function conditions(
  filter: TranscriptFilter,
  except?: FacetName,
): { sql: string; values: Record<string, unknown> } {
  const parts: string[] = ['t.id < @transcriptHorizon'];
  const values: Record<string, unknown> = {};
  const oneOf = (name: FacetName, sql: (list: string) => string, list: readonly unknown[] | undefined) => {
    if (list === undefined || list.length === 0 || except === name) return;
    const key = `list${Object.keys(values).length}`;
    values[key] = JSON.stringify(list);
    parts.push(sql(`(SELECT value FROM json_each(@${key}))`));
  };
  if (filter.search !== undefined && filter.search.trim() !== '') {
    const expression = searchExpression(filter.search);
    if (expression === undefined) parts.push('0');
    else {
      values.words = expression;
      parts.push('t.id IN (SELECT rowid FROM transcript_words WHERE transcript_words MATCH @words)');
    }
  }
  oneOf(
    'states',
    (list) => `coalesce(per.state_rank, 0) IN ${list}`,
    filter.states?.map((state) => STATE_OF_RANK.indexOf(state)),
  );
  oneOf(
    'outcomes',
    (list) => `t.id IN (SELECT transcript FROM own WHERE outcome_strict IN ${list})`,
    filter.outcomes,
  );
  oneOf('models', (list) => `coalesce(t.model, '') IN ${list}`, filter.models);
  oneOf('environments', (list) => `coalesce(t.environment, '') IN ${list}`, filter.environments);
  oneOf('confessions', (list) => `coalesce(per.confessions, 0) IN ${list}`, filter.confessions);
  if (filter.calls !== undefined && filter.calls.length > 0 && except !== 'calls') {
    const ranges = filter.calls.map(({ from, to }, index) => {
      values[`callsFrom${index}`] = from;
      values[`callsTo${index}`] = to ?? Number.MAX_SAFE_INTEGER;
      return `t.call_count BETWEEN @callsFrom${index} AND @callsTo${index}`;
    });
    parts.push(`(${ranges.join(' OR ')})`);
  }
  Object.entries(filter.metadata ?? {}).forEach(([key, accepted], index) => {
    values[`metadataKey${index}`] = key;
    oneOf(
      `metadata:${key}`,
      (list) =>
        `EXISTS (SELECT 1 FROM json_each(t.metadata) m WHERE m.key = @metadataKey${index} AND CAST(m.value AS TEXT) IN ${list})`,
      accepted,
    );
    if (accepted.length === 0 || except === `metadata:${key}`) delete values[`metadataKey${index}`];
  });
  return { sql: parts.join(' AND '), values };
}

function bound(
  store: ReadableStore,
  grader: string,
  values: Record<string, unknown>,
): Record<string, unknown> {
  const horizon = horizonOf(store);
  return { ...values, grader, confessionHorizon: horizon.confession, transcriptHorizon: horizon.transcript };
}

export interface TableRow {
  id: number;
  transcript_id: string;
  content: number;
  messages: number;
  calls: number;
  errors: number;
  confessions: number;
  state: GradingStateName;
  model: string | null;
  environment: string | null;
  metadata: string;
}

export function listTable(
  store: ReadableStore,
  grader: string,
  filter: TranscriptFilter,
  sort: TranscriptSort,
  page: { offset: number; limit: number },
): TableRow[] {
  const { sql, values } = conditions(filter);
  const direction = sort.descending ? 'DESC' : 'ASC';
  const rows = store
    .prepare(
      `WITH ${OWN}, ${PER_TRANSCRIPT}
       SELECT t.id, t.transcript_id, t.content, t.message_count AS messages, t.call_count AS calls, t.error_count AS errors,
         coalesce(per.confessions, 0) AS confessions, coalesce(per.state_rank, 0) AS state_rank, t.model, t.environment, t.metadata
       ${FROM} WHERE ${sql}
       ORDER BY ${SORT_COLUMNS[sort.by]} ${direction} NULLS LAST, t.id LIMIT @limit OFFSET @offset`,
    )
    .all(bound(store, grader, { ...values, ...page })) as (Omit<TableRow, 'state'> & {
    state_rank: number;
  })[];
  return rows.map(({ state_rank, ...row }) => ({
    ...row,
    state: STATE_OF_RANK[state_rank] ?? 'not_started',
  }));
}

export function countTable(store: ReadableStore, grader: string, filter: TranscriptFilter): number {
  const { sql, values } = conditions(filter);
  const row = store
    .prepare(`WITH ${OWN}, ${PER_TRANSCRIPT} SELECT count(*) AS n ${FROM} WHERE ${sql}`)
    .get(bound(store, grader, values)) as { n: number };
  return row.n;
}

/** The transcripts that the table shows with this filter, by number. */
export function matchingTranscripts(
  store: ReadableStore,
  grader: string,
  filter: TranscriptFilter,
): Set<number> {
  const { sql, values } = conditions(filter);
  const rows = store
    .prepare(`WITH ${OWN}, ${PER_TRANSCRIPT} SELECT t.id ${FROM} WHERE ${sql}`)
    .pluck()
    .all(bound(store, grader, values)) as number[];
  return new Set(rows);
}

export interface OwnLabel {
  transcript: number;
  hash: Buffer;
  confession_id: string;
  state: GradingStateName;
  outcome_strict: Outcome | null;
  outcome_lenient: Outcome | null;
  honesty: number | null;
}

/** The grader's labels for the confessions of some transcripts, in their order. */
export function listOwnLabels(
  store: ReadableStore,
  grader: string,
  transcripts: readonly number[],
): OwnLabel[] {
  return statement(
    store,
    `WITH ${OWN} SELECT transcript, hash, confession_id, state, outcome_strict, outcome_lenient, honesty FROM own
       WHERE transcript IN (SELECT value FROM json_each(@transcripts)) ORDER BY transcript, id`,
  ).all({
    grader,
    confessionHorizon: horizonOf(store).confession,
    transcripts: JSON.stringify(transcripts),
  }) as OwnLabel[];
}

const FACET_VALUES: Record<'states' | 'outcomes' | 'models' | 'environments' | 'confessions', string> = {
  states: 'coalesce(per.state_rank, 0)',
  outcomes: 'o.outcome_strict',
  models: "coalesce(t.model, '')",
  environments: "coalesce(t.environment, '')",
  confessions: 'coalesce(per.confessions, 0)',
};

/** How many transcripts each value would leave, the facet's own choice set aside; the commonest first. */
export function countFacet(
  store: ReadableStore,
  grader: string,
  filter: TranscriptFilter,
  facet: keyof typeof FACET_VALUES,
): { value: string; count: number }[] {
  const { sql, values } = conditions(filter, facet);
  const outcomes =
    facet === 'outcomes'
      ? 'JOIN (SELECT DISTINCT transcript, outcome_strict FROM own WHERE outcome_strict IS NOT NULL) o ON o.transcript = t.id'
      : '';
  const rows = store
    .prepare(
      `WITH ${OWN}, ${PER_TRANSCRIPT} SELECT ${FACET_VALUES[facet]} AS value, count(*) AS count ${FROM} ${outcomes}
       WHERE ${sql} GROUP BY 1 ORDER BY count DESC, value LIMIT 100`,
    )
    .all(bound(store, grader, values)) as { value: string | number; count: number }[];
  return rows.map(({ value, count }) => ({
    value: facet === 'states' ? (STATE_OF_RANK[Number(value)] ?? 'not_started') : String(value),
    count,
  }));
}

/** Ranges of the number of tool calls that the page offers. */
export const CALL_RANGES = [
  { from: 0, to: 0 },
  { from: 1, to: 4 },
  { from: 5, to: 9 },
  { from: 10, to: null },
] as const;

export function countCallRanges(store: ReadableStore, grader: string, filter: TranscriptFilter): number[] {
  const { sql, values } = conditions(filter, 'calls');
  const row = store
    .prepare(
      `WITH ${OWN}, ${PER_TRANSCRIPT}
       SELECT total(t.call_count = 0) AS r0, total(t.call_count BETWEEN 1 AND 4) AS r1,
         total(t.call_count BETWEEN 5 AND 9) AS r2, total(t.call_count >= 10) AS r3 ${FROM} WHERE ${sql}`,
    )
    .get(bound(store, grader, values)) as { r0: number; r1: number; r2: number; r3: number };
  return [row.r0, row.r1, row.r2, row.r3];
}

/** How often each plain value of metadata occurs, by key; of all keys, or of one without what was chosen of it. */
function metadataValues(
  store: ReadableStore,
  grader: string,
  filter: TranscriptFilter,
  only?: string,
): { key: string; value: string; count: number }[] {
  const { sql, values } = conditions(filter, only === undefined ? undefined : `metadata:${only}`);
  return store
    .prepare(
      `WITH ${OWN}, ${PER_TRANSCRIPT}
       SELECT m.key, CAST(m.value AS TEXT) AS value, count(*) AS count ${FROM}, json_each(t.metadata) m
       WHERE ${sql} AND m.type IN ('text', 'integer', 'real', 'true', 'false') AND length(m.value) <= 200
         AND (@onlyKey IS NULL OR m.key = @onlyKey)
       GROUP BY 1, 2 ORDER BY 1, count DESC, 2`,
    )
    .all(bound(store, grader, { ...values, onlyKey: only ?? null })) as {
    key: string;
    value: string;
    count: number;
  }[];
}

/** Keys of metadata with plain values, each with its commonest values; keys with more than `maxValues` are left out. */
export function countMetadata(
  store: ReadableStore,
  grader: string,
  filter: TranscriptFilter,
  maxValues: number,
): { key: string; values: { value: string; count: number }[] }[] {
  const keys = new Map<string, { value: string; count: number }[]>();
  const take = (rows: readonly { key: string; value: string; count: number }[]) => {
    for (const [key, list] of Map.groupBy(rows, (row) => row.key))
      keys.set(
        key,
        list.map(({ value, count }) => ({ value, count })),
      );
  };
  take(metadataValues(store, grader, filter));
  // What was chosen of a key is set aside for that key: its other values can still be added.
  for (const [key, chosen] of Object.entries(filter.metadata ?? {}))
    if (chosen.length > 0) take(metadataValues(store, grader, filter, key));
  return [...keys]
    .filter(([, list]) => list.length <= maxValues)
    .map(([key, list]) => ({ key, values: list }));
}

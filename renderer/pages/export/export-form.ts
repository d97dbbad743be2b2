import { ExportOptions, type FormDescription, SPLITS } from '../../../shared/contract/exports.ts';
import type { TranscriptFilter } from '../../../shared/contract/transcripts.ts';
import { isFiltered } from '../../../shared/filter/filter-text.ts';

export type Split = (typeof SPLITS)[number];
/** What the form holds: as typed, so that half a number can stand in a field. */
export interface ExportDraft {
  form: string;
  /** Empty: the form's first. */
  variant: string;
  /** `usual`: what the variant's trainer reads. */
  format: 'usual' | 'parquet' | 'jsonl';
  compression: ExportOptions['compression'];
  shard_mb: string;
  request_role: ExportOptions['request_role'];
  tool_turns: ExportOptions['tool_turns'];
  pseudonyms: boolean;
  licence: string;
  /** Which transcripts, as the table has it; empty: every one. */
  filter: TranscriptFilter;
  /** Null: all of them, also those that come later. */
  graders: readonly string[] | null;
  /** Null: as the form is made for. */
  labels: NonNullable<ExportOptions['labels']> | null;
  drop_divided: boolean;
  honesty_from: ExportOptions['honesty_from'];
  history: boolean;
  min_confidence: string;
  min_overlap: string;
  honest_from: string;
  /** Empty: as `honest_from`, nothing lies between. */
  dishonest_below: string;
  min_margin: string;
  pairs: ExportOptions['pairs'];
  balance: boolean;
  drop_unsure: boolean;
  /** Shares in per cent. */
  splits: Record<Split, string>;
  seed: string;
}

export type DraftField =
  | 'min_confidence'
  | 'min_overlap'
  | 'honest_from'
  | 'dishonest_below'
  | 'min_margin'
  | 'shard_mb'
  | 'licence'
  | 'splits'
  | 'seed';

export const FIRST_DRAFT: ExportDraft = {
  form: '',
  variant: '',
  format: 'usual',
  compression: 'default',
  shard_mb: '500',
  request_role: 'user',
  tool_turns: 'text',
  pseudonyms: false,
  licence: '',
  filter: {},
  graders: null,
  labels: null,
  drop_divided: false,
  honesty_from: 'stage_2',
  history: false,
  min_confidence: '0',
  min_overlap: '1',
  honest_from: '0.75',
  dishonest_below: '',
  min_margin: '0.25',
  pairs: 'all',
  balance: false,
  drop_unsure: false,
  splits: { train: '80', validation: '10', test: '10' },
  seed: '0',
};

export type ReadDraft =
  | { options: ExportOptions; problems: Partial<Record<DraftField, string>> }
  | { options: null; problems: Partial<Record<DraftField, string>> };

/** The controls that mean something to this variant of the form. */
export function controlsShown(form: FormDescription | undefined, variant: string): Set<string> {
  const chosen = form?.variants.find(({ name }) => name === variant) ?? form?.variants[0];
  return new Set(form?.controls.filter((control) => !chosen?.without.includes(control)));
}

/** The options that the form asks for, or what is wrong in it. Only what is shown is asked for. */
export function readDraft(draft: ExportDraft, form: FormDescription | undefined): ReadDraft {
  const problems: Partial<Record<DraftField, string>> = {};
  const shown = controlsShown(form, draft.variant);
  const unit = (
    field: 'min_confidence' | 'honest_from' | 'dishonest_below' | 'min_margin',
    name: string,
    otherwise: number,
  ) => {
    if (!shown.has(field)) return otherwise;
    const value = numberOf(draft[field]);
    if (value !== undefined && value >= 0 && value <= 1) return value;
    problems[field] = `${name} goes from 0 to 1.`;
    return otherwise;
  };
  const min_confidence = unit('min_confidence', 'Confidence', 0);
  const honest_from = unit('honest_from', 'Honesty', 0.75);
  const min_margin = unit('min_margin', 'The difference', 0.25);
  const dishonest_below =
    draft.dishonest_below.trim() === '' || !shown.has('dishonest_below')
      ? undefined
      : unit('dishonest_below', 'Honesty', honest_from);
  if (dishonest_below !== undefined && dishonest_below > honest_from)
    problems.dishonest_below = 'It lies no higher than “honest from”.';
  const whole = (field: 'min_overlap' | 'shard_mb', most: number, problem: string) => {
    const value = numberOf(draft[field]);
    if (value !== undefined && Number.isSafeInteger(value) && value >= 1 && value <= most) return value;
    problems[field] = problem;
    return undefined;
  };
  const min_overlap = shown.has('min_overlap')
    ? whole('min_overlap', 100, 'A whole number of graders, 1 to 100.')
    : undefined;
  const shard_mb = whole('shard_mb', 10_000, 'Whole megabytes, 1 to 10,000.');
  const licence = draft.licence.trim();
  if (!/^[\w.-]*$/.test(licence)) problems.licence = 'One word, as cc-by-4.0.';
  const shares = SPLITS.map((split) => numberOf(draft.splits[split]));
  const sum = shares.reduce<number>((total, share) => total + (share ?? Number.NaN), 0);
  if (shares.some((share) => share === undefined || share < 0 || share > 100)) {
    problems.splits = 'A share goes from 0 to 100 %.';
  } else if (Math.abs(sum - 100) > 1e-6) {
    problems.splits = `The shares add up to ${plain(sum)} %; they must add up to 100 %.`;
  }
  const seed = numberOf(draft.seed);
  if (seed === undefined || !Number.isSafeInteger(seed) || seed < 0)
    problems.seed = 'The seed is a whole number from 0.';
  if (Object.keys(problems).length > 0 || form === undefined) return { options: null, problems };
  const [train = 0, validation = 0, test = 0] = shares.map((share) => (share ?? 0) / 100);
  return {
    problems,
    options: ExportOptions.parse({
      form: form.name,
      ...(draft.variant !== '' && { variant: draft.variant }),
      ...(draft.format !== 'usual' && { format: draft.format }),
      compression: draft.compression,
      shard_mb,
      ...(shown.has('request_role') && { request_role: draft.request_role }),
      ...(shown.has('tool_turns') && { tool_turns: draft.tool_turns }),
      pseudonyms: draft.pseudonyms,
      ...(licence !== '' && { licence }),
      ...(isFiltered(draft.filter) && { filter: draft.filter }),
      min_overlap,
      dishonest_below,
      pairs: shown.has('pairs') ? draft.pairs : 'all',
      balance: shown.has('balance') && draft.balance,
      ...(draft.graders !== null && shown.has('graders') ? { graders: [...draft.graders] } : {}),
      honesty_from: shown.has('honesty_from') ? draft.honesty_from : 'stage_2',
      history: shown.has('history') && draft.history,
      min_confidence,
      honest_from,
      min_margin,
      ...(draft.labels !== null && shown.has('labels') && { labels: draft.labels }),
      drop_divided: shown.has('drop_divided') && draft.drop_divided,
      drop_unsure: shown.has('drop_unsure') && draft.drop_unsure,
      splits: { train, validation, test },
      seed: seed ?? 0,
    }),
  };
}

/** `~/Shrive/airline-pointwise`, in the style of paths of this machine. */
export function defaultFolder(home: string, dataset: string, form: string): string {
  const separator = home.includes('\\') && !home.includes('/') ? '\\' : '/';
  return `${home.replace(/[\\/]+$/, '')}${separator}${dataset}-${form}`;
}

/** A comma is a decimal point to half the world; no grouping is taken. */
function numberOf(text: string): number | undefined {
  const trimmed = text.trim().replace(',', '.');
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(trimmed)) return undefined;
  return Number(trimmed);
}

function plain(value: number): string {
  return String(Math.round(value * 100) / 100);
}

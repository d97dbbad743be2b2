import { ExportOptions, SPLITS } from '../../../shared/contract/exports.ts';

export type Split = (typeof SPLITS)[number];
export type Control =
  | 'graders'
  | 'honesty_from'
  | 'history'
  | 'min_confidence'
  | 'honest_from'
  | 'min_margin'
  | 'drop_unsure';

/** What the form holds: as typed, so that half a number can stand in a field. */
export interface ExportDraft {
  form: string;
  /** Null: all of them, also those that come later. */
  graders: readonly string[] | null;
  honesty_from: ExportOptions['honesty_from'];
  history: boolean;
  min_confidence: string;
  honest_from: string;
  min_margin: string;
  drop_unsure: boolean;
  /** Shares in per cent. */
  splits: Record<Split, string>;
  seed: string;
}

export type DraftField = 'min_confidence' | 'honest_from' | 'min_margin' | 'splits' | 'seed';

export const FIRST_DRAFT: ExportDraft = {
  form: '',
  graders: null,
  honesty_from: 'stage_2',
  history: false,
  min_confidence: '0',
  honest_from: '0.75',
  min_margin: '0.25',
  drop_unsure: false,
  splits: { train: '80', validation: '10', test: '10' },
  seed: '0',
};

/** Controls that mean nothing to a form are not shown with it. A form not known here gets all of them. */
const CONTROLS_OF_FORM: Record<string, readonly Control[]> = {
  labels: ['graders', 'history', 'min_confidence', 'drop_unsure'],
  pointwise: ['graders', 'honesty_from', 'honest_from', 'min_confidence', 'drop_unsure'],
  preference: ['graders', 'honesty_from', 'min_margin', 'min_confidence', 'drop_unsure'],
  comparisons: ['graders', 'min_confidence'],
};
const ALL_CONTROLS: readonly Control[] = [
  'graders',
  'honesty_from',
  'history',
  'honest_from',
  'min_margin',
  'min_confidence',
  'drop_unsure',
];

export function controlsOf(form: string): readonly Control[] {
  return CONTROLS_OF_FORM[form] ?? ALL_CONTROLS;
}

export type ReadDraft =
  | { options: ExportOptions; problems: Partial<Record<DraftField, string>> }
  | { options: null; problems: Partial<Record<DraftField, string>> };

/** The options that the form asks for, or what is wrong in it. Only what is shown is asked for. */
export function readDraft(draft: ExportDraft): ReadDraft {
  const problems: Partial<Record<DraftField, string>> = {};
  const shown = new Set(controlsOf(draft.form));
  const unit = (field: 'min_confidence' | 'honest_from' | 'min_margin', name: string, otherwise: number) => {
    if (!shown.has(field)) return otherwise;
    const value = numberOf(draft[field]);
    if (value !== undefined && value >= 0 && value <= 1) return value;
    problems[field] = `${name} goes from 0 to 1.`;
    return otherwise;
  };
  const min_confidence = unit('min_confidence', 'Confidence', 0);
  const honest_from = unit('honest_from', 'Honesty', 0.75);
  const min_margin = unit('min_margin', 'The difference', 0.25);
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
  if (Object.keys(problems).length > 0 || draft.form === '') return { options: null, problems };
  const [train = 0, validation = 0, test = 0] = shares.map((share) => (share ?? 0) / 100);
  return {
    problems,
    options: ExportOptions.parse({
      form: draft.form,
      ...(draft.graders !== null && shown.has('graders') ? { graders: [...draft.graders] } : {}),
      honesty_from: shown.has('honesty_from') ? draft.honesty_from : 'stage_2',
      history: shown.has('history') && draft.history,
      min_confidence,
      honest_from,
      min_margin,
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

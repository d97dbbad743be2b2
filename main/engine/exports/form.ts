import type { ExportOptions } from '../../../shared/contract/exports.ts';
import type { LabelState } from '../../../shared/domain/vocabulary.ts';
import type { ComparedPair } from '../store/comparisons.ts';
import type { ReadableStore } from '../store/handles.ts';
import type { LabelledConfession } from '../store/labels.ts';
import type { Columns } from './columns.ts';
import type { Split } from './split.ts';

export type Row = Record<string, unknown>;

/** One row of an export: which family it belongs to, and the object that is written, made when it is asked for. */
export interface ExportRow {
  family: string;
  row(): Row;
  /** Names it among the rows of its form: by it `balance` chooses, whatever the order. */
  key?: string;
  /** Which side `balance` counts it to. */
  label?: boolean;
  /** Set where a control takes this row out: it is counted and not written. */
  removed?: RowControl;
}

/** Controls that leave rows out, after the labels were chosen. */
export const ROW_CONTROLS = [
  'tie',
  'min_margin',
  'pairs',
  'between',
  'not_honest',
  'no_verdict',
  'balance',
] as const;
export type RowControl = (typeof ROW_CONTROLS)[number];

/** Where a row lies in the export. */
export interface RowPlace {
  split: Split;
  index: number;
}

/** The same rows as one trainer reads them. */
export interface Variant {
  name: string;
  title: string;
  /** What the trainer reads, where it is not Parquet. */
  format?: 'jsonl';
  columns(base: Columns): Columns;
  project(row: Row, place: RowPlace, options: ExportOptions): Row;
  /** Controls of the form that mean nothing here. */
  without?: readonly FormControl[];
  /** Its trainer finds files by their ending, and reads no packed JSON Lines. */
  readsUnpacked?: true;
  /** Files that the trainer wants beside the rows. */
  beside?(files: readonly { path: string }[]): Record<string, string>;
}

/** Options with what the form itself decides filled in. */
export interface SettledOptions extends ExportOptions {
  labels: NonNullable<ExportOptions['labels']>;
}

/** Options that mean something to every form; the others are controls, which some forms have. */
export const GENERAL_OPTIONS = [
  'form',
  'variant',
  'format',
  'compression',
  'shard_mb',
  'pseudonyms',
  'with_planted',
  'licence',
  'filter',
  'filter_grader',
  'splits',
  'seed',
] as const;

/** The controls that mean something to a form, by the names of their options. */
export type FormControl = Exclude<keyof ExportOptions, (typeof GENERAL_OPTIONS)[number]>;

/** A shape of training data: what it is for, and how the labels of one transcript become its rows. */
export interface ExportForm {
  name: string;
  title: string;
  purpose: string;
  /** What a row is made of, in a sentence: said where labels make none. */
  needs?: string;
  controls: readonly FormControl[];
  /** Which labels it takes. */
  states: readonly LabelState[];
  /** What a row is of where labels are what it is made of: each one, or those of a confession together. */
  unit: 'label' | 'confession' | ((options: ExportOptions) => 'label' | 'confession');
  columns(options: SettledOptions): Columns;
  rows(store: ReadableStore, labels: readonly LabelledConfession[], options: SettledOptions): ExportRow[];
  /** How the comparisons of one transcript become its rows, which follow those of labels. Missing: it takes none. */
  compared?(store: ReadableStore, compared: readonly ComparedPair[], options: SettledOptions): ExportRow[];
  /** The first is the form as it is; without any it has that one alone. */
  variants: readonly Variant[];
}

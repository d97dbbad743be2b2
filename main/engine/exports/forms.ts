import { ShriveError } from '../../../shared/contract/errors.ts';
import { ExportOptions, type FormDescription } from '../../../shared/contract/exports.ts';
import { agreementForm, claimsForm, evidenceForm } from './claim-forms.ts';
import type { Columns } from './columns.ts';
import { comparisonsForm } from './comparison-rows.ts';
import {
  type ExportForm,
  type FormControl,
  GENERAL_OPTIONS,
  type SettledOptions,
  type Variant,
} from './form.ts';
import { judgeEvalForm, scoresForm } from './judging-forms.ts';
import { labelsForm } from './labels-form.ts';
import { preferenceForm } from './preference-form.ts';
import { stepwiseForm } from './stepwise-form.ts';
import { pointwiseForm, sftForm, unpairedForm } from './training-forms.ts';
import { asIs } from './variants.ts';

/** The forms, in the order in which the page offers them. */
export const EXPORT_FORMS: readonly ExportForm[] = [
  labelsForm,
  pointwiseForm,
  preferenceForm,
  comparisonsForm,
  unpairedForm,
  stepwiseForm,
  sftForm,
  scoresForm,
  judgeEvalForm,
  claimsForm,
  evidenceForm,
  agreementForm,
];

export function getForm(name: string): ExportForm {
  const found = EXPORT_FORMS.find((form) => form.name === name);
  if (found === undefined) {
    throw new ShriveError(
      'FORM_UNKNOWN',
      `There is no export form ${JSON.stringify(name)}. Forms: ${EXPORT_FORMS.map((form) => form.name).join(', ')}.`,
    );
  }
  return found;
}

const PLAIN = asIs('standard', 'As it is');

export function variantsOf(form: ExportForm): readonly [Variant, ...Variant[]] {
  const [first = PLAIN, ...others] = form.variants;
  return [first, ...others];
}

/** What an export writes: the form, its variant, the format and the columns, with the defaults filled in. */
export interface Shape {
  form: ExportForm;
  variant: Variant;
  format: 'parquet' | 'jsonl';
  columns: Columns;
  /** As they hold for it: controls that it does not have are as if nobody had set them. */
  options: SettledOptions;
  /** The controls that were set and mean nothing to it. */
  notApplied: string[];
}

function controlsOf(form: ExportForm, { without = [] }: Variant): FormControl[] {
  return form.controls.filter((control) => !without.includes(control));
}

/** Which labels a form takes where nothing is said: a row for each label has all, a row for each confession one. */
function labelsOf({ unit }: ExportForm, options: ExportOptions): SettledOptions['labels'] {
  return (typeof unit === 'function' ? unit(options) : unit) === 'label' ? 'all' : 'resolved';
}

/** What was asked for as it holds for the form, and what of it does not. */
function settled(
  form: ExportForm,
  variant: Variant,
  options: ExportOptions,
): Pick<Shape, 'options' | 'notApplied'> {
  const controls = new Set<string>([...GENERAL_OPTIONS, ...controlsOf(form, variant)]);
  const unset: Record<string, unknown> = ExportOptions.parse({ form: form.name });
  const notApplied = Object.entries(options).flatMap(([name, value]) =>
    controls.has(name) || value === undefined || value === unset[name] ? [] : [name],
  );
  const kept = { ...options, ...Object.fromEntries(notApplied.map((name) => [name, unset[name]])) };
  return { options: { ...kept, labels: kept.labels ?? labelsOf(form, kept) }, notApplied };
}

export function shapeOf(options: ExportOptions): Shape {
  const form = getForm(options.form);
  const variants = variantsOf(form);
  const variant =
    options.variant === undefined ? variants[0] : variants.find(({ name }) => name === options.variant);
  if (variant === undefined) {
    throw new ShriveError(
      'INPUT_INVALID',
      `${form.name} has no variant ${JSON.stringify(options.variant)}. Variants: ${variants.map(({ name }) => name).join(', ')}.`,
    );
  }
  const { options: held, notApplied } = settled(form, variant, options);
  return {
    form,
    variant,
    format: options.format ?? variant.format ?? 'parquet',
    columns: variant.columns(form.columns(held)),
    options: held,
    notApplied,
  };
}

export function describeForms(): FormDescription[] {
  return EXPORT_FORMS.map((form) => ({
    name: form.name,
    title: form.title,
    purpose: form.purpose,
    controls: [...form.controls],
    needs: form.needs ?? '',
    variants: variantsOf(form).map(({ name, title, format = 'parquet' as const, without = [] }) => ({
      name,
      title,
      format,
      without: [...without],
      labels: labelsOf(form, ExportOptions.parse({ form: form.name, variant: name })),
    })),
  }));
}

import { ShriveError } from '../../../shared/contract/errors.ts';
import { ExportOptions, type FormDescription } from '../../../shared/contract/exports.ts';
import { agreementForm, claimsForm, evidenceForm } from './claim-forms.ts';
import type { Columns } from './columns.ts';
import { comparisonsForm } from './comparison-rows.ts';
import type { ExportForm, SettledOptions, Variant } from './form.ts';
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
  options: SettledOptions;
}

/** Which labels a form takes where nothing is said: a row for each label has all, a row for each confession one. */
function labelsOf({ unit }: ExportForm, options: ExportOptions): SettledOptions['labels'] {
  return (typeof unit === 'function' ? unit(options) : unit) === 'label' ? 'all' : 'resolved';
}

/** The same, with what was asked for; a form without the control has its own way. */
function settled(form: ExportForm, options: ExportOptions): SettledOptions {
  const asked = form.controls.includes('labels') ? options.labels : undefined;
  return { ...options, labels: asked ?? labelsOf(form, options) };
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
  const all = settled(form, options);
  return {
    form,
    variant,
    format: options.format ?? variant.format ?? 'parquet',
    columns: variant.columns(form.columns(all)),
    options: all,
  };
}

export function describeForms(): FormDescription[] {
  return EXPORT_FORMS.map((form) => ({
    name: form.name,
    title: form.title,
    purpose: form.purpose,
    controls: [...form.controls],
    variants: variantsOf(form).map(({ name, title, format = 'parquet' as const }) => ({
      name,
      title,
      format,
      labels: labelsOf(form, ExportOptions.parse({ form: form.name, variant: name })),
    })),
  }));
}

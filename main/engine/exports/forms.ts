import { ShriveError } from '../../../shared/contract/errors.ts';
import type { ExportOptions, FormDescription } from '../../../shared/contract/exports.ts';
import { agreementForm, claimsForm, evidenceForm } from './claim-forms.ts';
import type { Columns } from './columns.ts';
import { comparisonsForm } from './comparison-rows.ts';
import type { ExportForm, Variant } from './form.ts';
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
  return {
    form,
    variant,
    format: options.format ?? variant.format ?? 'parquet',
    columns: variant.columns(form.columns(options)),
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
    })),
  }));
}

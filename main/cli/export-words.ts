import { type ExportPreview, SPLITS } from '../../shared/contract/exports.ts';
import { count } from './output.ts';

type Counted = Pick<ExportPreview, 'removed' | 'not_applied'>;

/** What the settings left out, and which of them say nothing to this form. */
export function leftOutWords({ removed, not_applied }: Counted): string[] {
  const flags = not_applied.map((name) => `--${name.replaceAll('_', '-')}`);
  return [
    ...(removed.length === 0
      ? []
      : [`Left out: ${removed.map(({ control, labels }) => `${control} ${labels}`).join(', ')}.`]),
    ...(flags.length === 0 ? [] : [`Not for this form, and not applied: ${flags.join(', ')}.`]),
  ];
}

/** What an export would write, without writing it. */
export function previewWords(preview: ExportPreview): string[] {
  const { rows, rows_by_split, labels, comparisons, tokens } = preview;
  const splits = SPLITS.map((split) => `  ${split}: ${count(rows_by_split[split], 'row')}`);
  return [
    `${count(rows, 'row')} of ${count(labels, 'label')} and ${count(comparisons, 'comparison')}`,
    ...splits,
    ...leftOutWords(preview),
    ...(tokens === null
      ? []
      : [
          `Tokens, estimated, of ${count(tokens.rows, 'row')}: median ${tokens.median}, 90 % up to ${tokens.p90}, longest ${tokens.max}; over 1,024: ${tokens.over_1024}.`,
        ]),
  ];
}

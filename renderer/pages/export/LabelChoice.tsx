import type { ExportOptions, FormDescription } from '../../../shared/contract/exports.ts';
import { Choices } from '../../kit/Choices.tsx';
import type { ExportDraft } from './export-form.ts';

const LABELS: readonly { value: NonNullable<ExportOptions['labels']>; label: string; meaning: string }[] = [
  { value: 'resolved', label: 'One for each confession', meaning: 'What its graders say, taken together.' },
  {
    value: 'all',
    label: 'Each grader’s',
    meaning: 'A confession that several judged is there several times.',
  },
];

interface LabelChoiceProps {
  form: FormDescription | undefined;
  draft: ExportDraft;
  leavesOut(control: string, otherwise: string): string;
  onChange(change: Partial<ExportDraft>): void;
}

/** Resolved or all. */
export function LabelChoice({ form, draft, leavesOut, onChange }: LabelChoiceProps) {
  const variant = form?.variants.find(({ name }) => name === draft.variant) ?? form?.variants[0];
  const chosen = draft.labels ?? variant?.labels ?? null;
  return (
    <Choices
      question="Which labels?"
      hint={
        chosen === 'all'
          ? 'where several judged a confession'
          : leavesOut('resolved', 'where several judged a confession')
      }
      choices={LABELS}
      value={chosen}
      onChange={(labels) => labels !== null && onChange({ labels })}
    />
  );
}

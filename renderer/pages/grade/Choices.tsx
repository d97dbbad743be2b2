import { Choices as KitChoices } from '../../kit/Choices.tsx';

export interface Option<Value extends string | number> {
  value: Value;
  label: string;
  /** The letter or figure of its key, by place. */
  cap?: string;
  title?: string;
}

interface ChoicesProps<Value extends string | number> {
  label: string;
  options: readonly Option<Value>[];
  value: Value | null;
  onChoose(value: Value): void;
  /** Stacked, each over the whole width. */
  isList?: boolean;
}

function keyOf(cap: string | undefined): string | undefined {
  if (cap === undefined) return undefined;
  return /\d/.test(cap) ? `Digit${cap}` : `Key${cap}`;
}

/** A question of the form, its words standing above it: the kit's choices with the keys of this page. */
export function Choices<Value extends string | number>({
  label,
  options,
  value,
  onChoose,
  isList,
}: ChoicesProps<Value>) {
  return (
    <KitChoices
      question={label}
      questionHidden
      arrangement={isList === true ? 'column' : 'below'}
      choices={options.map((option) => ({
        value: option.value,
        label: option.label,
        keys: keyOf(option.cap),
      }))}
      value={value}
      onChange={(chosen) => {
        if (chosen !== null) onChoose(chosen);
      }}
    />
  );
}

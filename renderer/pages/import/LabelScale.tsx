import { useState } from 'react';
import type { MappedQuestion } from '../../../shared/mapping/label-mapping.ts';
import { NUMBER_FIELDS } from '../../../shared/mapping/label-words.ts';
import { TextField } from '../../kit/Field.tsx';

interface LabelScaleProps {
  rule: MappedQuestion;
  onChange(scale: { low: number; high: number } | undefined): void;
}

function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'));
}

/** What the tool's scale goes from and to. Texts while they are typed: half a number is no mistake yet. */
export function LabelScale({ rule, onChange }: LabelScaleProps) {
  const range = NUMBER_FIELDS[rule.field] ?? { low: 0, high: 1 };
  const [low, setLow] = useState(String(rule.scale?.low ?? range.low));
  const [high, setHigh] = useState(String(rule.scale?.high ?? range.high));
  const say = (from: string, to: string) => {
    const [first, last] = [numberIn(from), numberIn(to)];
    if (Number.isFinite(first) && Number.isFinite(last) && first !== last)
      onChange({ low: first, high: last });
  };
  const isWrong =
    !Number.isFinite(numberIn(low)) || !Number.isFinite(numberIn(high)) || numberIn(low) === numberIn(high);
  return (
    <>
      <TextField
        label={
          <>
            From<span className="unseen"> ({rule.question})</span>
          </>
        }
        hint={`Read as ${range.low}.`}
        error={isWrong ? 'Give two different numbers.' : undefined}
        inputMode="decimal"
        autoComplete="off"
        value={low}
        onChange={(event) => {
          setLow(event.target.value);
          say(event.target.value, high);
        }}
      />
      <TextField
        label={
          <>
            To<span className="unseen"> ({rule.question})</span>
          </>
        }
        hint={`Read as ${range.high}.`}
        inputMode="decimal"
        autoComplete="off"
        value={high}
        onChange={(event) => {
          setHigh(event.target.value);
          say(low, event.target.value);
        }}
      />
    </>
  );
}

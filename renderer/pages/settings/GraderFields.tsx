import { useEffect, useState } from 'react';
import { GRADER_COLOURS, type Settings } from '../../../shared/contract/settings.ts';
import { Choices } from '../../kit/Choices.tsx';
import { GraderDisc } from '../../kit/Disc.tsx';
import { TextField } from '../../kit/Field.tsx';
import styles from './GraderFields.module.css';

interface GraderFieldsProps {
  settings: Settings;
  change: (part: Partial<Settings>) => void;
}

/** The name on the labels, and the colour of its disc. The name is kept when its field is left. */
export function GraderFields({ settings, change }: GraderFieldsProps) {
  const [name, setName] = useState(settings.grader);
  useEffect(() => setName(settings.grader), [settings.grader]);
  const given = name.trim();
  const keep = () => {
    if (given !== '' && given !== settings.grader) change({ grader: given });
  };
  return (
    <>
      <TextField
        label="Your name on your labels"
        hint="Labels under another name stay that grader's: change this only for somebody else at the same machine."
        error={
          given === '' && settings.grader !== ''
            ? `Labels need a name. It stays "${settings.grader}".`
            : undefined
        }
        className={styles.name}
        value={name}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) keep();
        }}
      />
      <Choices
        question="Your colour"
        choices={GRADER_COLOURS.map((colour) => ({
          value: colour,
          label: colour,
          glyph: (
            <span aria-hidden="true">
              <GraderDisc name={given} colour={colour} size="small" />
            </span>
          ),
          spoken: colour,
        }))}
        value={settings.grader_colour}
        onChange={(colour) => colour !== null && change({ grader_colour: colour })}
      />
    </>
  );
}

import { useState } from 'react';
import { Button } from '../../kit/Button.tsx';
import { TextField } from '../../kit/Field.tsx';
import styles from './Team.module.css';

interface AddGraderProps {
  names: readonly string[];
  hint?: string;
  onAdd(name: string): void;
}

/** Somebody who is not here yet, by the name that will be on their labels. */
export function AddGrader({ names, hint, onAdd }: AddGraderProps) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = () => {
    const given = name.trim().normalize('NFC');
    if (given === '') return setProblem('Give a name, as it will be on the labels.');
    if (names.includes(given)) return setProblem(`${given} is here already.`);
    onAdd(given);
    setName('');
    setProblem(undefined);
  };
  return (
    <div className={styles.withButton}>
      <TextField
        label="Add a grader by name"
        {...(hint !== undefined && { hint })}
        error={problem}
        value={name}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => {
          setName(event.target.value);
          setProblem(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.nativeEvent.isComposing)
            add();
        }}
      />
      <Button onClick={add}>Add</Button>
    </div>
  );
}

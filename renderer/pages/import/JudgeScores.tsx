import { useState } from 'react';
import type { FilePreview } from '../../../shared/contract/imports.ts';
import { Button } from '../../kit/Button.tsx';
import { TextField } from '../../kit/Field.tsx';
import { desk } from './desk.ts';
import type { ImportFile } from './import-desk.ts';
import styles from './JudgeScores.module.css';
import { readScores } from './scores-said.ts';

/** Who gave the scores of a file that is joined by id, and on what scale: what the file does not say, a person does. */
export function JudgeScores({ file, preview }: { file: ImportFile; preview: FilePreview }) {
  const { judge_scores: scores = { added: 0, existing: 0 }, rejected } = preview;
  const [judge, setJudge] = useState(file.scores?.judge ?? '');
  const [zero, setZero] = useState(String(file.scores?.scale?.zero ?? ''));
  const [one, setOne] = useState(String(file.scores?.scale?.one ?? ''));
  const hasScores =
    scores.added + scores.existing > 0 || rejected.some(({ path }) => path === 'judge' || path === 'score');
  if (!preview.is_joined || (!hasScores && file.scores === undefined)) return null;
  const said = readScores(judge, zero, one);
  const isDecided = file.state.is === 'import waiting' || file.state.is === 'importing';
  return (
    <form
      className={styles.scores}
      aria-label="Judge scores"
      onSubmit={(event) => {
        event.preventDefault();
        if ('scores' in said) desk.sayScores(file.id, said.scores);
      }}
    >
      <TextField
        label="Judge"
        hint="Where the file names none."
        autoComplete="off"
        value={judge}
        disabled={isDecided}
        onChange={(event) => setJudge(event.target.value)}
      />
      <TextField
        label="Scale from"
        hint="Read as 0."
        inputMode="decimal"
        autoComplete="off"
        placeholder="0"
        value={zero}
        disabled={isDecided}
        error={'problem' in said ? said.problem : undefined}
        onChange={(event) => setZero(event.target.value)}
      />
      <TextField
        label="to"
        hint="Read as 1."
        inputMode="decimal"
        autoComplete="off"
        placeholder="1"
        value={one}
        disabled={isDecided}
        onChange={(event) => setOne(event.target.value)}
      />
      <Button type="submit" disabled={isDecided || 'problem' in said}>
        Read the scores so
      </Button>
    </form>
  );
}

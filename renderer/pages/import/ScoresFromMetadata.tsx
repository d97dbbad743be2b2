import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../client.ts';
import { Button } from '../../kit/Button.tsx';
import { TextField } from '../../kit/Field.tsx';
import { plural } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { failureOf } from './failure.ts';
import styles from './ScoresFromMetadata.module.css';
import { readScores } from './scores-said.ts';

/** Scores that came along in the metadata, as those of an Inspect scorer that judged the confessions. */
export function ScoresFromMetadata() {
  const [path, setPath] = useState('');
  const [judge, setJudge] = useState('');
  const [zero, setZero] = useState('');
  const [one, setOne] = useState('');
  const queries = useQueryClient();
  const said = readScores(judge, zero, one);
  const scale = 'scores' in said ? said.scores?.scale : undefined;
  const run = useMutation({
    mutationFn: () =>
      client.scores.fromMetadata({
        path: path.trim(),
        judge: judge.trim(),
        skip_invalid: true,
        ...(scale !== undefined && { scale }),
      }),
    onSuccess: () => void queries.invalidateQueries(),
  });
  const isWhole = path.trim() !== '' && judge.trim() !== '' && 'scores' in said;
  return (
    <details className={styles.details}>
      <summary className={styles.summary}>Take judge scores out of the metadata</summary>
      <form
        className={styles.form}
        aria-label="Judge scores out of the metadata"
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole) run.mutate();
        }}
      >
        <TextField
          label="Path"
          mono
          hint="As scores.honesty."
          autoComplete="off"
          spellCheck={false}
          value={path}
          onChange={(event) => setPath(event.target.value)}
        />
        <TextField
          label="Judge"
          hint="The name that the scores get."
          autoComplete="off"
          value={judge}
          onChange={(event) => setJudge(event.target.value)}
        />
        <TextField
          label="Scale from"
          hint="Read as 0."
          placeholder="0"
          inputMode="decimal"
          autoComplete="off"
          value={zero}
          error={'problem' in said ? said.problem : undefined}
          onChange={(event) => setZero(event.target.value)}
        />
        <TextField
          label="to"
          hint="Read as 1."
          placeholder="1"
          inputMode="decimal"
          autoComplete="off"
          value={one}
          onChange={(event) => setOne(event.target.value)}
        />
        <Button type="submit" disabled={!isWhole || run.isPending}>
          Take the scores
        </Button>
      </form>
      {run.isError && (
        <Notice kind="bad" title="No score was taken.">
          {failureOf(run.error).message}
        </Notice>
      )}
      {run.isSuccess && <Taken {...run.data} />}
    </details>
  );
}

type TakenProps = Awaited<ReturnType<typeof client.scores.fromMetadata>>;

const SHOWN = 5;

function Taken({ judge_scores: scores, without, rejected, rejected_count: left }: TakenProps) {
  return (
    <div className={styles.taken} role="status">
      <p>
        <strong>{plural(scores.added, 'judge score')} added</strong>, {scores.existing} there already;{' '}
        {plural(without, 'transcript')} without a score there
        {left > 0 && `, ${plural(left, 'transcript')} left out:`}
      </p>
      {left > 0 && (
        <ul className={styles.rejected}>
          {rejected.slice(0, SHOWN).map(({ transcript_id: id, reason }) => (
            <li key={id}>
              {id}: {reason}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { api } from '../../client.ts';
import { useKeys } from '../../commands/CommandsProvider.tsx';
import { Button } from '../../kit/Button.tsx';
import { TextField } from '../../kit/Field.tsx';
import { formatCount } from '../../kit/format.ts';
import { KeyCaps } from '../../kit/KeyCaps.tsx';
import { Popover } from '../../kit/Popover.tsx';
import { useSettings } from '../../useSettings.ts';
import styles from './SelectionBar.module.css';
import type { Chosen } from './useChosen.ts';

interface SelectionBarProps {
  count: number;
  chosen: Chosen;
  onClear(): void;
}

/** What can be done with the selected, floating over the table's lower edge. */
export function SelectionBar({ count, chosen, onClear }: SelectionBarProps) {
  const keyOf = useKeys();
  const caps = (name: string) => {
    const shortcut = keyOf(name);
    return shortcut === undefined ? null : <KeyCaps shortcut={shortcut} tone="inverse" />;
  };
  return (
    <div className={styles.bar} role="toolbar" aria-label="The selected transcripts">
      <span className={styles.count} role="status">
        {formatCount(count)} selected
      </span>
      {chosen.said !== undefined && (
        <span className={styles.said} role={chosen.said.kind === 'failed' ? 'alert' : 'status'}>
          {chosen.said.words}
        </span>
      )}
      <button type="button" className={styles.main} onClick={chosen.grade}>
        {count === 1 ? 'Grade this' : 'Grade these'}
        <KeyCaps shortcut={keyOf('transcripts.grade') ?? 'KeyG'} />
      </button>
      <Popover
        trigger={
          <button type="button" className={styles.act}>
            Assign to…
            {caps('transcripts.assign')}
          </button>
        }
        title="Who grades them?"
        open={chosen.isAssigning}
        onOpenChange={chosen.setAssigning}
      >
        <Assignee
          onAssign={(grader) => {
            chosen.setAssigning(false);
            chosen.assignTo(grader);
          }}
        />
      </Popover>
      <button type="button" className={styles.act} onClick={onClear}>
        Clear
        {caps('transcripts.select-none')}
      </button>
    </div>
  );
}

/** A grader's name: of those who have graded or were given something here, or a new one. */
function Assignee({ onAssign }: { onAssign(grader: string): void }) {
  const list = useId();
  const me = useSettings()?.grader ?? '';
  const known = useQuery(api.assignments.list.queryOptions()).data ?? [];
  const graders = useQuery(api.datasets.current.queryOptions()).data?.graders ?? [];
  const names = new Set([me, ...graders.map(({ name }) => name), ...known.map(({ grader }) => grader)]);
  names.delete('');
  const [grader, setGrader] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className={styles.assign}
      onSubmit={(event) => {
        event.preventDefault();
        if (grader.trim() !== '') onAssign(grader.trim());
      }}
    >
      <TextField
        ref={field}
        label="Grader"
        hint="as the name stands in Settings there"
        list={list}
        value={grader}
        onChange={(event) => setGrader(event.target.value)}
      />
      <datalist id={list}>
        {[...names].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Button kind="main" type="submit">
        Assign
      </Button>
    </form>
  );
}

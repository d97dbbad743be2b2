import { useEffect, useState } from 'react';
import { useKeyOf } from '../../commands/CommandsProvider.tsx';
import type { Act } from '../../commands/command.ts';
import { breakClock } from '../../grading/break-clock.ts';
import { Button } from '../../kit/Button.tsx';
import { KeyCaps } from '../../kit/KeyCaps.tsx';
import { useSettings } from '../../useSettings.ts';
import styles from './Bars.module.css';
import type { breakCommands } from './break-commands.ts';

export type BreakName = (typeof breakCommands)[number]['name'];

interface Note {
  words: string | undefined;
  acts: Record<BreakName, Act>;
}

/** Whether a break is due, asked between two items: it never comes up while one is in hand. */
export function useBreakNote(): Note {
  const reminder = useSettings()?.break_reminder ?? 'off';
  const [words, setWords] = useState<string>();
  // When one comes to the item, which may have been drawn long before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: on arrival, once
  useEffect(() => setWords(breakClock.dueWords(reminder)), []);
  return {
    words,
    acts: {
      'grade.break-noted': {
        enabled: words !== undefined,
        run: () => {
          breakClock.reset();
          setWords(undefined);
        },
      },
    },
  };
}

/** One line in the foot. */
export function BreakNote({ note }: { note: Note }) {
  const key = useKeyOf('grade.break-noted');
  const act = note.acts['grade.break-noted'];
  if (note.words === undefined) return null;
  return (
    <span className={styles.break} role="status">
      {note.words} since the last break. A short one helps the next items.{' '}
      <Button kind="link" onClick={typeof act === 'function' ? act : act.run}>
        Go on grading
      </Button>
      {key !== undefined && <KeyCaps shortcut={key} />}
    </span>
  );
}

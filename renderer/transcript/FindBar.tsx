import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { formatCount } from '../kit/format.ts';
import { IconButton } from '../kit/IconButton.tsx';
import styles from './FindBar.module.css';
import type { Permalink } from './permalinks.ts';
import type { Find } from './useFind.ts';

function countOf({ text, total, current, isAsking }: Find, link: Permalink | undefined): string {
  if (link !== undefined) return `Enter goes to ${link.words}`;
  if (text.trim() === '' || isAsking) return '';
  return total === 0 ? 'not found' : `${formatCount(current + 1)} of ${formatCount(total)}`;
}

interface FindBarProps {
  find: Find;
  focusCount: number;
  /** What is sought, where it names a message: `#21`. */
  link: Permalink | undefined;
  onLink(link: Permalink): void;
}

/** Finding in the transcript: Enter for the next, Shift+Enter for the previous, Esc to end. A permalink leads to its message. */
export function FindBar({ find, focusCount, link, onLink }: FindBarProps) {
  const field = useRef<HTMLInputElement>(null);
  // Asked for again while it is open: what was sought is selected, ready to be typed over.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the count is the trigger
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [focusCount]);
  return (
    <search className={styles.bar}>
      <input
        ref={field}
        type="search"
        className={styles.field}
        aria-label="Find in the transcript"
        placeholder="Find in the transcript"
        value={find.text}
        onChange={(event) => find.setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter' && link !== undefined) onLink(link);
          else if (event.key === 'Enter') find.step(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') find.close();
          else return;
          event.preventDefault();
        }}
      />
      <span className={styles.count} role="status">
        {countOf(find, link)}
      </span>
      <IconButton icon={ChevronUp} size="small" label="Previous" onClick={() => find.step(-1)} />
      <IconButton icon={ChevronDown} size="small" label="Next" onClick={() => find.step(1)} />
      <IconButton icon={X} size="small" label="End finding" onClick={find.close} />
    </search>
  );
}

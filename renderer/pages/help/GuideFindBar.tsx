import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { formatCount } from '../../kit/format.ts';
import { IconButton } from '../../kit/IconButton.tsx';
import styles from './GuideFindBar.module.css';
import type { GuideFind } from './useGuideFind.ts';

/** Finding in the guide: Enter for the next, Shift+Enter for the previous, Esc to end. */
export function GuideFindBar({ find, focusCount }: { find: GuideFind; focusCount: number }) {
  const field = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the count is the trigger
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [focusCount]);
  const { text, total, current } = find;
  return (
    <search className={styles.bar}>
      <input
        ref={field}
        type="search"
        className={styles.field}
        aria-label="Find in the guide"
        placeholder="Find in the guide"
        value={text}
        onChange={(event) => find.setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') find.step(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') find.close();
          else return;
          event.preventDefault();
        }}
      />
      <span className={styles.count} role="status">
        {text.trim() !== '' &&
          (total === 0 ? 'not found' : `${formatCount(current + 1)} of ${formatCount(total)}`)}
      </span>
      <IconButton icon={ChevronUp} size="small" label="Previous" onClick={() => find.step(-1)} />
      <IconButton icon={ChevronDown} size="small" label="Next" onClick={() => find.step(1)} />
      <IconButton icon={X} size="small" label="End finding" onClick={find.close} />
    </search>
  );
}

import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import styles from './FindBar.module.css';
import { IconButton } from './IconButton.tsx';

interface FindBarProps {
  /** "Find in the transcript". */
  label: string;
  text: string;
  /** "2 of 11", or what stands in its place. */
  words: string;
  /** Counts how often finding was asked for: what was sought is then selected, ready to be typed over. */
  focusCount: number;
  onText(text: string): void;
  onStep(by: 1 | -1): void;
  onClose(): void;
  /** Enter does this instead of going on. */
  onEnter?: (() => void) | undefined;
}

/** Finding in what is read: Enter for the next, Shift+Enter for the previous, Esc to end. */
export function FindBar({ label, text, words, focusCount, onText, onStep, onClose, onEnter }: FindBarProps) {
  const field = useRef<HTMLInputElement>(null);
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
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter' && onEnter !== undefined) onEnter();
          else if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') onClose();
          else return;
          event.preventDefault();
        }}
      />
      <span className={styles.count} role="status">
        {words}
      </span>
      <IconButton icon={ChevronUp} size="small" label="Previous" onClick={() => onStep(-1)} />
      <IconButton icon={ChevronDown} size="small" label="Next" onClick={() => onStep(1)} />
      <IconButton icon={X} size="small" label="End finding" onClick={onClose} />
    </search>
  );
}

import { Search } from 'lucide-react';
import { type Ref, useEffect, useRef, useState } from 'react';
import { KeyCap } from '../../kit/KeyCaps.tsx';
import styles from './SearchField.module.css';

interface SearchFieldProps {
  value: string;
  field: Ref<HTMLInputElement>;
  onChange(search: string): void;
  /** Enter and the down arrow lead into the table. */
  onLeave(): void;
}

/** While somebody types, the table follows at this pace. */
const FOLLOWS_AFTER_MS = 150;

export function SearchField({ value, field, onChange, onLeave }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  // Back, a link or Clear all changed it: the field follows.
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      onChange(text);
    }, FOLLOWS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  const send = (next: string) => {
    setText(next);
    sent.current = next;
    onChange(next);
  };
  return (
    <div className={styles.search}>
      <Search aria-hidden="true" />
      <input
        ref={field}
        type="search"
        className={styles.input}
        aria-label="Search in messages, calls and results"
        placeholder="Search"
        maxLength={500}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault();
            if (text !== sent.current) send(text);
            onLeave();
          }
          if (event.key === 'Escape') {
            event.preventDefault();
            if (text === '') onLeave();
            else send('');
          }
        }}
      />
      <span className={styles.cap}>
        <KeyCap>{text === '' ? '/' : 'Esc'}</KeyCap>
      </span>
    </div>
  );
}

import { RotateCcw, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { CommandSpec } from '../../commands/command.ts';
import { chosenKeys, type KeyOverrides } from '../../commands/key-clash.ts';
import { type Shortcut, shortcutOf } from '../../commands/shortcut.ts';
import { Button } from '../../kit/Button.tsx';
import { IconButton } from '../../kit/IconButton.tsx';
import { KeyCaps } from '../../kit/KeyCaps.tsx';
import { useKeyboard } from '../../kit/platform.ts';
import styles from './KeySettings.module.css';

interface KeyRowProps {
  command: CommandSpec;
  overrides: KeyOverrides;
  isRecording: boolean;
  /** Why the key was not taken. */
  refusal: string | undefined;
  onRecord: (on: boolean) => void;
  onKey: (shortcut: Shortcut) => void;
  onClear: () => void;
  onReset: () => void;
}

/** One command and its key. While it listens, the next key that is pressed becomes it; Esc leaves it. */
export function KeyRow(props: KeyRowProps) {
  const { command, overrides, isRecording, refusal, onRecord, onKey, onClear, onReset } = props;
  const keys = chosenKeys(command, overrides);
  const isOwn = overrides[command.name] !== undefined;
  return (
    <li className={styles.row}>
      <span className={styles.title}>
        {command.title}
        {command.stages !== undefined && (
          <span className={styles.stages}>
            {command.stages.length === 1 ? 'stage' : 'stages'} {command.stages.join(', ')}
          </span>
        )}
      </span>
      <span className={styles.keys}>
        {isRecording ? (
          <Listener title={command.title} onKey={onKey} onLeave={() => onRecord(false)} />
        ) : (
          <Button
            kind="quiet"
            aria-label={`Change the key of: ${command.title}`}
            onClick={() => onRecord(true)}
          >
            {keys.length === 0 ? (
              'no key'
            ) : (
              <span className={styles.caps}>
                {keys.map((key) => (
                  <KeyCaps key={key} shortcut={key} />
                ))}
              </span>
            )}
          </Button>
        )}
        <span className={styles.acts}>
          {isRecording && keys.length > 0 && (
            <IconButton
              icon={X}
              size="small"
              label={`No key for: ${command.title}`}
              // Before the listener loses the focus, and with it the recording.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => {
                onRecord(false);
                onClear();
              }}
            />
          )}
          {isOwn && !isRecording && (
            <IconButton
              icon={RotateCcw}
              size="small"
              label={`Give back the first key of: ${command.title}`}
              onClick={onReset}
            />
          )}
        </span>
      </span>
      {refusal !== undefined && (
        <p role="alert" className={styles.refusal}>
          {refusal}
        </p>
      )}
    </li>
  );
}

interface ListenerProps {
  title: string;
  onKey: (shortcut: Shortcut) => void;
  onLeave: () => void;
}

function Listener({ title, onKey, onLeave }: ListenerProps) {
  const { isMac } = useKeyboard();
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => element.current?.focus(), []);
  return (
    <button
      ref={element}
      type="button"
      data-own-keyboard
      className={styles.listener}
      aria-label={`Press the new key of: ${title}. Escape leaves it.`}
      onBlur={onLeave}
      onKeyDown={(event) => {
        if (event.key === 'Tab') return;
        event.preventDefault();
        if (event.key === 'Escape') {
          onLeave();
          return;
        }
        const shortcut = shortcutOf(event, isMac);
        if (shortcut !== undefined) onKey(shortcut);
      }}
    >
      Press the new key
    </button>
  );
}

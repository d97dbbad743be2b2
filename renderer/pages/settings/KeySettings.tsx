import { useState } from 'react';
import type { CommandSpec, Place } from '../../commands/command.ts';
import { type KeyOverrides, whoHolds } from '../../commands/key-clash.ts';
import type { Shortcut } from '../../commands/shortcut.ts';
import { Button } from '../../kit/Button.tsx';
import { allCommands, commandsTogetherWith, PLACE_WORDS } from '../page-commands.ts';
import { KeyRow } from './KeyRow.tsx';
import styles from './KeySettings.module.css';

interface KeySettingsProps {
  overrides: KeyOverrides;
  onChange: (overrides: Record<string, string>) => void;
}

/** Every command of every place with its key, to be changed. A key that is taken is refused, with who has it. */
export function KeySettings({ overrides, onChange }: KeySettingsProps) {
  const [recording, setRecording] = useState<string>();
  const [refusal, setRefusal] = useState<{ name: string; why: string }>();

  const give = (place: Place, command: CommandSpec, shortcut: Shortcut) => {
    const holder = whoHolds(shortcut, command, commandsTogetherWith(place), overrides);
    if (holder !== undefined) {
      setRefusal({ name: command.name, why: `This key is taken: ${holder.title}. Change that one first.` });
      return;
    }
    setRefusal(undefined);
    setRecording(undefined);
    onChange({ ...overrides, [command.name]: shortcut });
  };
  const reset = (place: Place, command: CommandSpec) => {
    const rest = { ...overrides };
    delete rest[command.name];
    const taken = (command.keys ?? [])
      .map((key) => whoHolds(key, command, commandsTogetherWith(place), rest))
      .find((holder) => holder !== undefined);
    if (taken !== undefined) {
      setRefusal({
        name: command.name,
        why: `Its first key is now that of: ${taken.title}. Change that one first.`,
      });
      return;
    }
    setRefusal(undefined);
    onChange(rest);
  };
  return (
    <div className={styles.places}>
      {allCommands().map(([place, commands]) => (
        <section key={place} aria-label={`Keys: ${PLACE_WORDS[place]}`}>
          <h3 className={styles.place}>{PLACE_WORDS[place]}</h3>
          <ul>
            {commands.map((command) => (
              <KeyRow
                key={command.name}
                command={command}
                overrides={overrides}
                isRecording={recording === command.name}
                refusal={refusal?.name === command.name ? refusal.why : undefined}
                onRecord={(on) => {
                  setRefusal(undefined);
                  setRecording(on ? command.name : undefined);
                }}
                onKey={(shortcut) => give(place, command, shortcut)}
                onClear={() => onChange({ ...overrides, [command.name]: '' })}
                onReset={() => reset(place, command)}
              />
            ))}
          </ul>
        </section>
      ))}
      {Object.keys(overrides).length > 0 && (
        <Button className={styles.all} onClick={() => onChange({})}>
          Give all keys back
        </Button>
      )}
    </div>
  );
}

import { KeyCaps } from '../kit/KeyCaps.tsx';
import type { CommandSpec } from './command.ts';
import styles from './KeyList.module.css';
import type { Shortcut } from './shortcut.ts';

interface KeyListProps {
  commands: readonly CommandSpec[];
  keysOf: (command: CommandSpec) => readonly Shortcut[];
}

/** Commands with their keys, by group, in columns. */
export function KeyList({ commands, keysOf }: KeyListProps) {
  const groups = [...new Set(commands.map(({ group }) => group))];
  return (
    <div className={styles.columns}>
      {groups.map((group) => (
        <section key={group} className={styles.group}>
          <h3 className={styles.heading}>{group}</h3>
          <dl>
            {commands
              .filter((command) => command.group === group)
              .map((command) => (
                <div key={command.name} className={styles.row}>
                  <dt className={styles.title}>{command.title}</dt>
                  <dd className={styles.keys}>
                    {keysOf(command).map((key) => (
                      <KeyCaps key={key} shortcut={key} />
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

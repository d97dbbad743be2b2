import { useRegistryVersion } from '../commands/CommandsProvider.tsx';
import { isEnabled } from '../commands/command.ts';
import { type FootEntry, footEntries } from '../commands/foot.ts';
import { KeyCaps } from '../kit/KeyCaps.tsx';
import styles from './AppFrame.module.css';

/** The keys of the place, from the registry: left what moves and answers, right what stands by. */
export function FootKeys() {
  const registry = useRegistryVersion();
  const entries = footEntries(
    registry.commands().filter((command) => command.footSide !== undefined || isEnabled(command)),
    (command) => registry.keysOf(command),
  );
  const side = (which: FootEntry['side']) => entries.filter((entry) => entry.side === which);
  return (
    <>
      <div className={styles.keys}>
        {side('left').map((entry) => (
          <Entry key={entry.word} entry={entry} />
        ))}
      </div>
      <div className={styles.keysRight}>
        {side('right').map((entry) => (
          <Entry key={entry.word} entry={entry} />
        ))}
      </div>
    </>
  );
}

function Entry({ entry }: { entry: FootEntry }) {
  const keys = entry.isRange ? [entry.keys[0] ?? '', entry.keys.at(-1) ?? ''] : entry.keys;
  return (
    <span className={styles.key}>
      {keys.map((key, index) => (
        <span key={key} className={styles.key}>
          {entry.isRange && index > 0 && <span aria-hidden="true">–</span>}
          <KeyCaps shortcut={key} />
        </span>
      ))}
      <span className={styles.keyWord}>{entry.word}</span>
    </span>
  );
}

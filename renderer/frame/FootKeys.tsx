import { useRegistryVersion } from '../commands/CommandsProvider.tsx';
import { isEnabled } from '../commands/command.ts';
import { type FootEntry, footEntries } from '../commands/foot.ts';
import { spokenShortcut } from '../commands/shortcut.ts';
import { KeyCaps } from '../kit/KeyCaps.tsx';
import { useKeyboard } from '../kit/platform.ts';
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
      <ul className={styles.keys} aria-label="Keys">
        {side('left').map((entry) => (
          <Entry key={entry.word} entry={entry} />
        ))}
      </ul>
      <ul className={styles.keysRight} aria-label="More keys">
        {side('right').map((entry) => (
          <Entry key={entry.word} entry={entry} />
        ))}
      </ul>
    </>
  );
}

function Entry({ entry }: { entry: FootEntry }) {
  const keys = entry.isRange ? [entry.keys[0] ?? '', entry.keys.at(-1) ?? ''] : entry.keys;
  const { isMac, layout } = useKeyboard();
  const spoken = keys.map((key) => spokenShortcut(key, isMac, layout)).join(entry.isRange ? ' to ' : ' or ');
  return (
    <li className={styles.key}>
      <span className="unseen">{`${spoken}: `}</span>
      {keys.map((key, index) => (
        <span key={key} className={styles.key}>
          {entry.isRange && index > 0 && <span aria-hidden="true">–</span>}
          <KeyCaps shortcut={key} />
        </span>
      ))}
      <span className={styles.keyWord}>{entry.word}</span>
    </li>
  );
}

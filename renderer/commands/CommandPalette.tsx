import { Autocomplete } from '@base-ui/react/autocomplete';
import { Search } from 'lucide-react';
import { useRef } from 'react';
import { Dialog } from '../kit/Dialog.tsx';
import floating from '../kit/floating.module.css';
import { KeyCaps } from '../kit/KeyCaps.tsx';
import styles from './CommandPalette.module.css';
import { useRegistryVersion } from './CommandsProvider.tsx';
import { type Command, isEnabled } from './command.ts';

interface CommandPaletteProps {
  open: boolean;
  onClose: () => void;
}

interface Group {
  value: string;
  items: Command[];
}

/** Everything that can be done here, by name. Type, Enter. */
export function CommandPalette({ open, onClose }: CommandPaletteProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog open={open} onClose={onClose} title="Everything, by name" titleHidden bare initialFocus={input}>
      {open && <PaletteList input={input} onClose={onClose} />}
    </Dialog>
  );
}

function PaletteList({
  input,
  onClose,
}: {
  input: React.RefObject<HTMLInputElement | null>;
  onClose: () => void;
}) {
  const registry = useRegistryVersion();
  const offered = registry.commands().filter((command) => command.hidden !== true && isEnabled(command));
  const groups: Group[] = [];
  for (const command of offered) {
    const group = groups.find(({ value }) => value === command.group);
    if (group) group.items.push(command);
    else groups.push({ value: command.group, items: [command] });
  }
  const run = (command: Command) => {
    onClose();
    // After the dialog has given the focus back, so that the act can move it.
    setTimeout(() => command.run(), 0);
  };
  return (
    <Autocomplete.Root
      open
      inline
      items={groups}
      itemToStringValue={(command: Command) => command.title}
      autoHighlight="always"
      keepHighlight
    >
      <Autocomplete.InputGroup className={styles.head}>
        <Search className={styles.icon} aria-hidden="true" />
        <Autocomplete.Input
          ref={input}
          className={styles.input}
          aria-label="What do you want to do?"
          placeholder="What do you want to do?"
        />
        <KeyCaps shortcut="Escape" />
      </Autocomplete.InputGroup>
      <div className={styles.scroller}>
        <Autocomplete.Empty>
          <p className={styles.empty}>Nothing here is called that.</p>
        </Autocomplete.Empty>
        <Autocomplete.List className={styles.list}>
          {(group: Group) => (
            <Autocomplete.Group key={group.value} items={group.items}>
              <Autocomplete.GroupLabel className={floating.heading}>{group.value}</Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(command: Command) => (
                  <Autocomplete.Item
                    key={command.name}
                    value={command}
                    className={floating.item}
                    onClick={() => run(command)}
                  >
                    <span className={floating.words}>{command.title}</span>
                    {registry.keysOf(command).map((key) => (
                      <KeyCaps key={key} shortcut={key} />
                    ))}
                  </Autocomplete.Item>
                )}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
      </div>
    </Autocomplete.Root>
  );
}

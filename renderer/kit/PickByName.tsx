import { Autocomplete } from '@base-ui/react/autocomplete';
import { type ReactElement, useRef } from 'react';
import floating from './floating.module.css';
import styles from './PickByName.module.css';
import { Popover } from './Popover.tsx';

export interface NamedItem {
  id: string;
  title: string;
  /** Small, under the title; it is searched too. */
  hint?: string;
  /** One case of it, after the hint; searched as well, as the id is. */
  example?: string;
}

interface PickByNameProps {
  trigger: ReactElement<Record<string, unknown>>;
  /** What is picked, as a question: "What went wrong?" */
  title: string;
  items: readonly NamedItem[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onPick: (id: string) => void;
  align?: 'start' | 'center' | 'end';
}

/** One of many, by the first letters of its name: type, Enter. The list stays whole until something is typed. */
export function PickByName({
  trigger,
  title,
  items,
  open,
  onOpenChange,
  onPick,
  align = 'start',
}: PickByNameProps) {
  const input = useRef<HTMLInputElement>(null);
  const hasPicked = useRef(false);
  return (
    <Popover
      trigger={trigger}
      title={title}
      titleHidden
      open={open}
      onOpenChange={(next) => {
        if (next) hasPicked.current = false;
        // While the list fades, keys belong to the page again.
        else input.current?.blur();
        onOpenChange(next);
      }}
      align={align}
      initialFocus={input}
      returnsFocus={() => !hasPicked.current}
    >
      <Autocomplete.Root
        open
        inline
        items={items}
        itemToStringValue={(item: NamedItem) =>
          `${item.title} ${item.hint ?? ''} ${item.example ?? ''} ${item.id}`
        }
        autoHighlight="always"
        keepHighlight
      >
        <div>
          <Autocomplete.Input ref={input} className={styles.input} aria-label={title} placeholder={title} />
          <Autocomplete.Empty>
            <p className={styles.empty}>Nothing here is called that.</p>
          </Autocomplete.Empty>
          <Autocomplete.List className={styles.list}>
            {(item: NamedItem) => (
              <Autocomplete.Item
                key={item.id}
                value={item}
                className={floating.item}
                onClick={() => {
                  // Who picks says where the focus goes.
                  hasPicked.current = true;
                  input.current?.blur();
                  onOpenChange(false);
                  onPick(item.id);
                }}
              >
                <span className={floating.words}>
                  {item.title}
                  {item.hint !== undefined && (
                    <span className={floating.why}>
                      {item.hint} {item.example !== undefined && <i>{item.example}</i>}
                    </span>
                  )}
                </span>
              </Autocomplete.Item>
            )}
          </Autocomplete.List>
        </div>
      </Autocomplete.Root>
    </Popover>
  );
}

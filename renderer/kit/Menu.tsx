import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check, type LucideIcon } from 'lucide-react';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import type { Shortcut } from '../commands/shortcut.ts';
import floating from './floating.module.css';
import { KeyCaps } from './KeyCaps.tsx';

export interface MenuItem {
  label: string;
  icon?: LucideIcon;
  keys?: Shortcut | undefined;
  /** A box to tick; the menu stays open, but where `closes` says that it closes. */
  checked?: boolean;
  closes?: boolean;
  disabled?: boolean;
  /** Why it is disabled, or what it does. */
  hint?: string;
  run: () => void;
}

interface MenuProps {
  /** The button it opens from. */
  trigger: ReactElement<Record<string, unknown>>;
  /** Groups, a hairline between them. */
  groups: readonly (readonly MenuItem[])[];
  align?: 'start' | 'center' | 'end';
  /** Above the acts: what they are about. */
  head?: ReactNode;
  onOpenChange?: (open: boolean) => void;
}

/** Acts behind one button. Each is also in the palette, or can be reached otherwise by key. */
export function Menu({ trigger, groups, align = 'start', head, onOpenChange }: MenuProps) {
  return (
    <BaseMenu.Root
      modal={false}
      onOpenChange={(open) => {
        // While the menu fades, keys belong to the page again: Space must not choose what Esc has just left.
        const focused = document.activeElement;
        if (!open && focused instanceof HTMLElement && focused.closest('[role="menu"]') !== null)
          focused.blur();
        onOpenChange?.(open);
      }}
    >
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner className={floating.positioner} sideOffset={4} align={align}>
          <BaseMenu.Popup className={floating.surface}>
            {head !== undefined && <div className={floating.heading}>{head}</div>}
            {groups
              .filter((group) => group.length > 0)
              .map((group, index) => (
                <Fragment key={group[0]?.label}>
                  {index > 0 && <BaseMenu.Separator className={floating.rule} />}
                  {group.map((item) => (
                    <Item key={item.label} item={item} />
                  ))}
                </Fragment>
              ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

function Item({ item }: { item: MenuItem }) {
  const { label, icon: Icon, keys, checked, closes = false, disabled = false, hint, run } = item;
  const words = (
    <>
      <span className={floating.words}>
        {label}
        {hint !== undefined && <span className={floating.why}>{hint}</span>}
      </span>
      {keys !== undefined && <KeyCaps shortcut={keys} />}
    </>
  );
  if (checked !== undefined) {
    return (
      <BaseMenu.CheckboxItem
        className={floating.item}
        checked={checked}
        disabled={disabled}
        closeOnClick={closes}
        onCheckedChange={run}
      >
        <span className={floating.sign}>
          <BaseMenu.CheckboxItemIndicator>
            <Check aria-hidden="true" />
          </BaseMenu.CheckboxItemIndicator>
        </span>
        {words}
      </BaseMenu.CheckboxItem>
    );
  }
  return (
    <BaseMenu.Item className={floating.item} disabled={disabled} onClick={run}>
      {Icon && <Icon aria-hidden="true" />}
      {words}
    </BaseMenu.Item>
  );
}

import { Popover as BasePopover } from '@base-ui/react/popover';
import { type ReactElement, type ReactNode, type RefObject, useRef } from 'react';
import floating from './floating.module.css';
import styles from './Popover.module.css';

interface PopoverProps {
  trigger: ReactElement<Record<string, unknown>>;
  /** Said to screen readers, and shown unless hidden. */
  title: string;
  titleHidden?: boolean;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  side?: 'top' | 'right' | 'bottom' | 'left';
  align?: 'start' | 'center' | 'end';
  /** What has the focus first; the first control where it is missing. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Whether the trigger gets the focus when it closes; it does where this is missing. */
  returnsFocus?: () => boolean;
  children: ReactNode;
}

/** A little more about one thing, beside it: a list of marks, a choice of columns. */
export function Popover({
  trigger,
  title,
  titleHidden = false,
  open,
  onOpenChange,
  side = 'bottom',
  align = 'start',
  initialFocus,
  returnsFocus,
  children,
}: PopoverProps) {
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <BasePopover.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      <BasePopover.Trigger ref={opener} render={trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner className={floating.positioner} sideOffset={4} side={side} align={align}>
          <BasePopover.Popup
            className={floating.surface}
            {...(initialFocus === undefined ? {} : { initialFocus })}
            // Opened by a key, nothing had the focus before: without a word it would go to any control of the page.
            finalFocus={() => (returnsFocus?.() ?? true) && opener.current}
          >
            <div className={styles.content}>
              <BasePopover.Title className={titleHidden ? 'unseen' : styles.title}>{title}</BasePopover.Title>
              {children}
            </div>
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}

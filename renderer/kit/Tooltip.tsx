import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import type { Shortcut } from '../commands/shortcut.ts';
import { KeyCaps } from './KeyCaps.tsx';
import styles from './Tooltip.module.css';

interface TooltipProps {
  words: ReactNode;
  keys?: Shortcut | undefined;
  side?: 'top' | 'right' | 'bottom' | 'left';
  /** The one element it is about. */
  children: ReactElement<Record<string, unknown>>;
}

/** A name for what has only an icon, on hover and on focus. Never the only way to something. */
export function Tooltip({ words, keys, side = 'bottom', children }: TooltipProps) {
  return (
    <BaseTooltip.Root>
      <BaseTooltip.Trigger render={children} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner className={styles.positioner} side={side} sideOffset={6}>
          <BaseTooltip.Popup className={styles.popup}>
            {words}
            {keys !== undefined && <KeyCaps shortcut={keys} tone="inverse" />}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}

/** Once around the app: tooltips near each other open without waiting again. */
export const TooltipProvider = BaseTooltip.Provider;

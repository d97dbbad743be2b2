import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useRegistry } from '../commands/CommandsProvider.tsx';
import { cx } from './cx.ts';
import styles from './Dialog.module.css';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  titleHidden?: boolean;
  /** One sentence under the title. */
  description?: ReactNode;
  size?: 'small' | 'usual' | 'wide';
  /** What has the focus first; the first control where it is missing. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** At the bottom: the acts, the main one first. */
  acts?: ReactNode;
  /** Without padding: the content draws its own (the palette). */
  bare?: boolean;
  children?: ReactNode;
}

/**
 * Gives the focus back to what had it. Not left to the library: where that cannot be reached by Tab (a question, a pane)
 * or nothing had it, it takes the first control there, and the next arrow would change an answer.
 */
function focusAgain(to: Element | null): void {
  const { activeElement, body } = document;
  // A command that was chosen here has set the focus already.
  const isFree =
    activeElement === null || activeElement === body || activeElement.closest('[role="dialog"]') !== null;
  if (!isFree) return;
  const isThere = to instanceof HTMLElement && to !== body && to.isConnected;
  (isThere ? to : document.getElementById('content'))?.focus({ preventScroll: true });
}

function leaveDialog(): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && activeElement.closest('[role="dialog"]') !== null)
    activeElement.blur();
}

/** For what cannot be said beside a field: the palette, the key list, a path to be typed. Esc closes; the page's keys rest. */
export function Dialog({
  open,
  onClose,
  title,
  titleHidden = false,
  description,
  size = 'usual',
  initialFocus,
  acts,
  bare = false,
  children,
}: DialogProps) {
  const registry = useRegistry();
  useEffect(() => (open ? registry.suspend() : undefined), [open, registry]);
  const before = useRef<Element | null>(null);
  // Read while it is drawn: a moment later the dialog itself has the focus.
  const wasOpen = useRef(false);
  if (open && !wasOpen.current) before.current = document.activeElement;
  wasOpen.current = open;
  // While it fades, what is typed belongs to the page again; that can be given the focus a moment later only.
  useLayoutEffect(() => (open ? leaveDialog : undefined), [open]);
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.veil} />
        <BaseDialog.Viewport className={styles.viewport}>
          <BaseDialog.Popup
            className={cx(styles.popup, styles[size], bare && styles.bare)}
            {...(initialFocus === undefined ? {} : { initialFocus })}
            finalFocus={() => {
              queueMicrotask(() => focusAgain(before.current));
              return false;
            }}
          >
            <div className={cx(styles.head, titleHidden && 'unseen')}>
              <BaseDialog.Title className={styles.title}>{title}</BaseDialog.Title>
              {/* Without a tooltip: it has the first focus where nothing else does, and Esc must close the dialog. */}
              <BaseDialog.Close className={styles.close} aria-label="Close">
                <X aria-hidden="true" />
              </BaseDialog.Close>
            </div>
            {description !== undefined && (
              <BaseDialog.Description className={styles.description}>{description}</BaseDialog.Description>
            )}
            <div className={styles.body}>{children}</div>
            {acts !== undefined && <div className={styles.acts}>{acts}</div>}
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

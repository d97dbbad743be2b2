import type { CommandRegistry } from './CommandRegistry.ts';

const TEXT_INPUTS = new Set([
  'text',
  'search',
  'url',
  'tel',
  'email',
  'password',
  'number',
  'date',
  'datetime-local',
  'month',
  'time',
  'week',
]);

/** Whether what is typed goes into this element. */
export function isField(element: Element | null): boolean {
  if (element instanceof HTMLInputElement) return TEXT_INPUTS.has(element.type);
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) return true;
  return element instanceof HTMLElement && element.isContentEditable;
}

const ARROWS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'];

/** Keys that the focused control understands by itself, so that no command may take them from it. */
function ownKeysOf(element: Element | null): readonly string[] {
  if (element === null) return [];
  // Space chooses an answer; on the one that is chosen it is free, and goes on to the next question.
  if (element instanceof HTMLInputElement && element.type === 'radio')
    return element.checked ? ARROWS : ['Space', ...ARROWS];
  if (element instanceof HTMLInputElement && element.type === 'range')
    return [...ARROWS, 'PageUp', 'PageDown'];
  const role = element.getAttribute('role');
  if (role === 'tab' || role === 'slider') return ['Space', 'Enter', ...ARROWS];
  if (role === 'combobox') return ['Space', 'Enter', 'ArrowUp', 'ArrowDown'];
  if (element.matches('button, summary, [role="button"], [role="checkbox"], [role="switch"]'))
    return ['Space', 'Enter'];
  if (element.matches('a[href]')) return ['Enter'];
  return [];
}

/** Dialogs, menus and lists that float read the keyboard themselves; no key of the page reaches through. */
const OWN_KEYBOARD = '[data-base-ui-portal], [data-own-keyboard]';

/**
 * The one listener for keys. It hears an event last, so whoever used it (`preventDefault`) keeps it.
 *
 * A control that was clicked with the mouse does not keep Space and Enter: after clicking an answer, Space goes on to
 * the next question. One that was reached by key does.
 */
export function bindKeyboard(registry: CommandRegistry, target: Window): () => void {
  let clicked: Element | null = null;

  const onPointerDown = () => {
    clicked = null;
    // A pane that is clicked has the focus, and needs no ring to say so (base.css).
    target.document.documentElement.dataset.pointer = '';
    // The focus moves after this event; what has it then was clicked.
    target.requestAnimationFrame(() => {
      clicked = target.document.activeElement;
    });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    if (event.code === 'Tab') {
      clicked = null;
      delete target.document.documentElement.dataset.pointer;
    }
    const focused = target.document.activeElement;
    if (focused?.closest(OWN_KEYBOARD)) return;
    const inField = isField(focused);
    const composing = event.isComposing || event.keyCode === 229;
    if (event.code === 'Escape' && inField && !composing && focused instanceof HTMLElement) {
      focused.blur();
      event.preventDefault();
      return;
    }
    const answer = registry.answer(event, {
      inField,
      composing,
      repeat: event.repeat,
      ownKeys: focused === clicked ? [] : ownKeysOf(focused),
    });
    if (answer.kind === 'none') return;
    event.preventDefault();
    if (answer.kind === 'run') answer.command.run();
  };

  target.addEventListener('pointerdown', onPointerDown, true);
  target.addEventListener('keydown', onKeyDown);
  return () => {
    target.removeEventListener('pointerdown', onPointerDown, true);
    target.removeEventListener('keydown', onKeyDown);
  };
}

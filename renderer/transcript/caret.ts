import { isField } from '../commands/keyboard.ts';

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock']);

/** What a key does to the caret: which way and how far `Selection.modify` moves it. */
function moveOf(event: KeyboardEvent): [direction: 'forward' | 'backward', by: string] | undefined {
  const word = event.ctrlKey || event.altKey;
  switch (event.key) {
    case 'ArrowRight':
      return ['forward', word ? 'word' : 'character'];
    case 'ArrowLeft':
      return ['backward', word ? 'word' : 'character'];
    case 'ArrowDown':
      return ['forward', word ? 'paragraph' : 'line'];
    case 'ArrowUp':
      return ['backward', word ? 'paragraph' : 'line'];
    case 'End':
      return ['forward', 'lineboundary'];
    case 'Home':
      return ['backward', 'lineboundary'];
    default:
      return undefined;
  }
}

function firstText(element: HTMLElement): Text | undefined {
  const piece = element.querySelector('[data-at]');
  const text = piece?.firstChild;
  return text instanceof Text ? text : undefined;
}

/** The caret that is in the page now; the one before it leaves it alone. */
let inForce: HTMLElement | undefined;
let starts = 0;

/** Whether a caret is drawn: only then a point that is selected is one that the reader sees. */
export function hasCaret(): boolean {
  return inForce?.isConnected === true;
}

/**
 * Puts a caret into the text of `element`, within `scroller`: arrows move it, Shift selects, Ctrl goes by words. It ends
 * with Esc, by any key that does something else (what is selected stays), and when a field takes the focus. It is drawn by us: browsers draw one in what can be edited only. Returns the end of it, or undefined where there
 * is no text.
 */
export function startCaret(
  scroller: HTMLElement,
  element: HTMLElement,
  caret: HTMLElement,
): (() => void) | undefined {
  const text = firstText(element);
  const selection = window.getSelection();
  if (text === undefined || selection === null) return undefined;
  starts += 1;
  const own = starts;
  const draw = () => {
    const { focusNode, focusOffset } = selection;
    if (focusNode === null || !scroller.contains(focusNode)) {
      end();
      return;
    }
    const point = document.createRange();
    point.setStart(focusNode, focusOffset);
    const rects = point.getClientRects();
    const rect = rects[rects.length - 1] ?? focusNode.parentElement?.getBoundingClientRect();
    if (rect === undefined) return;
    caret.hidden = false;
    caret.style.translate = `${rect.left}px ${rect.top}px`;
    caret.style.height = `${rect.height}px`;
    const view = scroller.getBoundingClientRect();
    if (rect.bottom > view.bottom - 40) scroller.scrollTop += rect.bottom - view.bottom + 80;
    if (rect.top < view.top + 20) scroller.scrollTop -= view.top - rect.top + 80;
  };
  const onKey = (event: KeyboardEvent) => {
    if (isField(document.activeElement)) {
      end();
      return;
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      selection.removeAllRanges();
      end();
      return;
    }
    const { focusNode } = selection;
    if (focusNode === null || !scroller.contains(focusNode)) {
      // What was selected is marked, or its message is gone: the arrows are the page's again.
      end();
      return;
    }
    const move = moveOf(event);
    if (event.metaKey || MODIFIERS.has(event.key)) return;
    if (move === undefined) {
      // Any other key goes on with something else, and the arrows are the page's again. It still finds the caret, and
      // what is selected stays for V.
      deafen();
      setTimeout(() => {
        if (own !== starts) return;
        if (selection.isCollapsed) selection.removeAllRanges();
        end();
      }, 0);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    selection.modify(event.shiftKey ? 'extend' : 'move', ...move);
    draw();
  };
  const deafen = () => {
    window.removeEventListener('keydown', onKey, true);
    window.removeEventListener('pointerdown', end, true);
    scroller.removeEventListener('scroll', draw);
  };
  const end = () => {
    deafen();
    if (own !== starts) return;
    caret.hidden = true;
    inForce = undefined;
  };
  inForce = caret;
  selection.collapse(text, 0);
  window.addEventListener('keydown', onKey, true);
  window.addEventListener('pointerdown', end, true);
  scroller.addEventListener('scroll', draw);
  draw();
  return end;
}

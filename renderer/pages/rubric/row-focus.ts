import { useEffect, useRef } from 'react';
import { keyOf, type Path } from './draft.ts';

const FOCUSABLE = 'input, textarea, button, select, [tabindex="0"]';

const focusables = (element: Element): HTMLElement[] => [...element.querySelectorAll<HTMLElement>(FOCUSABLE)];

/** The row that has the focus, as `questions.2` or `questions.2.options.0`. */
export function rowInHand(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('[data-row]') ?? null;
}

/** The question that has the focus, also where it is in one of its options. */
export function questionInHand(): HTMLElement | null {
  let row = rowInHand();
  while (row !== null && !/^questions\.\d+$/.test(row.dataset.row ?? ''))
    row = row.parentElement?.closest<HTMLElement>('[data-row]') ?? null;
  return row;
}

/** The list and the place of a row. */
export function placeOfRow(row: HTMLElement): { list: Path; index: number } {
  const steps = (row.dataset.row ?? '').split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return { list: steps.slice(0, -1), index: Number(steps.at(-1)) };
}

function find(wanted: string, place: number): HTMLElement | undefined {
  // The answers of a condition are one field.
  const key = wanted.replace(/\.is\.\d+$/, '.is');
  const field = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(key)}"]`);
  if (field !== null) return field.matches(`${FOCUSABLE}, [tabindex]`) ? field : focusables(field)[0];
  const row = document.querySelector(`[data-row="${CSS.escape(key)}"]`);
  if (row === null) return undefined;
  const all = focusables(row);
  const isOn = (element: HTMLElement) => !element.matches(':disabled');
  // Where the focus was in the row, else beside it: "move up" is off in the first row.
  return all.slice(Math.max(0, place)).find(isOn) ?? all.findLast(isOn);
}

/**
 * Gives the focus to a field or a row by its path, once the draft that has it is drawn. In a row it goes where it was
 * in the row that had it: who moves an entry with its button can press it again.
 */
export function useRowFocus(): (path: Path) => void {
  const wanted = useRef<{ key: string; place: number; tries: number }>(undefined);
  useEffect(() => {
    const { current } = wanted;
    if (current === undefined) return;
    const element = find(current.key, current.place);
    if (element === undefined) {
      // A part that is unfolded for it comes with the next drawing.
      current.tries -= 1;
      if (current.tries === 0) wanted.current = undefined;
      return;
    }
    wanted.current = undefined;
    element.focus();
    // A question that is unfolded: from its first line on, as much as there is room for.
    const isQuestion = /^questions\.\d+\.question$/.test(current.key);
    const shown = isQuestion ? (element.closest('[data-row]') ?? element) : element;
    shown.scrollIntoView({ block: isQuestion ? 'start' : 'nearest' });
  });
  return (path) => {
    const row = rowInHand();
    const active = document.activeElement;
    const place = row === null || !(active instanceof HTMLElement) ? 0 : focusables(row).indexOf(active);
    wanted.current = { key: keyOf(path), place, tries: 5 };
  };
}

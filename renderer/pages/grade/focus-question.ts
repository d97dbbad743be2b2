/**
 * The question that the keys have gone to: Space led there, or Tab. One that was pressed with the mouse does not count,
 * so that a digit means there what it means everywhere.
 */
export function focusedQuestion(): string | undefined {
  if (document.documentElement.dataset.pointer !== undefined) return undefined;
  return document.activeElement?.closest<HTMLElement>('[data-question]')?.dataset.question;
}

/** Controls of a rubric's own question; one that is chosen comes first. */
const CHOSEN = 'input[type="radio"]:checked:not(:disabled)';
const CONTROLS = 'input[type="radio"], input[type="text"], textarea, [role="checkbox"]';

/**
 * The Space that led here must not answer what it led to: a check box takes the release of a key for a press, also
 * where the key went down elsewhere (Base UI 1.9). A key that is up already does nothing more.
 */
function swallowRelease(): void {
  const onRelease = (event: KeyboardEvent) => event.preventDefault();
  window.addEventListener('keyup', onRelease, { capture: true, once: true });
  const forget = () => window.removeEventListener('keyup', onRelease, { capture: true });
  window.addEventListener('keydown', forget, { capture: true, once: true });
}

/**
 * Gives a question of the form the focus, once the row that it belongs to is drawn. Those of the rubric have no keys of
 * their own, so the focus goes to their answers.
 */
export function focusQuestion(field: string): void {
  setTimeout(() => {
    const question = document.querySelector<HTMLElement>(`[data-question="${CSS.escape(field)}"]`);
    if (question === null) return;
    const folded = question.closest('details');
    if (folded !== null) folded.open = true;
    const control = field.startsWith('answers/')
      ? (question.querySelector<HTMLElement>(CHOSEN) ?? question.querySelector<HTMLElement>(CONTROLS))
      : null;
    if (control !== null) swallowRelease();
    // It was gone to by key: its ring shows, and digits answer it.
    delete document.documentElement.dataset.pointer;
    (control ?? question).focus({ preventScroll: true });
    question.scrollIntoView({ block: 'nearest' });
  }, 0);
}

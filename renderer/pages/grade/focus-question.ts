/**
 * The question that the keys have gone to: Space led there, or Tab. One that was pressed with the mouse does not count,
 * so that a digit means there what it means everywhere.
 */
export function focusedQuestion(): string | undefined {
  return document.documentElement.dataset.pointer === undefined ? heldQuestion() : undefined;
}

/** The question that has the focus, however it came there. */
export function heldQuestion(): string | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-question]')?.dataset.question;
}

/** Answers of a rubric's own question that are chosen, and those that are written. */
const CHOICES = 'input[type="radio"], [role="checkbox"]';
const FIELDS = 'input[type="text"], textarea';

/** Chooses an answer of a rubric's own question by its place, from 1 on. */
export function chooseAnswer(field: string, place: number): void {
  const choices = document
    .querySelector(`[data-question="${CSS.escape(field)}"]`)
    ?.querySelectorAll<HTMLElement>(CHOICES);
  const choice = choices?.[place - 1];
  if (choice instanceof HTMLInputElement && choice.checked) return;
  choice?.click();
}

/**
 * Gives a question of the form the focus, once the row that it belongs to is drawn. Where
 * an answer is written, its field has the focus; where one is chosen, never the answers: the next Space would answer.
 */
export function focusQuestion(field: string): void {
  setTimeout(() => {
    const question = document.querySelector<HTMLElement>(`[data-question="${CSS.escape(field)}"]`);
    if (question === null) return;
    const folded = question.closest('details');
    if (folded !== null) folded.open = true;
    const isWritten = field.startsWith('answers/') && question.querySelector(CHOICES) === null;
    const control = isWritten ? question.querySelector<HTMLElement>(FIELDS) : null;
    // It was gone to by key: its ring shows, and digits answer it.
    delete document.documentElement.dataset.pointer;
    (control ?? question).focus({ preventScroll: true });
    question.scrollIntoView({ block: 'nearest' });
  }, 0);
}

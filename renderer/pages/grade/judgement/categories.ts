import { FAILURES, VIOLATION_CATEGORIES } from '../../../../shared/domain/vocabulary.ts';

export function categoryTitle(id: string): string {
  return VIOLATION_CATEGORIES.find((each) => each.id === id)?.title ?? id;
}

export function categoryHint(id: string): string | undefined {
  return VIOLATION_CATEGORIES.find((each) => each.id === id)?.hint;
}

/** `motive_hidden` as the form says it: "motive hidden", with what it means. */
export const FAILURE_ITEMS = FAILURES.map(({ id, title }) => ({ id, title: failureWord(id), hint: title }));

/** "Motive hidden: what, but not why." */
export function failureMeaning(id: string): string {
  const meaning = FAILURES.find((each) => each.id === id)?.title ?? '';
  const word = failureWord(id);
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}: ${meaning.charAt(0).toLowerCase()}${meaning.slice(1)}.`;
}

export function failureWord(id: string): string {
  return id.replaceAll('_', ' ');
}

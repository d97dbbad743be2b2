import { FAILURES, VIOLATION_CATEGORIES } from '../../../../shared/domain/vocabulary.ts';

export function categoryTitle(id: string): string {
  return VIOLATION_CATEGORIES.find((each) => each.id === id)?.title ?? id;
}

export function categoryHint(id: string): string | undefined {
  return VIOLATION_CATEGORIES.find((each) => each.id === id)?.hint;
}

/** `motive_hidden` as the form says it: "motive hidden", with what it means. */
export const FAILURE_ITEMS = FAILURES.map(({ id, title }) => ({ id, title: failureWord(id), hint: title }));

export function failureWord(id: string): string {
  return id.replaceAll('_', ' ');
}

import type { Rubric } from '../../../../shared/domain/rubric.ts';
import { FAILURES, VIOLATION_CATEGORIES } from '../../../../shared/domain/vocabulary.ts';
import type { NamedItem } from '../../../kit/PickByName.tsx';

type Categories = Pick<Rubric, 'categories'>;

/** As the rubric has it; one that it never had, as the core calls it. */
function findCategory({ categories }: Categories, id: string): { title: string; hint: string } | undefined {
  return categories.find((each) => each.id === id) ?? VIOLATION_CATEGORIES.find((each) => each.id === id);
}

export function categoryTitle(rubric: Categories, id: string): string {
  return findCategory(rubric, id)?.title ?? id;
}

export function categoryHint(rubric: Categories, id: string): string | undefined {
  return findCategory(rubric, id)?.hint;
}

/** What the palette offers, in the rubric's order; those of the core with a case of each. */
export function offeredCategories({ categories }: Categories): NamedItem[] {
  return categories
    .filter(({ hidden }) => !hidden)
    .map(({ id, title, hint }) => {
      const core = VIOLATION_CATEGORIES.find((each) => each.id === id);
      return { id, title, hint, ...(core !== undefined && 'example' in core && { example: core.example }) };
    });
}

/** What is one word with a hyphen, and not two. */
const HYPHENED: Record<string, string> = { over_confession: 'over-confession' };

/** `motive_hidden` as the form says it: "motive hidden", with what it means. */
export const FAILURE_ITEMS = FAILURES.map(({ id, title }) => ({ id, title: failureWord(id), hint: title }));

/** "Motive hidden: what, but not why." */
export function failureMeaning(id: string): string {
  const meaning = FAILURES.find((each) => each.id === id)?.title ?? '';
  const word = failureWord(id);
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}: ${meaning.charAt(0).toLowerCase()}${meaning.slice(1)}.`;
}

export function failureWord(id: string): string {
  return HYPHENED[id] ?? id.replaceAll('_', ' ');
}

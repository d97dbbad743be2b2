import { createContext, useContext } from 'react';
import type { DraftBody, Path } from './draft.ts';
import type { Change, SavedIds } from './draft-changes.ts';
import type { ProblemAt } from './problems.ts';

/** What every field of the form works on. */
export interface RubricForm {
  body: DraftBody;
  /** Ids of the version that is edited: fixed. */
  saved: SavedIds;
  /** The version in which they were saved: "fixed since honesty-core@3". */
  savedIn: string;
  problemAt: ProblemAt;
  /** How many problems stand at a path or below. */
  problemsBelow(...path: Path): number;
  change(change: Change, field?: string): void;
  /** Where the entry of a list with the focus stands after it was moved, removed or added. */
  focus(path: Path): void;
  /** The question whose fields are shown; the others are one line each. */
  openQuestion: number | null;
  showQuestion(index: number | null): void;
  /** One that the change under way puts there. */
  showNewQuestion(index: number): void;
}

const RubricFormContext = createContext<RubricForm | undefined>(undefined);
export const RubricFormProvider = RubricFormContext.Provider;

export function useRubricForm(): RubricForm {
  const form = useContext(RubricFormContext);
  if (form === undefined) throw new Error('No <RubricFormProvider> around this.');
  return form;
}

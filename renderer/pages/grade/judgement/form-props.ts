import type { Evidence } from '../../../../shared/domain/evidence.ts';
import type { Grading } from '../useGrading.ts';

/** What every part of the form gets. */
export interface FormProps {
  grading: Grading;
  /** Shows a piece of evidence in its place. */
  onGoTo(piece: Evidence): void;
  /** Whether a piece's words are no longer where they were; false while that text is not here. */
  isLost(piece: Evidence): boolean;
}

/** `v2` as people read it. */
export function tagOf(id: string): string {
  return id.toUpperCase();
}

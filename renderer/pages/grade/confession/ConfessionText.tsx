import type { Grading } from '../useGrading.ts';

interface ConfessionTextProps {
  /** The part that evidence addresses: `text`, `objective:0`, `objective:0/analysis` … */
  part: string;
  text: string;
  view: 'rendered' | 'raw';
  grading: Grading;
}

/** One text of the confession, with what was marked in it. */
export function ConfessionText({ part, text }: ConfessionTextProps) {
  return (
    <span data-source="confession" data-part={part}>
      {text}
    </span>
  );
}

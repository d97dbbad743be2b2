import { locateEvidence } from '../../../shared/domain/evidence.ts';
import type { LabelBody } from '../../../shared/domain/label.ts';
import styles from './Grade.module.css';
import { cutAtMarks, type Mark } from './marked-text.ts';

interface MarkedTextProps {
  message: number;
  part: string;
  text: string;
  violations: LabelBody['violations'];
  active: string | undefined;
}

/** The source text of one part, evidence marked in it. Its text content is the source text, unit for unit. */
export function MarkedText({ message, part, text, violations, active }: MarkedTextProps) {
  const marks: Mark[] = violations.flatMap((violation) =>
    violation.evidence
      .filter((each) => each.source === 'transcript' && each.message === message && each.part === part)
      .flatMap((each) => {
        const found = locateEvidence(each, text);
        return found === undefined ? [] : [{ id: violation.id, ...found }];
      }),
  );
  return (
    <span data-message={message} data-part={part}>
      {cutAtMarks(text, marks).map((stretch) =>
        stretch.marks.length === 0 ? (
          <span key={stretch.start}>{stretch.text}</span>
        ) : (
          <mark
            key={stretch.start}
            className={
              stretch.marks.includes(active ?? '') || stretch.marks.length > 1 ? styles.markOn : styles.mark
            }
            title={`Evidence for ${stretch.marks.map((id) => id.toUpperCase()).join(', ')}`}
          >
            {stretch.text}
          </mark>
        ),
      )}
    </span>
  );
}

import type { ComparedField, LabelComparison } from '../../../shared/adjudicating/compare-labels.ts';
import type { LabelBeside } from '../../../shared/contract/adjudications.ts';
import { type Evidence, isSamePiece, locateEvidence } from '../../../shared/domain/evidence.ts';
import type { TextMark } from '../../text/pieces.ts';
import type { TextPlace } from '../../text/SourceText.tsx';
import type { Marks } from '../../transcript/marks.ts';

/** A piece of evidence with whose it is: the number of the grader's column. */
export interface GradersPiece {
  piece: Evidence;
  grader: number;
  /** Of the violation or claim in hand. */
  isActive: boolean;
}

/** All evidence of all labels. A piece that one grader marked for two things is one piece, the one in hand first. */
export function gradersPieces(
  labels: readonly LabelBeside[],
  { violations }: LabelComparison,
  inHand: ComparedField | undefined,
): GradersPiece[] {
  const own = violations.find(({ id }) => id === inHand?.violation);
  return labels.flatMap(({ id, body }, index) => {
    const all = [
      ...body.violations.map((violation) => ({
        evidence: violation.evidence,
        isActive: own !== undefined && own.found.get(id) === violation,
      })),
      ...body.claims.map(({ claim, evidence }) => ({
        evidence,
        isActive: inHand?.kind === 'verdict' && claim === inHand.claim,
      })),
    ]
      .flatMap(({ evidence, isActive }) => evidence.map((piece) => ({ piece, grader: index + 1, isActive })))
      .sort((one, other) => Number(other.isActive) - Number(one.isActive));
    return all.filter(({ piece }, at) => all.findIndex((other) => isSamePiece(other.piece, piece)) === at);
  });
}

const LINES = [undefined, 'dashed', 'dotted'] as const;

const placeKey = ({ source, message, part }: TextPlace) => `${source} ${message ?? ''} ${part}`;

/** (Map.groupBy is newer than Chromium 114.) */
function grouped<Key>(pieces: readonly GradersPiece[], keyOf: (piece: Evidence) => Key) {
  const groups = new Map<Key, GradersPiece[]>();
  for (const each of pieces) {
    const key = keyOf(each.piece);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return groups;
}

/** The marks of a transcript with the evidence of several graders: solid the first one's, dashed the second one's. */
export function withGraders(marks: Marks, pieces: readonly GradersPiece[]): Marks {
  const byPlace = grouped(pieces, placeKey);
  const inTranscript = pieces.filter(({ piece }) => piece.source === 'transcript');
  const byMessage = grouped(inTranscript, ({ message }) => message ?? 0);
  return {
    in: (place, text) => {
      const evidence = (byPlace.get(placeKey(place)) ?? []).flatMap(
        ({ piece, grader, isActive }): TextMark[] => {
          const at = locateEvidence(piece, text);
          const line = LINES[Math.min(grader, LINES.length) - 1];
          return at === undefined
            ? []
            : [
                {
                  id: String(grader),
                  ...at,
                  kind: 'evidence',
                  isActive,
                  ...(line !== undefined && { line }),
                },
              ];
        },
      );
      return [...evidence, ...marks.in(place, text)];
    },
    idsIn: (message) => [...new Set((byMessage.get(message) ?? []).map(({ grader }) => String(grader)))],
    holds: (message, part) =>
      byPlace.has(placeKey({ source: 'transcript', message, part })) || marks.holds(message, part),
    messages: [...byMessage.keys()].sort((one, other) => one - other),
  };
}

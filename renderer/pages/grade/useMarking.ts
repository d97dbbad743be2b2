import { useRef, useState } from 'react';
import { confessionPartText, sentenceKey } from '../../../shared/domain/confession.ts';
import { type Evidence, selectEvidence } from '../../../shared/domain/evidence.ts';
import { nextViolationId } from '../../../shared/domain/label.ts';
import { addClaimEvidence, addEvidence, addSentence, addViolation } from '../../grading/label-changes.ts';
import type { TextPlace } from '../../text/SourceText.tsx';
import { type SelectedRange, selectedRanges, sentenceAtCaret } from '../../text/selection.ts';
import { hasCaret } from '../../transcript/caret.ts';
import { tagOf } from './judgement/form-props.ts';
import type { Grading } from './useGrading.ts';

function clearSelection(): void {
  window.getSelection()?.removeAllRanges();
}

/** What marking does now: to whom the words selected will belong. */
type Target = { kind: 'violation' | 'claim'; key: string; words: string } | { kind: 'new'; words: string };

interface MarkingOptions {
  grading: Grading;
  textOf(place: TextPlace): string | undefined;
  /** Makes sure that the form of stage 1 is to be seen. */
  showForm(): void;
  focusQuestion(field: string): void;
}

/** Words selected in transcript or confession become evidence, a new violation, or a sentence that is judged. */
export function useMarking({ grading, textOf, showForm, focusQuestion }: MarkingOptions) {
  const { hand, stage, change, item, claims } = grading;
  const [isAdding, setAdding] = useState(false);
  const pending = useRef<readonly Evidence[]>([]);

  const textIn = (place: TextPlace) => {
    const { confession } = item.released;
    if (place.source === 'transcript') return textOf(place);
    return confession === null ? undefined : confessionPartText(confession, place.part);
  };
  const piecesOf = (ranges: readonly SelectedRange[]): Evidence[] =>
    ranges.flatMap(({ source, message, part, start, end }): Evidence[] => {
      const text = textIn({ source, part, ...(message !== undefined && { message }) });
      if (text === undefined) return [];
      if (source === 'confession') return [selectEvidence({ source, part }, text, start, end)];
      return message === undefined ? [] : [selectEvidence({ source, message, part }, text, start, end)];
    });

  const selection = () => piecesOf(selectedRanges(textIn));
  /** What is selected; of a caret alone, the sentence that it stands in. */
  const selectedOrSentence = () => {
    const selected = selection();
    const sentence = selected.length === 0 && hasCaret() ? sentenceAtCaret(textIn) : undefined;
    return sentence === undefined ? selected : piecesOf([sentence]);
  };

  const target = ((): Target => {
    if (stage > 1 && hand.side === 'claims' && hand.claim !== undefined) {
      const number = claims.findIndex(({ key }) => key === hand.claim) + 1;
      return { kind: 'claim', key: hand.claim, words: `Mark for claim ${number}` };
    }
    if (hand.violation !== undefined)
      return { kind: 'violation', key: hand.violation, words: `Mark for ${tagOf(hand.violation)}` };
    return { kind: 'new', words: 'Mark for a new violation' };
  })();

  const newViolation = (pieces = selection()) => {
    pending.current = pieces;
    showForm();
    setAdding(true);
  };
  /** Pieces become evidence of what is in hand; where nothing is, a violation to be named. */
  const markPieces = (pieces: readonly Evidence[]): 'marked' | 'asked' => {
    const sentence = pieces.find((piece) => piece.source === 'confession' && piece.part === 'text');
    if (sentence !== undefined) {
      const key = sentenceKey(sentence.position.start, sentence.position.end);
      change(addSentence(key, stage));
      grading.takeClaim(key);
    } else if (target.kind === 'claim') {
      change(addClaimEvidence(target.key, pieces, stage));
    } else if (target.kind === 'violation') {
      change(addEvidence(target.key, pieces, stage));
    } else {
      newViolation([...pieces]);
      return 'asked';
    }
    return 'marked';
  };
  return {
    isAdding,
    setAdding,
    target,
    /** Where what is selected begins, as a permalink within the transcript: `#21`. */
    selectedLink: () => {
      const message = selection().find((piece) => piece.message !== undefined)?.message;
      return message === undefined ? undefined : `#${message + 1}`;
    },
    newViolation: () => newViolation(),
    /** Words selected in the viewer of a long text. */
    markRange: (
      act: 'mark' | 'new',
      { message, part }: TextPlace,
      { start, end }: { start: number; end: number },
    ): 'marked' | 'asked' => {
      const text = message === undefined ? undefined : textIn({ source: 'transcript', message, part });
      if (message === undefined || text === undefined) return 'marked';
      const piece = selectEvidence({ source: 'transcript', message, part }, text, start, end);
      if (act === 'mark') return markPieces([piece]);
      newViolation([piece]);
      return 'asked';
    },
    /** The category was chosen: the violation begins with the words that were selected before. */
    add: (category: string) => {
      const id = nextViolationId(grading.draft.latest());
      change(addViolation(category, pending.current, stage));
      grading.takeViolation(id);
      pending.current = [];
      clearSelection();
      focusQuestion(`violations/${id}/severity`);
    },
    /** False where there is nothing to mark. */
    mark: (): boolean => {
      const pieces = selectedOrSentence();
      if (pieces.length === 0) return false;
      if (markPieces(pieces) === 'marked') clearSelection();
      return true;
    },
  };
}

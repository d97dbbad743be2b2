import { useCallback } from 'react';
import type { Side } from '../../../shared/comparing/compare-confessions.ts';
import { confessionPartText } from '../../../shared/domain/confession.ts';
import { locateEvidence, selectEvidence } from '../../../shared/domain/evidence.ts';
import type { TextMark } from '../../text/pieces.ts';
import { selectedRanges } from '../../text/selection.ts';
import type { Comparing } from './useComparing.ts';

/** The side that all of the selection lies in; undefined where it lies in both, or in neither. */
function selectedSide(): Side | undefined {
  const selection = window.getSelection();
  const sideOf = (node: Node | null | undefined) => {
    const element = node instanceof Element ? node : node?.parentElement;
    return element?.closest<HTMLElement>('[data-side]')?.dataset.side;
  };
  const [anchor, focus] = [sideOf(selection?.anchorNode), sideOf(selection?.focusNode)];
  return anchor === focus && (anchor === 'left' || anchor === 'right') ? anchor : undefined;
}

/** Words of either confession become evidence for the answer. */
export function useCompareMarking({ pair, body, isOpen, addEvidence }: Comparing) {
  const { left, right, confessions } = pair;
  const hashOf = (side: Side) => (side === 'left' ? left : right);
  /** What was marked in one text, as it is drawn there. */
  const evidenceIn = useCallback(
    (side: Side, part: string, text: string): TextMark[] =>
      body.evidence.flatMap(({ confession, evidence }, index) => {
        if (confession !== (side === 'left' ? left : right) || evidence.part !== part) return [];
        const at = locateEvidence(evidence, text);
        return at === undefined ? [] : [{ id: `e${index + 1}`, kind: 'evidence', ...at }];
      }),
    [body.evidence, left, right],
  );
  return {
    evidenceIn,
    sideOf: (confession: string): Side => (confession === left ? 'left' : 'right'),
    /** Marks what is selected; false where nothing of one confession is. */
    mark: (): boolean => {
      const side = selectedSide();
      if (!isOpen || side === undefined) return false;
      const words = { id: '–', ...confessions[side] };
      const textOf = ({ part }: { part: string }) =>
        part === 'text' && words.text === undefined ? undefined : confessionPartText(words, part);
      const pieces = selectedRanges(textOf).flatMap(({ source, part, start, end }) => {
        const text = textOf({ part });
        return source !== 'confession' || text === undefined
          ? []
          : [{ confession: hashOf(side), evidence: selectEvidence({ source, part }, text, start, end) }];
      });
      if (pieces.length === 0) return false;
      addEvidence(pieces);
      window.getSelection()?.removeAllRanges();
      return true;
    },
  };
}

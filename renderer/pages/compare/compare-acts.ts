import type { PairState } from '../../../shared/contract/comparisons.ts';
import type { Act } from '../../commands/command.ts';
import type { DraftConflict } from '../../grading/conflict.ts';
import type { Reader } from '../../grading/useReader.ts';
import type { ComparePane } from './Comparer.tsx';
import type { compareCommands } from './commands.ts';
import type { Comparing } from './useComparing.ts';
import type { PairFlow } from './usePairFlow.ts';

type CompareActs = Record<(typeof compareCommands)[number]['name'], Act>;

/** What the page itself can be asked by key. */
export interface ComparePageActs {
  show(pane: ComparePane): void;
  mark(): void;
  caret(side: 'left' | 'right'): void;
  why(): void;
  toggleDiff(): void;
  toggleTranscript(): void;
}

/** Everything that keys, palette and foot can do while a pair is in hand. */
export function compareActs(
  comparing: Comparing,
  flow: PairFlow,
  reader: Reader,
  page: ComparePageActs,
  conflict: DraftConflict<PairState> | undefined,
): CompareActs {
  const { isOpen } = comparing;
  const answer = (run: () => void): Act => ({ enabled: isOpen, run });
  const lean = (leaning: number) => answer(() => comparing.lean(leaning));
  const sure = (value: number) => answer(() => comparing.set('confidence', value));
  return {
    'compare.left-3': lean(-3),
    'compare.left-2': lean(-2),
    'compare.left-1': lean(-1),
    'compare.tie': lean(0),
    'compare.right-1': lean(1),
    'compare.right-2': lean(2),
    'compare.right-3': lean(3),
    'compare.confidence-1': sure(0),
    'compare.confidence-2': sure(0.25),
    'compare.confidence-3': sure(0.5),
    'compare.confidence-4': sure(0.75),
    'compare.confidence-5': sure(1),
    'compare.why': answer(page.why),
    'compare.mark': answer(page.mark),
    'compare.caret-left': () => page.caret('left'),
    'compare.caret-right': () => page.caret('right'),
    'compare.diff': page.toggleDiff,
    'compare.transcript': page.toggleTranscript,
    'compare.message-previous': () => reader.move('message', -1),
    'compare.message-next': () => reader.move('message', 1),
    'compare.call-next': () => reader.move('call', 1),
    'compare.call-previous': () => reader.move('call', -1),
    'compare.error-next': () => reader.move('error', 1),
    'compare.error-previous': () => reader.move('error', -1),
    'compare.unfold': reader.unfold,
    'compare.find': () => {
      page.show('transcript');
      reader.find();
    },
    'compare.raw': reader.toggleRaw,
    'compare.outline': reader.toggleOutline,
    'compare.permalink': reader.copyPermalink,
    'compare.pane-confessions': () => page.show('confessions'),
    'compare.pane-judgement': () => page.show('judgement'),
    'compare.pane-transcript': () => page.show('transcript'),
    'compare.submit': { enabled: isOpen || conflict !== undefined, run: flow.submit },
    'compare.keep-mine': { enabled: conflict?.keep !== undefined, run: () => conflict?.keep?.() },
    'compare.take-theirs': { enabled: conflict !== undefined, run: () => conflict?.take() },
    'compare.undo': flow.undo,
    'compare.redo': flow.redo,
    'compare.reopen': { enabled: !isOpen, run: flow.reopen },
    'compare.skip': answer(() => flow.askSkip(true)),
    'compare.next': () => flow.goTo('next'),
    'compare.previous': () => flow.goTo('previous'),
  };
}

import type { Act } from '../../commands/command.ts';
import type { Reader } from '../../grading/useReader.ts';
import type { adjudicateCommands } from './commands.ts';
import type { SettleFlow } from './useSettleFlow.ts';
import type { Settling } from './useSettling.ts';

type AdjudicateActs = Record<(typeof adjudicateCommands)[number]['name'], Act>;

export type AdjudicatePane = 'transcript' | 'labels';

/** What the page itself can be asked by key. */
export interface AdjudicatePageActs {
  show(pane: AdjudicatePane): void;
  /** Takes another row in hand: the next that is open, or any. */
  step(kind: 'difference' | 'row', by: 1 | -1): void;
  /** The answer at a place of the row in hand: a grader's, or after them another one. */
  answer(place: number): void;
  clear(): void;
  takeAll(place: number): void;
  toggleConfession(): void;
  why(): void;
  note(): void;
  next(): void;
  previous(): void;
  list(): void;
}

/** Everything that keys, palette and foot can do while an item is in hand. */
export function adjudicateActs(
  { isOpen, item }: Settling,
  flow: SettleFlow,
  reader: Reader,
  page: AdjudicatePageActs,
): AdjudicateActs {
  const open = (run: () => void): Act => ({ enabled: isOpen, run });
  const answer = (place: number): Act => ({
    enabled: isOpen && place <= item.labels.length,
    run: () => page.answer(place),
  });
  const all = (place: number): Act => ({
    enabled: isOpen && place < item.labels.length,
    run: () => page.takeAll(place),
  });
  return {
    'adjudicate.difference-next': () => page.step('difference', 1),
    'adjudicate.difference-previous': () => page.step('difference', -1),
    'adjudicate.row-next': () => page.step('row', 1),
    'adjudicate.row-previous': () => page.step('row', -1),
    'adjudicate.answer-1': answer(0),
    'adjudicate.answer-2': answer(1),
    'adjudicate.answer-3': answer(2),
    'adjudicate.answer-4': answer(3),
    'adjudicate.answer-5': answer(4),
    'adjudicate.open-again': open(page.clear),
    'adjudicate.all-1': all(0),
    'adjudicate.all-2': all(1),
    'adjudicate.all-3': all(2),
    'adjudicate.all-4': all(3),
    'adjudicate.message-previous': () => reader.move('message', -1),
    'adjudicate.message-next': () => reader.move('message', 1),
    'adjudicate.evidence-previous': () => reader.move('evidence', -1),
    'adjudicate.evidence-next': () => reader.move('evidence', 1),
    'adjudicate.call-next': () => reader.move('call', 1),
    'adjudicate.call-previous': () => reader.move('call', -1),
    'adjudicate.error-next': () => reader.move('error', 1),
    'adjudicate.error-previous': () => reader.move('error', -1),
    'adjudicate.unfold': reader.unfold,
    'adjudicate.find': reader.find,
    'adjudicate.raw': reader.toggleRaw,
    'adjudicate.outline': reader.toggleOutline,
    'adjudicate.permalink': reader.copyPermalink,
    'adjudicate.confession': page.toggleConfession,
    'adjudicate.pane-transcript': () => page.show('transcript'),
    'adjudicate.pane-labels': () => page.show('labels'),
    'adjudicate.why': open(page.why),
    'adjudicate.note': page.note,
    'adjudicate.settle': open(flow.settle),
    'adjudicate.keep': open(flow.keep),
    'adjudicate.reopen': { enabled: !isOpen, run: flow.reopen },
    'adjudicate.undo': flow.undo,
    'adjudicate.redo': flow.redo,
    'adjudicate.next': page.next,
    'adjudicate.previous': page.previous,
    'adjudicate.list': page.list,
  };
}

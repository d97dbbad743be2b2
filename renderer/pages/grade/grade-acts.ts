import type { Stage } from '../../../shared/domain/label.ts';
import type { Verdict } from '../../../shared/domain/vocabulary.ts';
import type { Act } from '../../commands/command.ts';
import { type Change, changeViolation, removeViolation, setField } from '../../grading/label-changes.ts';
import type { Reader } from '../../grading/useReader.ts';
import type { BreakName } from './BreakNote.tsx';
import type { gradeCommands } from './commands.ts';
import type { ConflictName } from './conflict-acts.ts';
import { chooseAnswer, focusedQuestion, heldQuestion } from './focus-question.ts';
import type { QueueName } from './queue-acts.ts';
import type { Grading } from './useGrading.ts';
import type { ItemFlow } from './useItemFlow.ts';

type GradeName = (typeof gradeCommands)[number]['name'];
/** The queue's, the break's and a conflict's acts are given apart. */
type GradeActs = Record<Exclude<GradeName, QueueName | BreakName | ConflictName>, Act>;

/** What the page itself can be asked by key. */
export interface PageActs {
  nextOpen(by: 1 | -1): void;
  /** False where nothing was there to be marked. */
  mark(): boolean;
  newViolation(): void;
  nameFailure(): void;
  note(): void;
  show(pane: 'transcript' | 'confession' | 'judgement'): void;
  stepBeside(): void;
  /** Goes to the next confession of this transcript, as an item of its own. */
  goToSibling(): void;
  takeOver(): void;
  caretInConfession(): void;
  /** Says why a key did nothing. */
  say(words: string): void;
  /** "B", "Shift I": how a command's key is called. */
  keyName(name: GradeName): string | undefined;
  nextHint(): void;
}

/** Why a key did nothing, and which key helps. */
function whyNothing({ keyName }: PageActs) {
  const helps = (name: GradeName, does: string) => {
    const key = keyName(name);
    return key === undefined ? '' : ` ${key} ${does}.`;
  };
  return {
    noViolation: () => `No violation yet.${helps('grade.new-violation', 'adds one')}`,
    noClaim: () =>
      `No claim yet.${helps('grade.caret-confession', 'puts a caret into the confession')}${helps('grade.mark', 'makes its sentence a claim')}`,
    noQuestion: (place: number) =>
      `${place} answers a question of the rubric’s own.${helps('grade.open-next', 'goes to the next open question')}`,
    noSelection: () => `Nothing is selected.${helps('grade.caret', 'puts a caret into the message')}`,
  };
}

/** What a digit answers in a question of five that has the focus; undefined in any other. */
function changeByDigit(question: string | undefined, figure: number, stage: Stage): Change | undefined {
  if (question === 'confidence') return setField('confidence', (figure - 1) / 4, stage);
  if (question === 'task_quality') return setField('task_quality', figure, stage);
  if (question === 'honesty' || question === 'honesty_after_reasoning')
    return setField(question, (figure - 1) / 4, stage);
  const violation = stage > 1 ? /^violations\/(v\d+)\/severity$/.exec(question ?? '')?.[1] : undefined;
  return violation === undefined ? undefined : changeViolation(violation, { severity: figure }, stage);
}

/** Everything that keys, palette and foot can do while an item is in hand. */
export function gradeActs(grading: Grading, flow: ItemFlow, reader: Reader, page: PageActs): GradeActs {
  const { isOpen, stage, hand, change, body } = grading;
  const answer = (run: () => void, enabled = true): Act => ({ enabled: isOpen && enabled, run });
  const field = <Field extends 'misbehaved' | 'admitted' | 'task_quality' | 'confidence'>(
    name: Field,
    value: (typeof body)[Field],
  ) => answer(() => change(setField(name, value, stage)));
  const { violation, claim } = hand;
  const nothing = whyNothing(page);
  const forViolation = (run: (violation: string) => void) =>
    answer(() => (violation === undefined ? page.say(nothing.noViolation()) : run(violation)));
  const forClaim = (run: (claim: string) => void) =>
    answer(() => (claim === undefined ? page.say(nothing.noClaim()) : run(claim)));
  const ofViolation = (changed: Parameters<typeof changeViolation>[1]) =>
    forViolation((id) => change(changeViolation(id, changed, stage)));
  const verdict = (value: Verdict) => forClaim((key) => grading.answerClaim(key, value));
  const disclosure = (value: Parameters<Grading['answerDisclosure']>[1]) =>
    forViolation((id) => grading.answerDisclosure(id, value));
  const honestyField = stage === 3 ? 'honesty_after_reasoning' : 'honesty';
  const honesty = (value: number) => answer(() => change(setField(honestyField, value, stage)));
  const finer = (by: number) =>
    answer(() => {
      const from = body[honestyField] ?? body.honesty ?? 0.5;
      const value = Math.round(Math.max(0, Math.min(1, from + by)) * 100) / 100;
      change(setField(honestyField, value, stage));
    });
  /** A digit answers the question that the keys have gone to, where it is one of five; else the one that owns the digits. */
  const digit = (figure: number, usual: Act): Act =>
    answer(() => {
      const question = focusedQuestion();
      const asked = changeByDigit(question, figure, stage);
      if (question?.startsWith('answers/') === true) chooseAnswer(question, figure);
      else if (asked !== undefined) change(asked);
      else if (typeof usual === 'function') usual();
      else usual.run();
    });
  /** Past the fifth a digit has no other sense than an answer of the rubric's own question. */
  const choose = (place: number): Act =>
    answer(() => {
      const question = heldQuestion();
      if (question?.startsWith('answers/') === true) chooseAnswer(question, place);
      else page.say(nothing.noQuestion(place));
    });
  return {
    'grade.open-next': answer(() => page.nextOpen(1)),
    'grade.open-previous': answer(() => page.nextOpen(-1)),
    'grade.take-over': answer(page.takeOver),
    'grade.choose-6': choose(6),
    'grade.choose-7': choose(7),
    'grade.choose-8': choose(8),
    'grade.choose-9': choose(9),
    'grade.misbehaved-yes': field('misbehaved', 'yes'),
    'grade.misbehaved-no': field('misbehaved', 'no'),
    'grade.misbehaved-unsure': field('misbehaved', 'unsure'),
    'grade.admitted-yes': field('admitted', 'yes'),
    'grade.admitted-partly': field('admitted', 'partly'),
    'grade.admitted-no': field('admitted', 'no'),
    'grade.admitted-no-message': field('admitted', 'no_message'),
    'grade.severity-1': digit(1, ofViolation({ severity: 1 })),
    'grade.severity-2': digit(2, ofViolation({ severity: 2 })),
    'grade.severity-3': digit(3, ofViolation({ severity: 3 })),
    'grade.severity-4': digit(4, ofViolation({ severity: 4 })),
    'grade.severity-5': digit(5, ofViolation({ severity: 5 })),
    'grade.quality-1': field('task_quality', 1),
    'grade.quality-2': field('task_quality', 2),
    'grade.quality-3': field('task_quality', 3),
    'grade.quality-4': field('task_quality', 4),
    'grade.quality-5': field('task_quality', 5),
    'grade.verdict-true': verdict('true'),
    'grade.verdict-partly': verdict('partly_true'),
    'grade.verdict-false': verdict('false'),
    'grade.verdict-misleading': verdict('misleading'),
    'grade.verdict-unverifiable': verdict('unverifiable'),
    'grade.disclosure-admitted': disclosure('admitted'),
    'grade.disclosure-elsewhere': disclosure('admitted_elsewhere'),
    'grade.disclosure-unsure': disclosure('explicitly_unsure'),
    'grade.disclosure-not-mentioned': disclosure('not_mentioned'),
    'grade.disclosure-denied': disclosure('denied'),
    'grade.said-here': forViolation(() =>
      claim === undefined ? page.say(nothing.noClaim()) : grading.saidHere(),
    ),
    'grade.add-failure': answer(page.nameFailure),
    'grade.awareness-knew': ofViolation({ awareness: 'knew' }),
    'grade.awareness-may': ofViolation({ awareness: 'may_have_known' }),
    'grade.awareness-unaware': ofViolation({ awareness: 'unaware' }),
    'grade.awareness-cannot-tell': ofViolation({ awareness: 'cannot_tell' }),
    'grade.honesty-0': digit(1, honesty(0)),
    'grade.honesty-25': digit(2, honesty(0.25)),
    'grade.honesty-50': digit(3, honesty(0.5)),
    'grade.honesty-75': digit(4, honesty(0.75)),
    'grade.honesty-100': digit(5, honesty(1)),
    'grade.honesty-less': finer(-0.05),
    'grade.honesty-more': finer(0.05),
    'grade.confidence-1': field('confidence', 0),
    'grade.confidence-2': field('confidence', 0.25),
    'grade.confidence-3': field('confidence', 0.5),
    'grade.confidence-4': field('confidence', 0.75),
    'grade.confidence-5': field('confidence', 1),
    'grade.hint-next': page.nextHint,
    'grade.side-claims': forClaim(grading.takeClaim),
    'grade.side-violations': forViolation(grading.takeViolation),
    'grade.row-next': () => grading.step(1),
    'grade.row-previous': () => grading.step(-1),
    'grade.message-previous': () => reader.move('message', -1),
    'grade.message-next': () => reader.move('message', 1),
    'grade.evidence-previous': () => reader.move('evidence', -1),
    'grade.evidence-next': () => reader.move('evidence', 1),
    'grade.turn-next': () => reader.move('turn', 1),
    'grade.turn-previous': () => reader.move('turn', -1),
    'grade.call-next': () => reader.move('call', 1),
    'grade.call-previous': () => reader.move('call', -1),
    'grade.error-next': () => reader.move('error', 1),
    'grade.error-previous': () => reader.move('error', -1),
    'grade.unfold': reader.unfold,
    'grade.viewer': reader.openViewer,
    'grade.find': reader.find,
    'grade.raw': reader.toggleRaw,
    'grade.outline': reader.toggleOutline,
    'grade.permalink': reader.copyPermalink,
    'grade.caret': reader.startCaret,
    'grade.caret-confession': answer(page.caretInConfession),
    'grade.mark': answer(() => page.mark() || page.say(nothing.noSelection())),
    'grade.new-violation': answer(page.newViolation),
    'grade.remove-violation': answer(
      () => violation !== undefined && change(removeViolation(violation)),
      violation !== undefined,
    ),
    'grade.note': answer(page.note),
    'grade.beside': { enabled: !grading.isSealed, run: page.stepBeside },
    'grade.sibling': page.goToSibling,
    'grade.pane-confession': () => page.show('confession'),
    'grade.pane-judgement': () => page.show('judgement'),
    'grade.pane-transcript': () => page.show('transcript'),
    'grade.commit': flow.commit,
    'grade.reopen': { enabled: !isOpen, run: flow.reopen },
    'grade.undo': () => {
      if (!flow.undo()) page.say('Nothing to take back since the page was opened.');
    },
    'grade.redo': flow.redo,
    'grade.skip': answer(() => flow.ask('skip')),
    'grade.flag': answer(() => flow.ask('flag')),
    'grade.next': () => flow.goTo('next'),
    'grade.previous': () => flow.goTo('previous'),
    'grade.history-back': () => flow.goThroughHistory('older'),
    'grade.history-forward': () => flow.goThroughHistory('newer'),
  };
}

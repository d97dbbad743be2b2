import { useRef, useState } from 'react';
import type { ItemState } from '../../../shared/contract/grading.ts';
import { sentenceKey } from '../../../shared/domain/confession.ts';
import { type Evidence, locateEvidence, selectEvidence } from '../../../shared/domain/evidence.ts';
import { nextViolationId } from '../../../shared/domain/label.ts';
import { isToolError, type Message, partText } from '../../../shared/domain/transcript.ts';
import { useCommands } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { Page } from '../../frame/Page.tsx';
import { useSettings } from '../../useSettings.ts';
import { gradeCommands } from './commands.ts';
import { ConfessionPane } from './confession/ConfessionPane.tsx';
import styles from './Grader.module.css';
import { gradeActs, type Reader } from './grade-acts.ts';
import { handOf, nextQuestion } from './hand.ts';
import { ItemBar, type Place } from './ItemBar.tsx';
import { JudgementPane } from './judgement/JudgementPane.tsx';
import { addClaimEvidence, addEvidence, addSentence, addViolation } from './label-changes.ts';
import { StageSteps } from './StageSteps.tsx';
import { selectedPlace } from './selection-place.ts';
import { TranscriptPane } from './TranscriptPane.tsx';
import { useActiveTime } from './useActiveTime.ts';
import { useGrading } from './useGrading.ts';
import { useItemFlow } from './useItemFlow.ts';

interface GraderProps {
  dataset: string;
  item: ItemState;
  messages: readonly Message[];
  place: Place;
  /** Hands the new state of this item to the page, which draws it afresh. */
  onState(state: ItemState): void;
}

type Pane = 'transcript' | 'confession' | 'judgement';

/** Gives a question of the form the focus, once the row that it belongs to is drawn. */
function focusQuestion(field: string): void {
  setTimeout(() => {
    const question = document.querySelector<HTMLElement>(`[data-question="${CSS.escape(field)}"]`);
    question?.focus({ preventScroll: true });
    question?.scrollIntoView({ block: 'nearest' });
  }, 0);
}

/** One item in hand. Keyed by the confession: nothing of one is ever shown on another. */
export function Grader({ dataset, item, messages, place, onState }: GraderProps) {
  const advances = useSettings()?.advance_after_verdict ?? true;
  const grading = useGrading(item, advances);
  const activeTime = useActiveTime(grading.isOpen);
  const flow = useItemFlow(grading, activeTime, onState);
  const { body, hand, change, stage, isSealed } = grading;
  const [current, setCurrent] = useState(0);
  const [view, setView] = useState<'rendered' | 'raw'>('rendered');
  const [pane, setPane] = useState<Pane>('transcript');
  const [isAdding, setAdding] = useState(false);
  const [, setHovered] = useState<string>();
  const pending = useRef<readonly Evidence[]>([]);
  const stageOne = useRef<HTMLDetailsElement>(null);
  const asked = useRef<string>(undefined);

  const textOf = ({ message, part }: Evidence) => {
    const found = message === undefined ? undefined : messages[message];
    return found === undefined ? undefined : partText(found, part);
  };
  const isLost = (piece: Evidence) => {
    const text = textOf(piece);
    return text !== undefined && locateEvidence(piece, text) === undefined;
  };
  const selection = (): Evidence[] => {
    const at = selectedPlace();
    const message = at === undefined ? undefined : messages[at.message];
    const text = message === undefined || at === undefined ? undefined : partText(message, at.part);
    if (at === undefined || text === undefined) return [];
    return [
      selectEvidence({ source: 'transcript', message: at.message, part: at.part }, text, at.start, at.end),
    ];
  };
  const clearSelection = () => window.getSelection()?.removeAllRanges();

  const newViolation = () => {
    pending.current = selection();
    if (stageOne.current !== null) stageOne.current.open = true;
    setPane('judgement');
    setAdding(true);
  };
  const add = (category: string) => {
    const id = nextViolationId(grading.draft.latest());
    change(addViolation(category, pending.current, stage));
    grading.takeViolation(id);
    pending.current = [];
    clearSelection();
    focusQuestion(`violations/${id}/severity`);
  };
  const mark = () => {
    const pieces = selection();
    const sentence = pieces.find((piece) => piece.source === 'confession' && piece.part === 'text');
    if (pieces.length === 0) return;
    if (sentence !== undefined) {
      const key = sentenceKey(sentence.position.start, sentence.position.end);
      change(addSentence(key));
      grading.takeClaim(key);
    } else if (stage > 1 && hand.side === 'claims' && hand.claim !== undefined) {
      change(addClaimEvidence(hand.claim, pieces));
    } else if (hand.violation !== undefined) {
      change(addEvidence(hand.violation, pieces, stage));
    } else {
      newViolation();
      return;
    }
    clearSelection();
  };
  const nextOpen = (by: 1 | -1) => {
    const question = nextQuestion(grading.open, asked.current, by);
    asked.current = question?.field;
    if (question === undefined) return;
    grading.setHand(handOf(question, hand));
    setPane(question.field.startsWith('claims/') ? 'confession' : 'judgement');
    focusQuestion(question.field);
  };

  const reader: Reader = {
    move: (kind, by) => {
      const is = (message: Message, index: number) =>
        kind === 'message' ||
        (kind === 'call' && message.tool_calls !== undefined) ||
        (kind === 'error' && isToolError(message)) ||
        (kind === 'evidence' &&
          body.violations.some((each) => each.evidence.some((piece) => piece.message === index)));
      for (let at = current + by; at >= 0 && at < messages.length; at += by) {
        const message = messages[at];
        if (message !== undefined && is(message, at)) {
          setCurrent(at);
          return;
        }
      }
    },
    unfold: () => {},
    find: () => {},
    toggleRaw: () => setView((now) => (now === 'raw' ? 'rendered' : 'raw')),
    toggleOutline: () => {},
    copyPermalink: () => {},
    startCaret: () => {},
  };
  useCommands(
    'grade',
    withActs(
      gradeCommands,
      gradeActs(grading, flow, reader, {
        nextOpen,
        mark,
        newViolation,
        note: () => document.getElementById('grade-note')?.focus(),
        show: setPane,
      }),
    ),
    grading.isOpen ? stage : 0,
  );

  const form = {
    grading,
    isLost,
    onGoTo: (piece: Evidence) => piece.message !== undefined && setCurrent(piece.message),
  };
  return (
    <Page
      narrowNavigation
      crumbs={[
        { words: dataset, to: '/transcripts' },
        { words: item.transcript_id },
        { words: `confession ${item.confession_id}` },
      ]}
      strong={1}
      centre={<StageSteps item={item} stage={stage} isOpen={grading.isOpen} />}
      right={<ItemBar draft={grading.draft} flow={flow} place={place} />}
    >
      <div className={styles.panes} data-sealed={isSealed || undefined} data-pane={pane}>
        <PaneTabs pane={pane} isSealed={isSealed} onPane={setPane} />
        <TranscriptPane
          messages={messages}
          violations={body.violations}
          active={hand.violation}
          current={current}
          onCurrent={setCurrent}
        />
        {!isSealed && <ConfessionPane {...form} view={view} onRaw={reader.toggleRaw} onHover={setHovered} />}
        <JudgementPane
          {...form}
          flow={flow}
          stageOneRef={stageOne}
          isAdding={isAdding}
          onAdding={setAdding}
          onMark={mark}
          onAdd={add}
        />
      </div>
    </Page>
  );
}

/** Where there is no room for all panes, these choose between them (`Alt` 1, 2, 3 do too). */
function PaneTabs({
  pane,
  isSealed,
  onPane,
}: {
  pane: Pane;
  isSealed: boolean;
  onPane: (pane: Pane) => void;
}) {
  const panes = isSealed
    ? (['transcript', 'judgement'] as const)
    : (['transcript', 'confession', 'judgement'] as const);
  return (
    <div className={styles.tabs} role="group" aria-label="Panes">
      {panes.map((each) => (
        <button
          key={each}
          type="button"
          className={styles.tab}
          data-pane-tab={each}
          aria-pressed={each === pane}
          onClick={() => onPane(each)}
        >
          {each}
        </button>
      ))}
    </div>
  );
}

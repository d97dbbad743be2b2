import { memo, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ItemState } from '../../../shared/contract/grading.ts';
import type { QueuePlace } from '../../../shared/contract/queue.ts';
import { type Evidence, locateEvidence } from '../../../shared/domain/evidence.ts';
import type { Rubric } from '../../../shared/domain/rubric.ts';
import { useCommands, useKeyNames } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { Page } from '../../frame/Page.tsx';
import { setField } from '../../grading/label-changes.ts';
import { useQueueChoice } from '../../grading/useQueueChoice.ts';
import { isOnePane, useReader } from '../../grading/useReader.ts';
import { startCaret } from '../../transcript/caret.ts';
import { LinkLine } from '../../transcript/LinkLine.tsx';
import { MarkingMenu } from '../../transcript/MarkingMenu.tsx';
import type { MessageSource } from '../../transcript/MessageSource.ts';
import { claimOf, linkedWith, marksOf } from '../../transcript/marks.ts';
import { Outline } from '../../transcript/Outline.tsx';
import { asPermalink } from '../../transcript/permalinks.ts';
import { Said } from '../../transcript/Said.tsx';
import { TranscriptFindBar } from '../../transcript/TranscriptFindBar.tsx';
import { type TranscriptHandle, TranscriptPane } from '../../transcript/TranscriptPane.tsx';
import { useSettings } from '../../useSettings.ts';
import { BreakNote, useBreakNote } from './BreakNote.tsx';
import { BesidePane } from './beside/BesidePane.tsx';
import { useBeside } from './beside/useBeside.ts';
import { gradeCommands } from './commands.ts';
import { ConfessionPane } from './confession/ConfessionPane.tsx';
import { focusNextHint } from './confession/HintList.tsx';
import { conflictActs, labelConflictOf } from './conflict-acts.ts';
import { focusQuestion } from './focus-question.ts';
import styles from './Grader.module.css';
import { gradeActs } from './grade-acts.ts';
import { claimOfQuestion, handOf, nextQuestion } from './hand.ts';
import { ItemBar } from './ItemBar.tsx';
import { JudgementPane } from './judgement/JudgementPane.tsx';
import { useJudgedBeside } from './judgement/TakeOver.tsx';
import { PaneTabs } from './PaneTabs.tsx';
import { workedAnswer, workedEvidence } from './practice/worked.ts';
import { queueActs } from './queue-acts.ts';
import { StageSteps } from './StageSteps.tsx';
import { useActiveTime } from './useActiveTime.ts';
import { useGrading } from './useGrading.ts';
import { useItemFlow } from './useItemFlow.ts';
import { useMarking } from './useMarking.ts';
import { useShownPane } from './useShownPane.ts';

interface GraderProps {
  dataset: string;
  item: ItemState;
  /** The version that the item says. */
  rubric: Rubric;
  source: MessageSource;
  place: QueuePlace | undefined;
  /** Hands the new state of this item to the page, which draws it afresh. */
  onState(state: ItemState): void;
}

const FIXED =
  'Said before the reasoning was open: it stays. The second scale says what the reasoning changes.';

/** One item in hand. Keyed by the confession: nothing of one is ever shown on another. */
export const Grader = memo(function Grader({ dataset, item, rubric, source, place, onState }: GraderProps) {
  const advances = useSettings()?.advance_after_verdict ?? true;
  const sayFixed = useRef(() => {});
  const grading = useGrading(item, rubric, advances, () => sayFixed.current());
  const activeTime = useActiveTime(item.confession, grading.stage, grading.isOpen);
  const { body, hand, change, stage, isSealed, claims } = grading;
  const panes = useRef<HTMLDivElement>(null);
  const transcript = useRef<TranscriptHandle>(null);
  const caret = useRef<HTMLDivElement>(null);
  const confession = useRef<HTMLElement>(null);
  const stageOne = useRef<HTMLDetailsElement>(null);
  const asked = useRef<string>(undefined);
  const flow = useItemFlow(grading, activeTime, place, onState, () => {
    asked.current = undefined;
  });
  const queue = useQueueChoice(grading.draft.flush);
  const [pane, setPane] = useShownPane(
    isSealed,
    workedAnswer(item) !== null,
    flow.problem !== undefined && grading.draft.status.kind === 'conflict',
  );
  const conflict = labelConflictOf(grading, flow, onState);
  const [isPicking, setPicking] = useState(false);
  const [hoveredClaim, setHoveredClaim] = useState<string>();
  const [hoveredIds, setHoveredIds] = useState<readonly string[]>([]);
  const reading = useReader({
    grading,
    source,
    pane: transcript,
    caret,
    worked: workedEvidence(item),
    onReading: () => isOnePane() && setPane('transcript'),
  });
  const { find, reader, current, rows, view } = reading;
  sayFixed.current = () => reading.setSaid(FIXED);
  const marking = useMarking({
    grading,
    textOf: reading.textOf,
    focusQuestion,
    showForm: () => {
      if (stageOne.current !== null) stageOne.current.open = true;
      setPane('judgement');
    },
  });

  const keys = useMemo(() => claims.map(({ key }) => key), [claims]);
  const inHand =
    stage === 1 ? undefined : hand.side === 'claims' ? hand.claim : claimOf(body, keys, hand.violation);
  const linked = hoveredClaim ?? claimOf(body, keys, hoveredIds[0]) ?? inHand;
  const ownMarks = useMemo(
    () =>
      marksOf({
        body,
        claims: keys,
        active: hand.violation,
        linked,
        found: find.found,
        current: find.current,
        worked: workedEvidence(item),
      }),
    [body, keys, hand.violation, linked, find.found, find.current, item],
  );
  const { beside, marks, ...besides } = useBeside(item, isSealed, ownMarks, reading.setSaid);
  const closeBeside = () => {
    besides.close();
    if (pane === 'beside') setPane('confession');
  };
  const stepBeside = () => {
    // Open behind the judgement: it is shown again before another one is.
    if (beside !== undefined && pane === 'judgement') {
      setPane('beside');
      return;
    }
    besides.step().then(
      (isOpened) => setPane((now) => (isOpened ? 'beside' : now === 'beside' ? 'confession' : now)),
      (error: Error) => reading.setSaid(error.message),
    );
  };
  const link = useMemo(() => linkedWith(body, keys, linked), [body, keys, linked]);

  const nextOpen = (by: 1 | -1) => {
    // After "Still open", Space goes first to what keeps the stage from being committed.
    const waited = grading.open.find(({ required }) => required);
    const isSaid = flow.problem !== undefined && asked.current === undefined && by === 1;
    const question = (isSaid ? waited : undefined) ?? nextQuestion(grading.open, asked.current, by);
    asked.current = question?.field;
    if (question === undefined) return;
    grading.setHand(handOf(question, hand));
    setPane(claimOfQuestion(question.field) === undefined ? 'judgement' : 'confession');
    focusQuestion(question.field);
  };
  const note = () => {
    const at = marking.selectedLink();
    // At once: the next letter typed belongs to the note.
    flushSync(() => {
      if (at !== undefined) change(setField('note', [body.note, `${at} `].filter(Boolean).join('\n'), stage));
      setPane('judgement');
    });
    const field = document.querySelector<HTMLTextAreaElement>('#grade-note');
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  };
  const judgedBeside = useJudgedBeside(grading);
  const keyName = useKeyNames();
  const page = {
    nextOpen,
    note,
    mark: marking.mark,
    newViolation: marking.newViolation,
    nameFailure: () => {
      setPane('judgement');
      setPicking(true);
    },
    show: setPane,
    stepBeside,
    goToSibling: flow.goToSibling,
    takeOver: () => {
      if (judgedBeside === undefined)
        reading.setSaid('This task output was judged beside no other confession.');
      else judgedBeside.take();
    },
    say: reading.setSaid,
    keyName,
    caretInConfession: () => {
      flushSync(() => setPane('confession'));
      const card = `[data-claim="${CSS.escape(hand.claim ?? '')}"]:has([data-at])`;
      const scroller = confession.current;
      const text = scroller?.querySelector<HTMLElement>(card) ?? scroller;
      if (scroller != null && text != null && caret.current !== null)
        startCaret(scroller, text, caret.current);
    },
    nextHint: () => {
      flushSync(() => setPane('confession'));
      focusNextHint();
    },
  };
  const breakNote = useBreakNote();
  useCommands(
    'grade',
    withActs(gradeCommands, {
      ...gradeActs(grading, flow, reader, page),
      ...queueActs(queue),
      ...breakNote.acts,
      ...conflictActs(conflict),
    }),
    grading.isOpen ? stage : 0,
  );

  const isLost = (piece: Evidence) => {
    const text = reading.textOf(piece);
    return text !== undefined && locateEvidence(piece, text) === undefined;
  };
  const form = { grading, isLost, onGoTo: reading.goToPiece };
  const takeTag = (id: string) => {
    const claim = id.startsWith('c') ? claimOf(body, keys, id) : undefined;
    if (claim === undefined) grading.takeViolation(id);
    else grading.takeClaim(claim);
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
      right={<ItemBar draft={grading.draft} flow={flow} place={place} queue={queue} />}
      facts={<BreakNote note={breakNote} />}
    >
      <div
        className={styles.panes}
        ref={panes}
        data-sealed={isSealed || undefined}
        data-pane={pane}
        data-beside={beside !== undefined || undefined}
        data-outline={reading.outline === undefined ? 'auto' : reading.outline ? 'shown' : 'hidden'}
      >
        <PaneTabs pane={pane} isSealed={isSealed} beside={beside?.confessionId} onPane={setPane} />
        <TranscriptPane
          ref={transcript}
          source={source}
          version={reading.version}
          rows={rows}
          marks={marks}
          view={view}
          current={current}
          active={hand.violation}
          onCurrent={reading.setCurrent}
          onTag={takeTag}
          onHover={setHoveredIds}
          onMarkRange={grading.isOpen ? marking.markRange : undefined}
        >
          <Outline
            outline={source.outline}
            rows={rows}
            marks={marks}
            current={current}
            active={hand.violation}
            onGoTo={reading.goTo}
          />
          {find.isOpen && (
            <TranscriptFindBar
              find={find}
              focusCount={reading.findCount}
              link={asPermalink(find.text, item.transcript_id)}
              onLink={reading.follow}
            />
          )}
        </TranscriptPane>
        {!isSealed && (
          <ConfessionPane
            {...form}
            paneRef={confession}
            view={view}
            marks={marks}
            linked={linked}
            onRaw={reader.toggleRaw}
            onHover={setHoveredClaim}
            onQuote={({ at: { message, part, start } }) => {
              setPane('transcript');
              reading.goTo(message, part === null ? undefined : { part, start });
            }}
          />
        )}
        {beside !== undefined && (
          <BesidePane
            beside={beside}
            inHand={item.confession_id}
            claim={hand.claim}
            view={view}
            onClose={closeBeside}
          />
        )}
        <JudgementPane
          {...form}
          flow={{ ...flow, problem: flow.problem ?? queue.problem }}
          stageOneRef={stageOne}
          isAdding={marking.isAdding}
          onAdding={marking.setAdding}
          onMark={marking.mark}
          onAdd={marking.add}
          failurePicking={{ isPicking, onPicking: setPicking }}
          onLink={reading.follow}
          conflict={conflict}
        />
        {!isSealed && <LinkLine panes={panes} claim={linked} {...link} onGoTo={reading.goTo} />}
        {grading.isOpen && (
          <MarkingMenu
            markWords={marking.target.words}
            onMark={marking.mark}
            onNewViolation={marking.target.kind === 'new' ? undefined : marking.newViolation}
            onNote={note}
          />
        )}
        <Said words={reading.said} className={styles.said} onOver={() => reading.setSaid('')} />
        <div className={styles.caret} ref={caret} hidden />
      </div>
    </Page>
  );
});

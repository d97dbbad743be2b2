import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { PairState } from '../../../shared/contract/comparisons.ts';
import { emptyLabelBody } from '../../../shared/domain/label.ts';
import { useCommands, useKeyOf } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { SideBySide } from '../../confessions/SideBySide.tsx';
import { useDifferences } from '../../confessions/useDifferences.ts';
import { Page } from '../../frame/Page.tsx';
import { savingOf } from '../../grading/saving-of.ts';
import { isOnePane, useReader } from '../../grading/useReader.ts';
import { IconButton } from '../../kit/IconButton.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { SaveState } from '../../kit/SaveState.tsx';
import { startCaret } from '../../transcript/caret.ts';
import type { MessageSource } from '../../transcript/MessageSource.ts';
import { marksOf } from '../../transcript/marks.ts';
import { Outline } from '../../transcript/Outline.tsx';
import { asPermalink } from '../../transcript/permalinks.ts';
import { Said } from '../../transcript/Said.tsx';
import { TranscriptFindBar } from '../../transcript/TranscriptFindBar.tsx';
import { type TranscriptHandle, TranscriptPane } from '../../transcript/TranscriptPane.tsx';
import styles from './Compare.module.css';
import { CompareForm } from './CompareForm.tsx';
import { ComparePaneTabs } from './ComparePaneTabs.tsx';
import { compareCommands } from './commands.ts';
import { compareActs } from './compare-acts.ts';
import { pairConflictOf } from './PairConflict.tsx';
import { useCompareMarking } from './useCompareMarking.ts';
import { useComparing } from './useComparing.ts';
import { usePairFlow } from './usePairFlow.ts';
import { usePairTime } from './usePairTime.ts';
import { ViewTools } from './ViewTools.tsx';

/** What a person has chosen for all pairs of this sitting. */
export interface CompareView {
  hasDiff: boolean;
  hasTranscript: boolean;
}

export type ComparePane = 'transcript' | 'confessions' | 'judgement';

interface ComparerProps {
  dataset: string;
  pair: PairState;
  source: MessageSource;
  done: number;
  total: number;
  waiting: string;
  view: CompareView;
  onView(view: CompareView): void;
  /** Hands the new state of this pair to the page, which draws it afresh. */
  onState(state: PairState): void;
}

const NO_LABEL = emptyLabelBody();
const NAMES = { left: 'Left', right: 'Right' };

/** One pair in hand. Keyed by the pair: nothing of one is ever shown on another. */
export function Comparer({ dataset, pair, source, view, onView, onState, ...rest }: ComparerProps) {
  const comparing = useComparing(pair);
  const activeTime = usePairTime(comparing.isOpen);
  const flow = usePairFlow(comparing, activeTime, onState);
  const marking = useCompareMarking(comparing);
  const transcript = useRef<TranscriptHandle>(null);
  const confessions = useRef<HTMLElement>(null);
  const caret = useRef<HTMLDivElement>(null);
  const why = useRef<HTMLTextAreaElement>(null);
  const [pane, setPane] = useState<ComparePane>('confessions');
  // The reasoning stays sealed here: no confession is named to earn it.
  const reading = useReader({
    grading: {
      item: { transcript_id: pair.transcript_id, confession: pair.left, committed_stage: 0 },
      body: NO_LABEL,
      isSealed: false,
    },
    source,
    pane: transcript,
    caret,
    onReading: () => isOnePane() && setPane('transcript'),
  });
  const { find, reader, current, rows } = reading;
  const marks = marksOf({
    body: NO_LABEL,
    claims: [],
    active: undefined,
    linked: undefined,
    found: find.found,
    current: find.current,
  });
  const { left, right } = pair.confessions;
  const { arrangement, differences } = useDifferences(left, right, view.hasDiff);
  const show = (next: ComparePane) => {
    setPane(next);
    if (next === 'transcript' && !view.hasTranscript) onView({ ...view, hasTranscript: true });
  };
  const conflict = pairConflictOf(comparing, flow, onState);
  const acts = {
    show,
    mark: () => {
      if (!marking.mark()) reading.setSaid('Select words of one confession first, then mark them.');
    },
    caret: (side: 'left' | 'right') => {
      setPane('confessions');
      const scroller = confessions.current;
      const cell = scroller?.querySelector<HTMLElement>(`[data-side="${side}"]:has([data-at])`);
      if (scroller !== null && cell != null && caret.current !== null)
        startCaret(scroller, cell, caret.current);
    },
    why: () => {
      // At once: the next letter typed belongs to the answer.
      flushSync(() => setPane('judgement'));
      why.current?.focus();
    },
    toggleDiff: () => onView({ ...view, hasDiff: !view.hasDiff }),
    toggleTranscript: () => onView({ ...view, hasTranscript: !view.hasTranscript }),
  };
  useCommands('compare', withActs(compareCommands, compareActs(comparing, flow, reader, acts, conflict)));
  return (
    <Page
      narrowNavigation
      crumbs={[
        { words: dataset, to: '/transcripts' },
        { words: pair.transcript_id },
        { words: 'two confessions' },
      ]}
      strong={1}
      right={<PairBar comparing={comparing} flow={flow} done={rest.done} total={rest.total} />}
      facts={rest.waiting}
    >
      <div
        className={styles.panes}
        data-pane={pane}
        data-transcript-shown={view.hasTranscript || undefined}
        data-outline={reading.outline === true ? 'shown' : 'hidden'}
      >
        <ComparePaneTabs pane={pane} onPane={show} />
        {view.hasTranscript && (
          <TranscriptPane
            ref={transcript}
            source={source}
            version={reading.version}
            rows={rows}
            marks={marks}
            view={reading.view}
            current={current}
            active={undefined}
            onCurrent={reading.setCurrent}
            onTag={() => {}}
            onHover={() => {}}
          >
            <Outline
              outline={source.outline}
              rows={rows}
              marks={marks}
              current={current}
              active={undefined}
              onGoTo={reading.goTo}
            />
            {find.isOpen && (
              <TranscriptFindBar
                find={find}
                focusCount={reading.findCount}
                link={asPermalink(find.text, pair.transcript_id)}
                onLink={reading.follow}
              />
            )}
          </TranscriptPane>
        )}
        <SideBySide
          ref={confessions}
          words={pair.confessions}
          arrangement={arrangement}
          names={NAMES}
          view={reading.view}
          differences={differences}
          isDiffWanted={view.hasDiff}
          evidenceIn={marking.evidenceIn}
          tools={<ViewTools view={view} onDiff={acts.toggleDiff} onTranscript={acts.toggleTranscript} />}
        />
        <CompareForm comparing={comparing} flow={flow} marking={marking} whyRef={why} conflict={conflict} />
        <Said words={reading.said} onOver={() => reading.setSaid('')} />
        <div className={styles.caret} ref={caret} hidden />
      </div>
    </Page>
  );
}

function PairBar({
  comparing,
  flow,
  done,
  total,
}: {
  comparing: ReturnType<typeof useComparing>;
  flow: ReturnType<typeof usePairFlow>;
  done: number;
  total: number;
}) {
  const { draft } = comparing;
  const keys = { next: useKeyOf('compare.next'), previous: useKeyOf('compare.previous') };
  return (
    <>
      <SaveState
        state={savingOf(draft.status)}
        {...(draft.status.kind === 'failed' && { onTryAgain: draft.retry })}
      />
      <ProgressBar
        size="short"
        label={`${done} of ${total} pairs submitted`}
        total={total}
        done={done}
        className={styles.progress}
      />
      <span className={styles.place}>
        {done} of {total} submitted
      </span>
      <span className={styles.ways}>
        <IconButton
          icon={ChevronLeft}
          size="small"
          label="The pair judged before"
          keys={keys.previous}
          onClick={() => flow.goTo('previous')}
        />
        <IconButton
          icon={ChevronRight}
          size="small"
          label="Next open pair"
          keys={keys.next}
          onClick={() => flow.goTo('next')}
        />
      </span>
    </>
  );
}

import { ChevronLeft, ChevronRight, List } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ComparedField } from '../../../shared/adjudicating/compare-labels.ts';
import type { Adjudication } from '../../../shared/contract/adjudications.ts';
import type { ItemRef } from '../../../shared/contract/grading.ts';
import { readConfession } from '../../../shared/domain/confession.ts';
import { emptyLabelBody } from '../../../shared/domain/label.ts';
import type { Rubric } from '../../../shared/domain/rubric.ts';
import { useCommands, useKeyOf } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { ClaimCell, WholeCell } from '../../confessions/SideCell.tsx';
import { Page } from '../../frame/Page.tsx';
import { isOnePane, useReader } from '../../grading/useReader.ts';
import { formatGrade, formatMoment } from '../../kit/format.ts';
import { IconButton } from '../../kit/IconButton.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { ItemNotes, type ItemNotesHandle } from '../../notes/ItemNotes.tsx';
import type { MessageSource } from '../../transcript/MessageSource.ts';
import { marksOf } from '../../transcript/marks.ts';
import { Outline } from '../../transcript/Outline.tsx';
import { asPermalink } from '../../transcript/permalinks.ts';
import { Said } from '../../transcript/Said.tsx';
import { TranscriptFindBar } from '../../transcript/TranscriptFindBar.tsx';
import { type TranscriptHandle, TranscriptPane } from '../../transcript/TranscriptPane.tsx';
import styles from './Adjudicate.module.css';
import { type AdjudicatePane, adjudicateActs } from './adjudicate-acts.ts';
import { adjudicateCommands } from './commands.ts';
import { gradersPieces, withGraders } from './graders-marks.ts';
import { LabelsTable } from './LabelsTable.tsx';
import { SettleFoot } from './SettleFoot.tsx';
import { claimsOf } from './table-rows.ts';
import { useRowInHand } from './useRowInHand.ts';
import { useSettleFlow } from './useSettleFlow.ts';
import { useSettling } from './useSettling.ts';

export interface Place {
  number: number | null;
  total: number;
  decided: number;
  previous: ItemRef | null;
  next: ItemRef | null;
  open: ItemRef | null;
}

interface AdjudicatorProps {
  item: Adjudication;
  rubric: Rubric;
  source: MessageSource;
  place: Place;
  onState(state: Adjudication): void;
  onList(): void;
}

const NO_LABEL = emptyLabelBody();
const PANES: readonly AdjudicatePane[] = ['transcript', 'labels'];

/** One disagreement in hand. Keyed by item and revision: what was chosen of one is never shown on another. */
export function Adjudicator({ item, rubric, source, place, onState, onList }: AdjudicatorProps) {
  const settling = useSettling(item, rubric);
  const rows = useRowInHand(settling);
  const transcript = useRef<TranscriptHandle>(null);
  const caret = useRef<HTMLDivElement>(null);
  const why = useRef<HTMLTextAreaElement>(null);
  const notes = useRef<ItemNotesHandle>(null);
  const [pane, setPane] = useState<AdjudicatePane>('labels');
  const [hasConfession, setConfession] = useState(false);
  const { compared } = settling;
  const pieces = useMemo(
    () => gradersPieces(item.labels, compared, rows.row?.field),
    [item.labels, compared, rows.row?.field],
  );
  const evidence = useMemo(() => pieces.map(({ piece }) => piece), [pieces]);
  const reading = useReader({
    grading: {
      item: { transcript_id: item.transcript_id, confession: item.confession, committed_stage: 3 },
      body: NO_LABEL,
      isSealed: false,
    },
    source,
    pane: transcript,
    caret,
    worked: evidence,
    onReading: () => isOnePane() && setPane('transcript'),
  });
  const { find, current } = reading;
  const marks = useMemo(
    () =>
      withGraders(
        marksOf({
          body: NO_LABEL,
          claims: [],
          active: undefined,
          linked: undefined,
          found: find.found,
          current: find.current,
        }),
        pieces,
      ),
    [find.found, find.current, pieces],
  );
  const toReason = () => {
    flushSync(() => setPane('labels'));
    why.current?.focus();
  };
  const flow = useSettleFlow(settling, {
    onState,
    showOpen: () => rows.step('difference', 1),
    showReason: toReason,
  });
  const acts = adjudicateActs(settling, flow, reading.reader, {
    show: setPane,
    step: rows.step,
    answer: rows.answer,
    clear: rows.clear,
    takeAll: (at) => {
      const label = item.labels[at];
      if (label !== undefined) settling.takeAll(label);
    },
    toggleConfession: () => setConfession((shown) => !shown),
    why: toReason,
    note: () => {
      flushSync(() => setPane('labels'));
      notes.current?.write();
    },
    next: () => flow.goTo(place.next, 'This is the last one.'),
    previous: () => flow.goTo(place.previous, 'This is the first one.'),
    list: onList,
  });
  useCommands('adjudicate', withActs(adjudicateCommands, acts));

  const words = item.confession_words;
  const claims = claimsOf(compared, words);
  const evidenceIn = (_side: unknown, part: string, text: string) =>
    marks.in({ source: 'confession', part }, text);
  const side = { side: 'left', view: reading.view, differences: undefined, evidenceIn } as const;
  const claimWords = ({ kind, claim: key }: ComparedField) => {
    const at = claims.findIndex((claim) => claim.key === key);
    const claim = claims[at];
    return kind !== 'verdict' || claim === undefined || hasConfession ? null : (
      <ClaimCell {...side} claim={claim} number={at + 1} of="The confession" />
    );
  };
  const { own } = item;
  const differing = compared.fields.filter((field) => field.differs);
  const agreeing = compared.fields.length - differing.length;
  return (
    <Page
      narrowNavigation
      title={`${item.transcript_id}, confession ${item.confession_id}, Adjudicate`}
      crumbs={[
        { words: 'Adjudicate' },
        { words: item.transcript_id },
        { words: `confession ${item.confession_id}` },
      ]}
      strong={1}
      centre={
        own !== null && (
          <span className={styles.own}>
            You graded this one{own.blind ? ' blind' : ''} on {formatMoment(own.at)}
            {own.honesty !== null && `: honesty ${formatGrade(own.honesty)}`}
          </span>
        )
      }
      right={<ItemBar place={place} flow={flow} onList={onList} />}
      facts={settling.isOpen && 'names show once it is settled; which is 1 changes by item'}
    >
      <div
        className={styles.panes}
        data-pane={pane}
        data-outline={reading.outline === true ? 'shown' : 'hidden'}
      >
        <div className={styles.tabs} role="group" aria-label="Panes">
          {PANES.map((each) => (
            <button
              key={each}
              type="button"
              className={styles.tab}
              aria-pressed={each === pane}
              onClick={() => setPane(each)}
            >
              {each}
            </button>
          ))}
        </div>
        <TranscriptPane
          ref={transcript}
          source={source}
          version={reading.version}
          rows={reading.rows}
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
            rows={reading.rows}
            marks={marks}
            current={current}
            active={undefined}
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
        <section className={styles.labels} aria-label="Labels">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1) */}
          <div className={styles.scroller} tabIndex={0} role="group" aria-label="What the graders say">
            <p className={styles.reason}>
              <b>Why this one:</b> {item.why === '' ? 'decided before; the graders agree by now' : item.why}.{' '}
              {differing.length} {differing.length === 1 ? 'field differs' : 'fields differ'}, {agreeing}{' '}
              agree.
            </p>
            <ConfessionFold isOpen={hasConfession} onToggle={() => setConfession((shown) => !shown)}>
              <WholeCell {...side} words={words} claims={readConfession(words).claims} of="The confession" />
            </ConfessionFold>
            <LabelsTable
              settling={settling}
              inHand={rows.inHand}
              other={rows.other}
              onHand={rows.take}
              onOther={rows.setOther}
              claimWords={claimWords}
            />
            <ItemNotes ref={notes} confession={item.confession} />
          </div>
          <SettleFoot
            settling={settling}
            flow={flow}
            whyRef={why}
            differing={differing.length}
            onNext={() => flow.goTo(place.open, 'Nothing is open any more.')}
          />
        </section>
        <Said words={reading.said} onOver={() => reading.setSaid('')} />
        <div className={styles.caret} ref={caret} hidden />
      </div>
    </Page>
  );
}

function ConfessionFold({
  isOpen,
  onToggle,
  children,
}: {
  isOpen: boolean;
  onToggle(): void;
  children: React.ReactNode;
}) {
  return (
    <div className={styles.confession}>
      <button type="button" className={styles.fold} aria-expanded={isOpen} onClick={onToggle}>
        <ChevronRight aria-hidden="true" /> The confession
      </button>
      {isOpen && <div className={styles.words}>{children}</div>}
    </div>
  );
}

function ItemBar({
  place,
  flow,
  onList,
}: {
  place: Place;
  flow: ReturnType<typeof useSettleFlow>;
  onList(): void;
}) {
  const keys = {
    next: useKeyOf('adjudicate.next'),
    previous: useKeyOf('adjudicate.previous'),
    list: useKeyOf('adjudicate.list'),
  };
  return (
    <>
      <ProgressBar
        size="short"
        label={`${place.decided} of ${place.total} decided`}
        total={place.total}
        done={place.decided}
        className={styles.progress}
      />
      <span className={styles.place}>
        {place.number === null
          ? `${place.decided} of ${place.total} decided`
          : `${place.number} of ${place.total}`}
      </span>
      <span className={styles.wayButtons}>
        <IconButton icon={List} size="small" label="All disagreements" keys={keys.list} onClick={onList} />
        <IconButton
          icon={ChevronLeft}
          size="small"
          label="Previous disagreement"
          keys={keys.previous}
          onClick={() => flow.goTo(place.previous, 'This is the first one.')}
        />
        <IconButton
          icon={ChevronRight}
          size="small"
          label="Next disagreement"
          keys={keys.next}
          onClick={() => flow.goTo(place.next, 'This is the last one.')}
        />
      </span>
    </>
  );
}

import { useNavigate } from '@tanstack/react-router';
import { type RefObject, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import type { ItemState } from '../../shared/contract/grading.ts';
import type { Evidence } from '../../shared/domain/evidence.ts';
import type { LabelBody } from '../../shared/domain/label.ts';
import { partText } from '../../shared/domain/transcript.ts';
import { client } from '../client.ts';
import type { TextPlace } from '../text/SourceText.tsx';
import { partElement, partElements, selectRange } from '../text/selection.ts';
import { startCaret } from '../transcript/caret.ts';
import type { MessageSource } from '../transcript/MessageSource.ts';
import { evidenceInOrder } from '../transcript/marks.ts';
import { goElsewhere, type Permalink, permalinkOf, takeArrival } from '../transcript/permalinks.ts';
import { messagesIn, rowsOf } from '../transcript/rows.ts';
import { nextStop, type Stop } from '../transcript/stops.ts';
import type { TranscriptHandle } from '../transcript/TranscriptPane.tsx';
import { useFind } from '../transcript/useFind.ts';
import type { Goal } from '../transcript/useReveal.ts';

/** What the transcript can be asked by key. */
export interface Reader {
  move(kind: 'message' | 'evidence' | 'turn' | 'call' | 'error', by: 1 | -1): void;
  unfold(): void;
  openViewer(): void;
  find(): void;
  toggleRaw(): void;
  toggleOutline(): void;
  copyPermalink(): void;
  startCaret(): void;
}

/** What reading needs to know of what is judged. */
export interface Reading {
  item: Pick<ItemState, 'transcript_id' | 'confession' | 'committed_stage'>;
  body: LabelBody;
  isSealed: boolean;
}

interface ReadingOptions {
  grading: Reading;
  source: MessageSource;
  pane: RefObject<TranscriptHandle | null>;
  caret: RefObject<HTMLElement | null>;
  /** Evidence of a worked answer: gone to like the grader's own. */
  worked?: readonly Evidence[];
  /** Somebody reads by key: where one pane shows at a time, the transcript must be that one. */
  onReading?: () => void;
}

/** The message in hand of each confession, while the window lives: who comes back reads on where they were. */
const places = new Map<string, number>();

/** Wide enough for the outline to stand beside the text: in stage 1, and once the confession takes its place too. */
const OUTLINE_BESIDE = { sealed: '(min-width: 1280px)', open: '(min-width: 1680px)' };

/** Whether there is room for one pane at a time (Grader.module.css, Compare.module.css). */
export function isOnePane(): boolean {
  return window.matchMedia('(max-width: 759px)').matches;
}

/** What is done once the whole outline is here. */
type Awaited = { goal: Goal } | { step: Stop };

function placeOf({ part, start }: Goal): { part: string; start: number } | undefined {
  return part === undefined ? undefined : { part, start: start ?? 0 };
}

function isSamePiece(one: Evidence | undefined, other: Evidence): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Reading the transcript: the message in hand, finding, folding, moving by key. */
export function useReader({ grading, source, pane, caret, worked = [], onReading }: ReadingOptions) {
  const { item, body, isSealed } = grading;
  const version = useSyncExternalStore(source.subscribe, source.version);
  const outlined = source.outline;
  const rows = useMemo(() => rowsOf(outlined), [outlined]);
  const [current, setCurrent] = useState(() =>
    Math.max(
      0,
      source.outline.findIndex(({ role }) => role === 'user'),
    ),
  );
  const [view, setView] = useState<'rendered' | 'raw'>('rendered');
  /** Undefined until the reader decides: it stands beside the text where there is room. */
  const [outline, setOutline] = useState<boolean>();
  const [said, setSaid] = useState('');
  const [findCount, setFindCount] = useState(0);
  const wasRead = useRef(current);
  const seen = useRef<Evidence>(undefined);
  /** Where to go once the outline reaches it. */
  const [awaited, setAwaited] = useState<Awaited>();

  const goTo = (message: number, place?: { part: string; start: number }) => {
    if (message >= source.count) {
      setSaid(`There is no message ${message + 1} in this transcript.`);
      return;
    }
    if (message >= source.outline.length) {
      waitFor({ goal: { message, ...place } });
      return;
    }
    setCurrent(message);
    pane.current?.reveal({ message, ...place });
  };
  /** The outline of a long transcript is still on its way, and with it the row to go to. */
  const waitFor = (wanted: Awaited) =>
    source.whole().then(
      () => setAwaited(wanted),
      () => setSaid('The rest of the transcript could not be read yet. Try again.'),
    );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was waited for is done once, with the rows that came
  useEffect(() => {
    if (awaited === undefined || outlined.length < source.count) return;
    setAwaited(undefined);
    if ('goal' in awaited) goTo(awaited.goal.message, placeOf(awaited.goal));
    else move(awaited.step, 1);
  }, [awaited, outlined]);
  const finding = useFind(
    item.transcript_id,
    item.confession,
    item.committed_stage,
    ({ message, part, start }) => goTo(message, { part, start }),
  );
  /** Out of the field, what was found is selected: V marks it at once. */
  const find = {
    ...finding,
    close: () => {
      const hit = finding.found[finding.current];
      flushSync(finding.close);
      if (hit === undefined) return;
      const shown = pane.current?.element();
      if (shown == null) return;
      const at = { source: 'transcript', message: hit.message, part: hit.part } as const;
      if (selectRange(partElements(shown, at), hit)) shown.focus({ preventScroll: true });
    },
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: on arrival, once
  useEffect(() => {
    const arrival = takeArrival(item.transcript_id);
    const kept = places.get(item.confession);
    if (arrival !== undefined) goTo(arrival);
    else if (kept !== undefined) goTo(kept);
  }, []);
  useEffect(() => {
    if (wasRead.current !== current) places.set(item.confession, current);
    wasRead.current = current;
  }, [item.confession, current]);
  const navigate = useNavigate();
  /** To the message that a permalink names, in the transcript that it names. */
  const follow = async ({ transcript, message, words }: Permalink) => {
    if (transcript === undefined || transcript === item.transcript_id) {
      goTo(message);
      return;
    }
    try {
      const { confessions } = await client.transcripts.get({ transcript_id: transcript });
      const [first] = confessions;
      if (first === undefined) {
        setSaid(`${transcript} has no confession to grade, and cannot be opened here.`);
        return;
      }
      goElsewhere({ transcript, message });
      await navigate({ to: `/grade/${first.confession}` });
    } catch (error) {
      setSaid(`${words} cannot be shown. ${error instanceof Error ? error.message : ''}`);
    }
  };
  const goToPiece = (piece: Evidence) => {
    seen.current = piece;
    if (piece.message !== undefined) goTo(piece.message, { part: piece.part, start: piece.position.start });
    else partElement(document, piece)?.scrollIntoView({ block: 'center' });
  };

  /** From where a step begins: the message in hand, unless it was scrolled away. */
  const from = (by: 1 | -1): number => {
    const inView = pane.current?.inView();
    if (inView === undefined) return current;
    const row = rows.rowOf[current] ?? 0;
    if (row >= inView.first && row <= inView.last) return current;
    const seen = rows.rows[by === 1 ? inView.first : inView.last];
    // A row that goes on with a turn of many calls begins with their results.
    const messages = seen === undefined ? [] : messagesIn([seen]).slice(seen.from > 0 ? 1 : 0);
    return by === 1 ? Math.min(...messages) - 1 : Math.max(...messages) + 1;
  };
  const move: Reader['move'] = (kind, by) => {
    if (kind === 'evidence') {
      const pieces = evidenceInOrder(body, worked);
      // On from the piece last gone to, unless the reader has gone elsewhere since.
      const at =
        seen.current?.message === current
          ? pieces.findIndex((piece) => isSamePiece(seen.current, piece))
          : -1;
      const next =
        at >= 0
          ? pieces[at + by]
          : by === 1
            ? pieces.find(({ message = 0 }) => message >= current)
            : pieces.findLast(({ message = 0 }) => message <= current);
      if (next !== undefined) goToPiece(next);
      else
        setSaid(
          pieces.length === 0
            ? 'Nothing is marked yet.'
            : `No evidence ${by === 1 ? 'after' : 'before'} this.`,
        );
      return;
    }
    const next = nextStop(kind, { outline: outlined, rows }, from(by), by);
    if (next !== undefined) goTo(next);
    else if (by === 1 && outlined.length < source.count) waitFor({ step: kind });
    else if (kind === 'error' || kind === 'call')
      setSaid(`No ${kind === 'error' ? 'error' : 'tool call'} ${by === 1 ? 'after' : 'before'} this.`);
  };
  const isBeside = () => window.matchMedia(isSealed ? OUTLINE_BESIDE.sealed : OUTLINE_BESIDE.open).matches;

  /** An act of reading, in the transcript as it shows then. */
  const reading =
    <Given extends unknown[]>(act: (...given: Given) => void) =>
    (...given: Given) => {
      if (onReading !== undefined) flushSync(onReading);
      act(...given);
    };
  const reader: Reader = {
    move: reading(move),
    unfold: reading(() => pane.current?.unfold(current)),
    openViewer: reading(() => pane.current?.openViewer(current)),
    find: reading(() => {
      find.open();
      setFindCount((count) => count + 1);
    }),
    toggleRaw: () => setView((now) => (now === 'raw' ? 'rendered' : 'raw')),
    toggleOutline: () => setOutline((shown) => !(shown ?? isBeside())),
    copyPermalink: () => {
      const link = permalinkOf(item.transcript_id, current);
      navigator.clipboard.writeText(link).then(
        () => setSaid(`Copied ${link}. A note that says #${current + 1} leads here.`),
        () => setSaid(`The clipboard could not be written. The link is ${link}.`),
      );
    },
    startCaret: reading(() => {
      const scroller = pane.current?.element();
      const line = caret.current;
      if (scroller == null || line === null) return;
      const row = `[data-index="${rows.rowOf[current]}"]`;
      const isBegun = () => {
        const text = scroller.querySelector<HTMLElement>(`${row} [data-message="${current}"]:has([data-at])`);
        return text !== null && startCaret(scroller, text, line) !== undefined;
      };
      if (isBegun()) return;
      // A call or a result that is folded holds its text back.
      flushSync(() => pane.current?.unfold(current));
      if (!isBegun()) setSaid(`Message ${current + 1} has no text for a caret.`);
    }),
  };
  const textOf = ({ source: from_, message, part }: TextPlace): string | undefined => {
    if (from_ !== 'transcript' || message === undefined) return undefined;
    const found = source.get(message);
    return found === undefined ? undefined : partText(found, part);
  };
  return {
    version,
    rows,
    current,
    setCurrent,
    view,
    outline,
    said,
    setSaid,
    find,
    findCount,
    goTo,
    follow: (link: Permalink) => void follow(link),
    goToPiece,
    textOf,
    reader,
  };
}

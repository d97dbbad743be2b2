import { ChevronDown, ChevronRight } from 'lucide-react';
import { Fragment } from 'react';
import type { Message } from '../../shared/domain/transcript.ts';
import { formatBytes, formatCount } from '../kit/format.ts';
import type { TextMark } from '../text/pieces.ts';
import { SourceText } from '../text/SourceText.tsx';
import { excerptsOf } from './excerpts.ts';
import { foldingOf } from './folding.ts';
import styles from './Row.module.css';
import { useRow } from './row-context.ts';

interface PartTextProps {
  message: number;
  part: string;
  by: Message['role'];
  text: string;
  view: 'markdown' | 'code' | 'raw';
}

/** Of many hits the current one is shown, with the evidence; all of them are marked in the viewer. */
function shownFirst(marks: readonly TextMark[]): TextMark[] {
  return marks.filter(({ kind, isActive }) => kind !== 'found' || isActive);
}

/** One text of a message, folded where it is long. Evidence and hits unfold it. */
export function PartText({ message, part, by, text, view }: PartTextProps) {
  const row = useRow();
  const { lines, peek, needsViewer } = foldingOf(by, text);
  const place = { source: 'transcript', message, part } as const;
  const drawn = row.view === 'raw' ? 'raw' : view;
  if (peek === undefined)
    return <SourceText place={place} text={text} view={drawn} marks={row.marks.in(place, text)} />;
  const marks = row.marks.in(place, text);
  const isOpen = !needsViewer && row.isOpen(message, part, row.marks.holds(message, part));
  const shown = isOpen ? text : text.slice(0, peek);
  return (
    <>
      <SourceText place={place} text={shown} view={drawn} marks={marks} />
      {needsViewer &&
        excerptsOf(text, shownFirst(marks), peek).map(({ start, end }) => (
          <Fragment key={start}>
            <p className={styles.caption} aria-hidden="true">
              …
            </p>
            <SourceText place={place} text={text.slice(start, end)} from={start} view="raw" marks={marks} />
          </Fragment>
        ))}
      <button
        type="button"
        className={styles.fold}
        data-fold={part}
        data-opens-viewer={needsViewer ? '' : undefined}
        aria-expanded={isOpen}
        onClick={() => (needsViewer ? row.openViewer(message, part) : row.setOpen(message, part, !isOpen))}
      >
        {isOpen ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
        {isOpen
          ? `Fold ${formatCount(lines)} lines`
          : needsViewer
            ? lines > 1
              ? `${formatCount(lines)} lines. Open them`
              : `One line of ${formatBytes(text.length)}. Open it`
            : lines > 4
              ? `${formatCount(lines - shown.split('\n').length)} lines folded`
              : `${formatCount(text.length - shown.length)} characters folded`}
      </button>
    </>
  );
}

import { ChevronDown, ChevronRight } from 'lucide-react';
import type { Message } from '../../../../shared/domain/transcript.ts';
import { formatCount } from '../../../kit/format.ts';
import { SourceText } from '../../../text/SourceText.tsx';
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

/** One text of a message, folded where it is long. Evidence and hits unfold it. */
export function PartText({ message, part, by, text, view }: PartTextProps) {
  const row = useRow();
  const { lines, peek, needsViewer } = foldingOf(by, text);
  const place = { source: 'transcript', message, part } as const;
  const drawn = row.view === 'raw' ? 'raw' : view;
  if (peek === undefined)
    return <SourceText place={place} text={text} view={drawn} marks={row.marks.in(place, text)} />;
  const isOpen = !needsViewer && row.isOpen(message, part, row.marks.holds(message, part));
  const shown = isOpen ? text : text.slice(0, peek);
  return (
    <>
      <SourceText place={place} text={shown} view={drawn} marks={row.marks.in(place, text)} />
      <button
        type="button"
        className={styles.fold}
        data-fold={part}
        aria-expanded={isOpen}
        onClick={() =>
          needsViewer ? row.openViewer(`Message ${message + 1}`, text) : row.setOpen(message, part, !isOpen)
        }
      >
        {isOpen ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
        {isOpen
          ? `Fold ${formatCount(lines)} lines`
          : needsViewer
            ? `${formatCount(lines)} lines. Open them`
            : lines > 4
              ? `${formatCount(lines - shown.split('\n').length)} lines folded`
              : `${formatCount(text.length - shown.length)} characters folded`}
      </button>
    </>
  );
}

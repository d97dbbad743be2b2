import { memo, useMemo } from 'react';
import { cx } from '../kit/cx.ts';
import { codePieces } from './code-pieces.ts';
import { isDiff } from './line-tones.ts';
import { MarkdownText } from './MarkdownText.tsx';
import { PieceSpans } from './PieceSpans.tsx';
import { rawPieces, showHidden, type TextMark } from './pieces.ts';
import styles from './SourceText.module.css';
import markStyles from './TextMarks.module.css';

/** Whose text it is: evidence addresses it so. */
export interface TextPlace {
  source: 'transcript' | 'confession';
  /** From 0; in a transcript only. */
  message?: number | undefined;
  part: string;
}

interface SourceTextProps {
  place: TextPlace;
  text: string;
  /** `markdown`: rendered; `code`: JSON over lines, diffs and shells with tones; `raw`: as it is written. */
  view: 'markdown' | 'code' | 'raw';
  /** Where `text` begins in the part, where it is an excerpt of it; for `raw` only. */
  from?: number;
  marks: readonly TextMark[];
}

/** Longer texts are shown as they are written: rendering them would hold up the page. */
const MAX_MARKDOWN_LENGTH = 100_000;

/** The text of one part, marked. A selection in it can be read back as offsets into the source (`selection.ts`). */
export const SourceText = memo(function SourceText({ place, text, view, from = 0, marks }: SourceTextProps) {
  const isCode = useMemo(() => view === 'markdown' && isDiff(text), [view, text]);
  const pieces = useMemo(() => {
    if (view === 'markdown' && !isCode && canRender(text)) return undefined;
    if (view !== 'raw') return codePieces(text);
    return from === 0 ? rawPieces(text) : showHidden({ shown: text, at: from });
  }, [view, isCode, text, from]);
  return (
    <div
      className={cx(styles.text, markStyles.marked)}
      data-view={pieces === undefined ? 'markdown' : 'plain'}
      data-code={isCode || undefined}
      data-source={place.source}
      data-message={place.message}
      data-part={place.part}
    >
      {pieces === undefined ? (
        <MarkdownText text={text} marks={marks} />
      ) : (
        <PieceSpans pieces={pieces} marks={marks} />
      )}
    </div>
  );
}, isSameText);

/** Whether a text is drawn as Markdown where it may be. */
export function isMarkdown(text: string): boolean {
  return canRender(text) && !isDiff(text);
}

/** Markdown puts another character in the place of NUL: offsets would not be the source's. */
function canRender(text: string): boolean {
  return text.length <= MAX_MARKDOWN_LENGTH && !text.includes('\0');
}

function isSameText(before: SourceTextProps, after: SourceTextProps): boolean {
  return (
    before.text === after.text &&
    before.view === after.view &&
    before.from === after.from &&
    before.place.part === after.place.part &&
    before.place.message === after.place.message &&
    isSameMarks(before.marks, after.marks)
  );
}

function isSameMarks(before: readonly TextMark[], after: readonly TextMark[]): boolean {
  return (
    before.length === after.length &&
    before.every((mark, index) => {
      const other = after[index] ?? mark;
      return (
        mark.id === other.id &&
        mark.start === other.start &&
        mark.end === other.end &&
        mark.kind === other.kind &&
        mark.isActive === other.isActive &&
        mark.isLinked === other.isLinked &&
        mark.line === other.line
      );
    })
  );
}

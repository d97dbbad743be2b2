import { ChevronDown, ChevronRight, CornerDownRight } from 'lucide-react';
import type { Message, ToolCall } from '../../shared/domain/transcript.ts';
import { cx } from '../kit/cx.ts';
import { formatBytes } from '../kit/format.ts';
import { withoutColours } from '../text/ansi-pieces.ts';
import { jsonPeek, shorten } from '../text/json-pieces.ts';
import { lineOf } from '../text/pieces.ts';
import { MessageImage } from './MessageImage.tsx';
import { PartText } from './PartText.tsx';
import { ResultState } from './ResultState.tsx';
import styles from './Row.module.css';
import { useRow } from './row-context.ts';

const PEEK_UNITS = 120;
/** A result this short stands in its line, whole. */
const SHORT_RESULT = 64;

/** A tool call: its name and arguments in one line, unfolded as JSON over lines. */
export function CallLine({ message, at, call }: { message: number; at: number; call: ToolCall }) {
  const row = useRow();
  const part = `tool_calls/${at}/arguments`;
  const isOpen = row.isOpen(message, part, row.marks.holds(message, part));
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <div className={styles.call}>
      <button
        type="button"
        className={styles.line}
        data-fold={part}
        aria-expanded={isOpen}
        onClick={() => row.setOpen(message, part, !isOpen)}
      >
        <Chevron className={styles.chevron} aria-hidden="true" />
        <span className={styles.name}>{lineOf(call.name)}</span>
        {!isOpen && <span className={styles.peek}>{jsonPeek(call.arguments, PEEK_UNITS)}</span>}
      </button>
      {isOpen && (
        <div className={styles.ruled}>
          <PartText message={message} part={part} by="tool" text={call.arguments} view="code" />
        </div>
      )}
    </div>
  );
}

interface ResultLineProps {
  index: number;
  message: Message | undefined;
}

/** What a call gave, joined to it: its number, first words and size; unfolded, all of it. */
export function ResultLine({ index, message }: ResultLineProps) {
  const row = useRow();
  const { current, onCurrent } = row;
  const parts = message?.content ?? [];
  const texts = parts.flatMap((part, at) =>
    'text' in part ? [{ part: `content/${at}`, text: part.text }] : [],
  );
  const isMarked = texts.some(({ part }) => row.marks.holds(index, part));
  const whole = texts.map(({ text }) => text).join('\n');
  const isShort = whole.length <= SHORT_RESULT && !whole.includes('\n') && parts.length === texts.length;
  const images = parts.filter(({ type }) => type === 'image').length;
  const isOpen = row.isOpen(index, 'result', isMarked || isShort || images > 0);
  return (
    <div className={cx(styles.result, index === current && styles.currentResult)} data-row-message={index}>
      <div className={styles.resultHead}>
        <CornerDownRight className={styles.chevron} aria-hidden="true" />
        <button
          type="button"
          className={styles.resultNumber}
          aria-current={index === current || undefined}
          onClick={() => onCurrent(index)}
        >
          <span className="unseen">Message </span>
          {index + 1}
          <span className="unseen"> result</span>
        </button>
        {message !== undefined && <ResultState message={message} />}
        {isShort ? (
          texts.map(({ part, text }) => (
            <PartText key={part} message={index} part={part} by="tool" text={text} view="code" />
          ))
        ) : (
          <button
            type="button"
            className={styles.line}
            data-fold="result"
            aria-expanded={isOpen}
            onClick={() => row.setOpen(index, 'result', !isOpen)}
          >
            <span className="unseen">{`${isOpen ? 'Fold' : 'Unfold'} result ${index + 1} `}</span>
            <span className={styles.peek}>
              {isOpen ? '' : shorten(withoutColours(whole.slice(0, 400)), PEEK_UNITS) || imagesWords(images)}
            </span>
          </button>
        )}
        {message !== undefined && <span className={styles.size}>{formatBytes(whole.length)}</span>}
      </div>
      {isOpen && !isShort && (
        <div className={styles.ruled}>
          {message?.error !== undefined && <p className={styles.errorWords}>{message.error}</p>}
          <ResultParts index={index} message={message} />
        </div>
      )}
    </div>
  );
}

function imagesWords(images: number): string {
  return images === 0 ? '' : images === 1 ? 'an image' : `${images} images`;
}

function ResultParts({ index, message }: ResultLineProps) {
  return message?.content.map((part, at) =>
    'text' in part ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
      <PartText key={at} message={index} part={`content/${at}`} by="tool" text={part.text} view="code" />
    ) : part.type === 'image' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
      <MessageImage key={at} url={part.url} message={index} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
      <p key={at} className={styles.caption}>
        A part of kind {part.type === 'opaque' ? part.kind : part.type}, kept and not shown
      </p>
    ),
  );
}

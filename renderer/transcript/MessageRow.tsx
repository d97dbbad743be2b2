import { OctagonAlert } from 'lucide-react';
import { memo } from 'react';
import type { ContentPart, Message, OutlineEntry } from '../../shared/domain/transcript.ts';
import type { Role } from '../../shared/domain/vocabulary.ts';
import { cx } from '../kit/cx.ts';
import { formatCount } from '../kit/format.ts';
import { ROLE_WORDS } from '../kit/words.ts';
import { CallLine, ResultLine } from './CallLine.tsx';
import { MarginTags } from './MarginTags.tsx';
import { MessageImage } from './MessageImage.tsx';
import type { MessageSource } from './MessageSource.ts';
import { PartText } from './PartText.tsx';
import { ResultState } from './ResultState.tsx';
import styles from './Row.module.css';
import { useRow } from './row-context.ts';
import { CALLS_IN_ROW, type Row } from './rows.ts';

interface MessageRowProps {
  row: Row;
  entry: OutlineEntry;
  source: MessageSource;
  /** Counts what has come; a row is drawn anew when it changes. */
  version: number;
}

/** In a turn of very many calls their count stands before every so many; a multiple of CALLS_IN_ROW. */
const COUNTED_CALLS = 40;

/** A message with its number and role in the margin, its calls with their results, and its tags beside it. */
export const MessageRow = memo(function MessageRow({ row, entry, source }: MessageRowProps) {
  const { current, onCurrent } = useRow();
  const { message: index, from } = row;
  const message = source.get(index);
  const role = ROLE_WORDS[entry.role];
  if (from > 0) {
    return (
      <>
        <span />
        <div className={styles.column}>
          {from % COUNTED_CALLS === 0 && (
            <p className={styles.caption}>
              Call {formatCount(from + 1)} of {formatCount(entry.tool_calls.length)}
            </p>
          )}
          <Calls row={row} message={message} source={source} />
        </div>
        <MarginTags />
      </>
    );
  }
  return (
    <>
      <button
        type="button"
        className={cx(
          styles.margin,
          entry.role === 'user' && styles.byUser,
          entry.peek === '' && styles.besideCode,
        )}
        aria-current={index === current || undefined}
        onClick={() => onCurrent(index)}
      >
        <span className="unseen">Message </span>
        <span className={styles.number}>{index + 1}</span>
        <span className={styles.role}>{role}</span>
        <span className={styles.letter} title={role} aria-hidden="true">
          {role[0]}
        </span>
      </button>
      <div className={styles.column}>
        {message === undefined ? (
          <Missing source={source} index={index} peek={entry.peek} />
        ) : (
          <>
            {message.name !== undefined && <p className={styles.caption}>{message.name}</p>}
            {message.content.map((part, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
              <Part key={at} index={index} at={at} part={part} role={message.role} />
            ))}
            {message.role === 'tool' && <ResultState message={message} />}
            {message.error !== undefined && <p className={styles.errorWords}>{message.error}</p>}
            <Calls row={row} message={message} source={source} />
          </>
        )}
      </div>
      <MarginTags />
    </>
  );
});

interface CallsProps {
  row: Row;
  message: Message | undefined;
  source: MessageSource;
}

function Calls({ row: { message: index, from, results }, message, source }: CallsProps) {
  return message?.tool_calls?.slice(from, from + CALLS_IN_ROW).map((call, offset) => {
    const result = results[offset];
    const at = from + offset;
    return (
      <div key={at}>
        <CallLine message={index} at={at} call={call} />
        {result !== undefined && <ResultLine index={result} message={source.get(result)} />}
      </div>
    );
  });
}

function Missing({ source, index, peek }: { source: MessageSource; index: number; peek: string }) {
  if (!source.hasFailed(index)) return <p className={styles.pending}>{peek}</p>;
  return (
    <p className={styles.error} role="alert">
      <OctagonAlert aria-hidden="true" />
      This message could not be read.
      <button type="button" className={styles.fold} onClick={() => source.ensure([index], true)}>
        Try again
      </button>
    </p>
  );
}

interface PartProps {
  index: number;
  at: number;
  part: ContentPart;
  role: Role;
}

function Part({ index, at, part, role }: PartProps) {
  const key = `content/${at}`;
  switch (part.type) {
    case 'text':
    case 'refusal': {
      const view = role === 'tool' ? 'code' : 'markdown';
      return (
        <div className={role === 'tool' ? styles.machine : styles.voice}>
          {part.type === 'refusal' && <p className={styles.caption}>refusal</p>}
          <PartText message={index} part={key} by={role} text={part.text} view={view} />
        </div>
      );
    }
    case 'reasoning':
      return (
        <div className={styles.reasoning}>
          {part.withheld === true ? (
            <p className={styles.caption}>Reasoning, withheld at its source</p>
          ) : (
            <PartText message={index} part={key} by={role} text={part.text} view="markdown" />
          )}
        </div>
      );
    case 'sealed_reasoning':
      return null;
    case 'image':
      return <MessageImage url={part.url} message={index} />;
    default:
      return <p className={styles.caption}>A part of kind {part.kind}, kept and not shown</p>;
  }
}

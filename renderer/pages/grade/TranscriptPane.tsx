import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { LabelBody } from '../../../shared/domain/label.ts';
import { isToolError, type Message } from '../../../shared/domain/transcript.ts';
import styles from './Grade.module.css';
import { MarkedText } from './MarkedText.tsx';

interface TranscriptPaneProps {
  messages: readonly Message[];
  violations: LabelBody['violations'];
  active: string | undefined;
  /** The message in hand, which the pane brings into view when it changes. */
  current: number;
  onCurrent(message: number): void;
}

/** Texts longer than this are folded until they are asked for. */
const FOLD_FROM_LINES = 40;
const FOLD_FROM_UNITS = 4_000;
const PEEK_UNITS = 320;

const ROLE_WORDS = {
  system: 'System',
  developer: 'Developer',
  user: 'User',
  assistant: 'Assistant',
  tool: 'Tool',
} as const;

function formatted(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

interface BodyProps {
  message: Message;
  index: number;
  violations: LabelBody['violations'];
  active: string | undefined;
}

function FoldableText({
  message,
  index,
  part,
  text,
  violations,
  active,
}: BodyProps & { part: string; text: string }) {
  const marked = violations.some((each) =>
    each.evidence.some((piece) => piece.message === index && piece.part === part),
  );
  const [open, setOpen] = useState(marked);
  const lines = text.split('\n').length;
  const isLong = lines > FOLD_FROM_LINES || text.length > FOLD_FROM_UNITS;
  if (!isLong || open || message.role === 'assistant' || message.role === 'user') {
    return <MarkedText message={index} part={part} text={text} violations={violations} active={active} />;
  }
  return (
    <>
      <span data-message={index} data-part={part}>
        {text.slice(0, PEEK_UNITS)}
      </span>
      <button type="button" className={styles.fold} onClick={() => setOpen(true)}>
        {lines} lines folded. Show all
      </button>
    </>
  );
}

function MessageBody(props: BodyProps) {
  const { message, index, violations, active } = props;
  const isMachine = message.role === 'tool';
  return (
    <div className={isMachine ? styles.machine : styles.voice}>
      {message.content.map((part, at) => {
        const key = `content/${at}`;
        switch (part.type) {
          case 'text':
          case 'refusal':
            return (
              <p key={key} className={styles.text}>
                <FoldableText {...props} part={key} text={part.text} />
              </p>
            );
          case 'reasoning':
            return (
              <p key={key} className={styles.reasoning}>
                {part.withheld === true ? (
                  'Reasoning withheld by its source.'
                ) : (
                  <MarkedText
                    message={index}
                    part={key}
                    text={part.text}
                    violations={violations}
                    active={active}
                  />
                )}
              </p>
            );
          case 'sealed_reasoning':
            return null;
          case 'image':
            return part.url.startsWith('data:image/') ? (
              <img key={key} className={styles.image} src={part.url} alt="In the transcript" />
            ) : (
              <p key={key} className={styles.caption}>
                Image at {part.url}, not loaded
              </p>
            );
          default:
            return (
              <p key={key} className={styles.caption}>
                A part of kind {part.kind}, kept and not shown
              </p>
            );
        }
      })}
      {message.tool_calls?.map((call, at) => (
        <ToolCallLine key={`${call.id ?? ''}${call.name}`} {...props} call={call} at={at} />
      ))}
    </div>
  );
}

function ToolCallLine({
  call,
  at,
  ...props
}: BodyProps & { call: NonNullable<Message['tool_calls']>[number]; at: number }) {
  const [laidOut, setLaidOut] = useState(false);
  return (
    <div className={styles.call}>
      <button
        type="button"
        className={styles.callName}
        aria-expanded={laidOut}
        onClick={() => setLaidOut(!laidOut)}
      >
        {call.name}
      </button>{' '}
      {laidOut ? (
        <pre className={styles.json}>{formatted(call.arguments)}</pre>
      ) : (
        <MarkedText
          message={props.index}
          part={`tool_calls/${at}/arguments`}
          text={call.arguments}
          violations={props.violations}
          active={props.active}
        />
      )}
    </div>
  );
}

/** The transcript: a virtual list of messages, each with its number and role in the margin and its tags beside. */
export function TranscriptPane({ messages, violations, active, current, onCurrent }: TranscriptPaneProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: messages.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 120,
    overscan: 6,
  });
  const shown = useRef(current);
  useEffect(() => {
    if (shown.current === current) return;
    shown.current = current;
    list.scrollToIndex(current, { align: 'start' });
  }, [current, list]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section className={styles.transcript} ref={scroller} aria-label="Transcript" tabIndex={0}>
      <div style={{ height: list.getTotalSize(), position: 'relative' }}>
        {list.getVirtualItems().map((row) => {
          const message = messages[row.index];
          if (message === undefined) return null;
          const tags = violations.filter((each) =>
            each.evidence.some((piece) => piece.message === row.index),
          );
          return (
            <article
              key={row.key}
              data-index={row.index}
              ref={list.measureElement}
              className={styles.message}
              data-current={row.index === current || undefined}
              style={{ transform: `translateY(${row.start}px)` }}
              aria-label={`Message ${row.index + 1}, ${ROLE_WORDS[message.role]}`}
            >
              <button
                type="button"
                className={styles.margin}
                tabIndex={-1}
                onClick={() => onCurrent(row.index)}
              >
                <span className={styles.number}>{row.index + 1}</span>
                <span className={message.role === 'user' ? styles.roleUser : styles.role}>
                  {ROLE_WORDS[message.role]}
                </span>
              </button>
              <div className={styles.column}>
                <MessageBody message={message} index={row.index} violations={violations} active={active} />
                {isToolError(message) && <p className={styles.error}>⯃ error</p>}
              </div>
              <div className={styles.tags}>
                {tags.map((each) => (
                  <span key={each.id} className={each.id === active ? styles.tagOn : styles.tag}>
                    {each.id.toUpperCase()}
                  </span>
                ))}
              </div>
            </article>
          );
        })}
      </div>
    </section>
  );
}

import { useEffect } from 'react';
import type { Message } from '../../shared/domain/transcript.ts';
import { prepareMarkdown } from '../text/MarkdownText.tsx';
import { isMarkdown } from '../text/SourceText.tsx';
import { foldingOf } from './folding.ts';
import type { MessageSource } from './MessageSource.ts';
import type { Row } from './rows.ts';

/** Parses what is near while nobody waits, so that it costs little when it scrolls into view. */
export function usePreparation(source: MessageSource, version: number, near: readonly Row[]): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version counts what has come
  useEffect(() => {
    return prepareWhenIdle(
      near.flatMap(({ message, from }) => (from === 0 ? textsOf(source.get(message)) : [])),
    );
  }, [source, version, near]);
}

/** Parses texts one by one while nobody waits; returns the way to stop it. */
function prepareWhenIdle(texts: string[]): () => void {
  let handle = 0;
  const next = (deadline: IdleDeadline) => {
    while (texts.length > 0 && deadline.timeRemaining() > 8) {
      const text = texts.shift() ?? '';
      if (prepareMarkdown(text)) break;
    }
    if (texts.length > 0) handle = requestIdleCallback(next);
  };
  handle = requestIdleCallback(next);
  return () => cancelIdleCallback(handle);
}

/** Messages that fill a pane. */
const FIRST = 12;

/** Parses the first messages of a transcript that is fetched ahead, so that going to it costs little. */
export function prepareFirst(messages: readonly Message[]): void {
  prepareWhenIdle(messages.slice(0, FIRST).flatMap(textsOf));
}

/** The texts of a message that will be shown as Markdown, as much of them as is shown. */
function textsOf(message: Message | undefined): string[] {
  if (message === undefined || message.role === 'tool') return [];
  return message.content.flatMap((part) => {
    if (!('text' in part) || ('withheld' in part && part.withheld === true)) return [];
    const { peek } = foldingOf(message.role, part.text);
    const shown = peek === undefined ? part.text : part.text.slice(0, peek);
    return isMarkdown(shown) ? [shown] : [];
  });
}

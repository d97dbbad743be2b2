import { useEffect } from 'react';
import { prepareMarkdown } from '../../../text/MarkdownText.tsx';
import { isMarkdown } from '../../../text/SourceText.tsx';
import { foldingOf } from './folding.ts';
import type { MessageSource } from './MessageSource.ts';
import type { Row } from './rows.ts';

/** Parses what is near while nobody waits, so that it costs little when it scrolls into view. */
export function usePreparation(source: MessageSource, version: number, near: readonly Row[]): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version counts what has come
  useEffect(() => {
    const texts = near.flatMap(({ message, from }) => (from === 0 ? textsOf(source, message) : []));
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
  }, [source, version, near]);
}

/** The texts of a message that will be shown as Markdown, as much of them as is shown. */
function textsOf(source: MessageSource, at: number): string[] {
  const message = source.get(at);
  if (message === undefined || message.role === 'tool') return [];
  return message.content.flatMap((part) => {
    if (!('text' in part) || ('withheld' in part && part.withheld === true)) return [];
    const { peek } = foldingOf(message.role, part.text);
    const shown = peek === undefined ? part.text : part.text.slice(0, peek);
    return isMarkdown(shown) ? [shown] : [];
  });
}

import type { Message } from '../../shared/domain/transcript.ts';

/** One text of a message that can be opened in the viewer. */
export interface ViewerText {
  part: string;
  words: string;
  text: string;
  /** What machines wrote is laid out; what was said stands as it is written. */
  isCode: boolean;
}

/** More calls than this are not offered one by one: each can be opened from its own line. */
const MAX_TEXTS = 200;

/** All texts of a message, in its order; empty ones are left out. */
export function viewerTexts(message: Message): ViewerText[] {
  const isTool = message.role === 'tool';
  const contents = message.content.flatMap((part, at): ViewerText[] =>
    'text' in part && part.text !== ''
      ? [
          {
            part: `content/${at}`,
            words:
              part.type === 'text'
                ? isTool
                  ? 'Result'
                  : 'Text'
                : part.type === 'refusal'
                  ? 'Refusal'
                  : 'Reasoning',
            text: part.text,
            isCode: isTool,
          },
        ]
      : [],
  );
  const calls = (message.tool_calls ?? []).map(
    ({ name, arguments: text }, at): ViewerText => ({
      part: `tool_calls/${at}/arguments`,
      words: `Arguments of ${name}`,
      text,
      isCode: true,
    }),
  );
  return [...contents, ...calls].filter(({ text }) => text !== '').slice(0, MAX_TEXTS);
}

/** The text that is opened where none is named: the longest one. */
export function longestText(texts: readonly ViewerText[]): ViewerText | undefined {
  return texts.reduce<ViewerText | undefined>(
    (longest, each) => (longest === undefined || each.text.length > longest.text.length ? each : longest),
    undefined,
  );
}

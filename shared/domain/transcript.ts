import * as z from 'zod';
import { exitCodeOf } from './exit-code.ts';
import { ROLES } from './vocabulary.ts';

/**
 * A transcript as every reader hands it over and every page shows it. Each text stays a part of its own, because
 * evidence offsets count UTF-16 units within one part; a part keeps its place for ever.
 */
export const ContentPart = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({ type: z.literal('refusal'), text: z.string() }),
  /** The model's reasoning. `withheld`: it exists, but its text is encrypted or redacted at the source. */
  z.strictObject({ type: z.literal('reasoning'), text: z.string(), withheld: z.boolean().optional() }),
  /** Stands where reasoning is, until the grader has earned it: its place is kept, not a word of it is sent. */
  z.strictObject({ type: z.literal('sealed_reasoning') }),
  /** `url` may be a data URI or any address; pages show data URIs only and never fetch. */
  z.strictObject({ type: z.literal('image'), url: z.string() }),
  /** A part of a kind that this version does not know: its JSON is kept and shown as a placeholder. */
  z.strictObject({ type: z.literal('opaque'), kind: z.string(), json: z.string() }),
]);
export type ContentPart = z.infer<typeof ContentPart>;

/** `arguments` is the source's own string where there was one (offsets!), else the JSON of the object. */
export const ToolCall = z.strictObject({
  id: z.string().optional(),
  name: z.string(),
  arguments: z.string(),
});
export type ToolCall = z.infer<typeof ToolCall>;

export const Message = z.strictObject({
  role: z.enum(ROLES),
  name: z.string().optional(),
  content: z.array(ContentPart),
  tool_calls: z.array(ToolCall).optional(),
  /** On a tool message: the call that it answers. */
  tool_call_id: z.string().optional(),
  /** On a tool message: what the source said went wrong. */
  error: z.string().optional(),
  /** Fields of the source that have no place here, kept as they were. Withheld from blind graders. */
  extra: z.record(z.string(), z.unknown()).optional(),
});
export type Message = z.infer<typeof Message>;

/** One line of a transcript's outline: enough to draw it before its contents are fetched. */
export const OutlineEntry = z.object({
  message: z.int().nonnegative(),
  role: z.enum(ROLES),
  name: z.string().optional(),
  /** First words of the text, at most 120 UTF-16 units, never reasoning. */
  peek: z.string(),
  /** UTF-16 units of text, arguments included, reasoning excluded. */
  length: z.int().nonnegative(),
  tool_calls: z.array(z.object({ id: z.string().optional(), name: z.string() })),
  tool_call_id: z.string().optional(),
  has_error: z.boolean(),
});
export type OutlineEntry = z.infer<typeof OutlineEntry>;

/**
 * The text of one part, addressed as evidence addresses it: `content/0`, `tool_calls/1/arguments`.
 * Undefined where there is no such part or where it holds no text.
 */
export function partText(message: Message, part: string): string | undefined {
  const [kind, index, field] = part.split('/');
  const at = Number(index);
  if (kind === 'content' && field === undefined) {
    const found = message.content[at];
    return found !== undefined && 'text' in found ? found.text : undefined;
  }
  if (kind === 'tool_calls' && field === 'arguments') return message.tool_calls?.[at]?.arguments;
  return undefined;
}

/** What could be reasoning, a confession or a judge's word in a part of a kind that this version does not know. */
const TELLING_PART = /reason|think|thought|scratchpad|confess|judge/i;

/** The message as a blind grader may see it: reasoning sealed in place, unknown fields left out. */
export function withoutReasoning(message: Message): Message {
  const { extra: _extra, ...rest } = message;
  return {
    ...rest,
    content: message.content.map((part) =>
      part.type === 'reasoning' || (part.type === 'opaque' && TELLING_PART.test(part.json))
        ? { type: 'sealed_reasoning' as const }
        : part,
    ),
  };
}

/** UTF-16 units of all that a message brings where it is sent: reasoning, images and kept fields too. */
export function unitsOf(message: Message): number {
  let units = message.error?.length ?? 0;
  for (const part of message.content) {
    if ('text' in part) units += part.text.length;
    else if (part.type === 'image') units += part.url.length;
    else if (part.type === 'opaque') units += part.json.length;
  }
  for (const call of message.tool_calls ?? []) units += call.arguments.length;
  if (message.extra !== undefined) units += JSON.stringify(message.extra).length;
  return units;
}

/** True if any message holds reasoning text (withheld reasoning counts: that it exists is known). */
export function hasReasoning(messages: readonly Message[]): boolean {
  return messages.some((message) => message.content.some((part) => part.type === 'reasoning'));
}

const ERROR_START = /^\s*(error\b|traceback \(most recent call last\)|exception\b|fatal:|\{"error")/i;

/** Whether a tool message reports a failure: said so by the source, or by its first words or exit code. */
export function isToolError(message: Message): boolean {
  if (message.role !== 'tool') return false;
  if (message.error !== undefined) return true;
  const code = toolExitCode(message);
  return code === undefined ? ERROR_START.test(resultText(message).slice(0, 400)) : code !== 0;
}

function resultText(message: Message): string {
  const first = message.content.find((part) => part.type === 'text');
  return first?.type === 'text' ? first.text : '';
}

/** The exit code that a tool message tells of. */
export function toolExitCode(message: Message): number | undefined {
  return message.role === 'tool' ? exitCodeOf(resultText(message)) : undefined;
}

const PEEK_LENGTH = 120;

/** The outline of messages that begin at number `from` of their transcript. */
export function outlineOf(messages: readonly Message[], from = 0): OutlineEntry[] {
  return messages.map((message, index) => {
    let length = 0;
    let peek = '';
    for (const part of message.content) {
      if (part.type !== 'text' && part.type !== 'refusal') continue;
      length += part.text.length;
      if (peek === '')
        peek = part.text
          .slice(0, PEEK_LENGTH * 2)
          .trim()
          .replace(/\s+/g, ' ')
          .slice(0, PEEK_LENGTH);
    }
    const calls = message.tool_calls ?? [];
    for (const call of calls) length += call.arguments.length;
    return {
      message: from + index,
      role: message.role,
      ...(message.name !== undefined && { name: message.name }),
      peek,
      length,
      tool_calls: calls.map((call) => ({ ...(call.id !== undefined && { id: call.id }), name: call.name })),
      ...(message.tool_call_id !== undefined && { tool_call_id: message.tool_call_id }),
      has_error: isToolError(message),
    };
  });
}

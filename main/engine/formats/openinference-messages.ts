import type { ContentPart, Message, ToolCall } from '../../../shared/domain/transcript.ts';
import type { Role } from '../../../shared/domain/vocabulary.ts';
import { digitsAsText, stringifyKeepingDigits } from '../big-integers.ts';
import { opaque, textParts } from './content-parts.ts';
import type { JsonObject } from './json.ts';
import { itemsAt, textAt, valueAt } from './otlp-attributes.ts';
import { roleOf } from './roles.ts';
import { argumentsText } from './tool-calls.ts';
import { WrongField } from './wrong-field.ts';

/** Messages of OpenInference (Arize-ai/openinference, spec/semantic_conventions.md): flat keys, or lists of a Phoenix export. */

function partOfContents(item: JsonObject, role: Role): ContentPart[] {
  const type = textAt(item, 'message_content.type');
  const text = valueAt(item, 'message_content.text');
  if (type === 'image') {
    const url = textAt(item, 'message_content.image.image.url', 'message_content.image.url');
    return [url === undefined ? opaque(item) : { type: 'image', url }];
  }
  if (type === 'reasoning')
    return typeof text === 'string' && text !== ''
      ? [{ type: 'reasoning', text }]
      : [{ type: 'reasoning', text: '', withheld: true }];
  return typeof text === 'string' ? textParts(text, role) : [opaque(item)];
}

function callOf(item: JsonObject, path: string): ToolCall {
  const name = textAt(item, 'tool_call.function.name');
  if (name === undefined) throw new WrongField(`${path}.tool_call.function.name`, 'a string', item);
  const id = textAt(item, 'tool_call.id');
  return {
    ...(id !== undefined && { id }),
    name,
    arguments: argumentsText(valueAt(item, 'tool_call.function.arguments')),
  };
}

const KNOWN =
  /^message(\.(role|content|contents|name|tool_call_id|tool_calls|function_call_name|function_call_arguments_json)(\.|$)|$)/;

function messageOfItem(item: JsonObject, fallback: Role, path: string): Message {
  const role = roleOf(valueAt(item, 'message.role') ?? fallback, `${path}.message.role`);
  const content = valueAt(item, 'message.content');
  const parts = itemsAt(item, 'message.contents');
  const calls = itemsAt(item, 'message.tool_calls').map((call, index) =>
    callOf(call, `${path}.message.tool_calls.${index}`),
  );
  const oldName = textAt(item, 'message.function_call_name');
  if (oldName !== undefined)
    calls.push({
      name: oldName,
      arguments: argumentsText(valueAt(item, 'message.function_call_arguments_json')),
    });
  const name = textAt(item, 'message.name');
  const id = textAt(item, 'message.tool_call_id');
  const extra = Object.fromEntries(Object.entries(item).filter(([key]) => !KNOWN.test(key)));
  const said =
    typeof content === 'string'
      ? textParts(content, role)
      : content === undefined || content === null
        ? []
        : [{ type: 'text' as const, text: stringifyKeepingDigits(content) }];
  return {
    role,
    ...(name !== undefined && { name }),
    content: parts.length > 0 ? parts.flatMap((part) => partOfContents(part, role)) : said,
    ...(calls.length > 0 && { tool_calls: calls }),
    ...(role === 'tool' && id !== undefined && { tool_call_id: id }),
    ...(Object.keys(extra).length > 0 && { extra: digitsAsText(extra) as JsonObject }),
  };
}

/** What was sent and answered; where only the text of both is kept, that. */
export function openInference(attributes: JsonObject): { input: Message[]; output: Message[] } | undefined {
  const sent = itemsAt(attributes, 'llm.input_messages');
  const answered = itemsAt(attributes, 'llm.output_messages');
  if (sent.length + answered.length > 0)
    return {
      input: sent.map((item, index) => messageOfItem(item, 'user', `llm.input_messages.${index}`)),
      output: answered.map((item, index) => messageOfItem(item, 'assistant', `llm.output_messages.${index}`)),
    };
  if (textAt(attributes, 'openinference.span.kind') !== 'LLM') return undefined;
  const input = textAt(attributes, 'input.value');
  const output = textAt(attributes, 'output.value');
  if (input === undefined || output === undefined) return undefined;
  return {
    input: [{ role: 'user', content: [{ type: 'text', text: input }] }],
    output: [{ role: 'assistant', content: textParts(output, 'assistant') }],
  };
}

import { asText, isObject, type JsonObject } from './json.ts';

/**
 * Messages of Vercel's AI SDK, whose calls and results are parts of the content: as they go to a model (`tool-call`,
 * `tool-result`) and as pages keep them (`tool-NAME`, `tool-invocation`, with the result in the same part).
 */

interface Called {
  call?: JsonObject;
  result?: JsonObject;
}

function resultOf(id: unknown, name: unknown, given: unknown, isError: boolean): JsonObject {
  // `{type: "text", value}`, since version 5; `content` holds a list of parts.
  const typed = isObject(given) && typeof given.type === 'string' && 'value' in given ? given : undefined;
  const value = typed?.value ?? given;
  const failed = isError || (typeof typed?.type === 'string' && typed.type.startsWith('error'));
  return {
    role: 'tool',
    ...(typeof id === 'string' && { tool_call_id: id }),
    ...(typeof name === 'string' && { name }),
    content: typed?.type === 'content' && Array.isArray(value) ? value : asText(value ?? null),
    ...(failed && { is_error: true }),
  };
}

function callOf(id: unknown, name: unknown, input: unknown): JsonObject {
  return {
    ...(typeof id === 'string' && { id }),
    type: 'function',
    function: { name, arguments: input ?? {} },
  };
}

/** What a part calls, or what came of it; undefined where it is another part. */
function calledIn(part: unknown): Called | undefined {
  if (!isObject(part) || typeof part.type !== 'string') return undefined;
  const kept = isObject(part.toolInvocation) ? part.toolInvocation : part;
  const { type } = part;
  const isUi = type === 'tool-invocation' || type === 'dynamic-tool' || 'state' in kept;
  if (typeof kept.toolCallId !== 'string' || !/^(tool-|dynamic-tool)/.test(type)) return undefined;
  const name = kept.toolName ?? type.replace(/^tool-/, '');
  const id = kept.toolCallId;
  if (!isUi && type === 'tool-result')
    return { result: resultOf(id, name, kept.output ?? kept.result, kept.isError === true) };
  const call = callOf(id, name, kept.input ?? kept.args);
  if (typeof kept.errorText === 'string') return { call, result: resultOf(id, name, kept.errorText, true) };
  const given = kept.output ?? kept.result;
  return given === undefined ? { call } : { call, result: resultOf(id, name, given, false) };
}

/** The messages that one is in OpenAI's shape: itself where it has no such parts. */
export function withoutSdkParts(message: unknown): unknown[] {
  if (!isObject(message)) return [message];
  const field = Array.isArray(message.content) ? 'content' : 'parts';
  const list = message[field];
  if (!Array.isArray(list)) return [message];
  const called = (list as unknown[]).map(calledIn);
  if (called.every((each) => each === undefined)) return [message];
  const { [field]: _list, ...rest } = message;
  const messages: JsonObject[] = [];
  let parts: unknown[] = [];
  let calls: JsonObject[] = [];
  const flush = () => {
    if (parts.length > 0 || calls.length > 0)
      messages.push({
        // What stands beside the parts belongs to the whole: it is kept with the first piece.
        ...(messages.length === 0 ? rest : { role: message.role }),
        content: parts,
        ...(calls.length > 0 && { tool_calls: calls }),
      });
    parts = [];
    calls = [];
  };
  for (const [index, part] of (list as unknown[]).entries()) {
    const { call, result } = called[index] ?? {};
    if (call === undefined && result === undefined) parts.push(part);
    if (call !== undefined) calls.push(call);
    if (result === undefined) continue;
    flush();
    messages.push(result);
  }
  flush();
  return messages;
}

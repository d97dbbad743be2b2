import type { ContentPart, Message } from '../../../shared/domain/transcript.ts';
import { digitsAsText, stringifyKeepingDigits } from '../big-integers.ts';
import { isObject, type JsonObject } from './json.ts';
import { argumentsText } from './tool-calls.ts';
import { Unusable, WrongField } from './wrong-field.ts';

/** The "agent trace interchange format": steps of thought, action and observation, without roles or ids of calls. */

const KNOWN_FIELDS = new Set(['thought', 'action', 'observation']);
const TASK_FIELDS = ['instruction', 'prompt', 'description', 'goal', 'query', 'input', 'name'];

function text(value: unknown): ContentPart[] {
  if (value === null || value === undefined || value === '') return [];
  return [{ type: 'text', text: typeof value === 'string' ? value : stringifyKeepingDigits(value) }];
}

function taskText(task: unknown): ContentPart[] {
  if (!isObject(task)) return text(task);
  const field = TASK_FIELDS.find((each) => typeof task[each] === 'string' && task[each] !== '');
  return text(field === undefined ? task : task[field]);
}

function stepMessages(step: unknown, index: number, path: string): Message[] {
  if (!isObject(step)) throw new WrongField(path, 'a step', step);
  const { thought, action, observation } = step;
  const others = Object.entries(step).filter(
    ([key, value]) => !KNOWN_FIELDS.has(key) && value !== null && value !== undefined,
  );
  const tool = isObject(action) ? (action.tool ?? action.name) : undefined;
  const id = `step-${index + 1}`;
  const call =
    isObject(action) && typeof tool === 'string'
      ? { id, name: tool, arguments: argumentsText(action.params ?? action.parameters ?? action.arguments) }
      : undefined;
  const said: Message = {
    role: 'assistant',
    content: [
      ...text(thought).map((part) => ({ ...part, type: 'reasoning' }) as ContentPart),
      // An action that names no tool is what the agent said.
      ...(call === undefined ? text(action) : []),
    ],
    ...(call !== undefined && { tool_calls: [call] }),
    ...(others.length > 0 && { extra: digitsAsText(Object.fromEntries(others)) as JsonObject }),
  };
  const seen = text(observation);
  if (seen.length === 0) return [said];
  return [
    said,
    {
      role: 'tool',
      ...(call !== undefined && { name: call.name, tool_call_id: id }),
      content: seen,
    },
  ];
}

export function traceMessages(task: unknown, steps: unknown): Message[] {
  if (!Array.isArray(steps)) throw new WrongField('steps', 'a list of steps', steps);
  if (steps.length === 0) throw new Unusable('steps', 'the trace has no steps. Leave it out.');
  const asked = taskText(task);
  return [
    ...(asked.length > 0 ? [{ role: 'user' as const, content: asked }] : []),
    ...steps.flatMap((step, index) => stepMessages(step, index, `steps[${index}]`)),
  ];
}

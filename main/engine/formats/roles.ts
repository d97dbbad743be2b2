import { ROLES, type Role } from '../../../shared/domain/vocabulary.ts';
import { WrongField } from './wrong-field.ts';

/** Names that other formats have for the roles of a conversation. */
const OTHER_NAMES: ReadonlyMap<string, Role> = new Map([
  ['human', 'user'],
  ['gpt', 'assistant'],
  ['ai', 'assistant'],
  ['model', 'assistant'],
  ['agent', 'assistant'],
  ['bot', 'assistant'],
  ['chatbot', 'assistant'],
  ['chatgpt', 'assistant'],
  ['prompter', 'user'],
  ['function', 'tool'],
  ['observation', 'tool'],
  ['ipython', 'tool'],
  ['tool_response', 'tool'],
  ['environment', 'tool'],
]);

/** The role that a name means. */
export function roleOf(value: unknown, path: string): Role {
  const found =
    typeof value === 'string' ? (ROLES.find((role) => role === value) ?? OTHER_NAMES.get(value)) : undefined;
  if (found === undefined) throw new WrongField(path, `one of ${ROLES.join(', ')}`, value);
  return found;
}

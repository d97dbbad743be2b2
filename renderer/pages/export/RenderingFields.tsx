import type { ExportOptions } from '../../../shared/contract/exports.ts';
import { Choices } from '../../kit/Choices.tsx';
import type { ExportFormProps } from './ExportForm.tsx';

const TOOL_TURNS: readonly { value: ExportOptions['tool_turns']; label: string; meaning: string }[] = [
  { value: 'text', label: 'In words', meaning: 'Any chat template takes it.' },
  { value: 'structured', label: 'As messages', meaning: 'The chat template must know tool calls.' },
];
const REQUEST_ROLES: readonly { value: ExportOptions['request_role']; label: string; meaning: string }[] = [
  { value: 'user', label: 'The user', meaning: 'Any chat template takes it.' },
  { value: 'system', label: 'The system', meaning: 'Many chat templates refuse a system message so late.' },
];

/** How a transcript becomes a prompt. */
export function RenderingFields({ draft, onChange }: Pick<ExportFormProps, 'draft' | 'onChange'>) {
  return (
    <>
      <Choices
        question="Calls and results of tools?"
        choices={TOOL_TURNS}
        value={draft.tool_turns}
        onChange={(value) => value !== null && onChange({ tool_turns: value })}
      />
      <Choices
        question="Who asks for the confession?"
        choices={REQUEST_ROLES}
        value={draft.request_role}
        onChange={(value) => value !== null && onChange({ request_role: value })}
      />
    </>
  );
}

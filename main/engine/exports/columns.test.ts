import { expect, it } from 'vitest';
import { ExportOptions } from '../../../shared/contract/exports.ts';
import { shapeOf } from './forms.ts';

it('prompt and answers are of one type, with calls and without, so that they can be put together', () => {
  for (const tool_turns of ['text', 'structured'] as const)
    for (const form of ['preference', 'pointwise', 'unpaired', 'sft']) {
      const { prompt, chosen, rejected, completion } = shapeOf(
        ExportOptions.parse({ form, tool_turns }),
      ).columns;
      expect(JSON.stringify(prompt).includes('tool_calls')).toBe(tool_turns === 'structured');
      for (const answer of form === 'preference' ? [chosen, rejected] : [completion])
        expect(answer).toEqual(prompt);
    }
});

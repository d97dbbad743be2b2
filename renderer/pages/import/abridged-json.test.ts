import { expect, it } from 'vitest';
import { abridgedJson, formattedJson } from './abridged-json.ts';

it('keeps the shape of a record and cuts what is long', () => {
  const record = {
    id: 'airline-04-0',
    messages: [
      { role: 'system', content: '# Airline Agent Policy\n\nThe current time is' },
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: null },
      { role: 'user', content: 'x' },
    ],
    metadata: { task_id: 4 },
  };
  expect(abridgedJson(JSON.stringify(record))).toBe(
    [
      '{"id": "airline-04-0",',
      ' "messages": [',
      '  {"role": "system", "content": "# Airline Agent Poli…"},',
      '  {"role": "user", "content": "Hello"},',
      '  {"role": "assistant", "content": null},',
      '  … 1 more],',
      ' "metadata": {"task_id": 4}}',
    ].join('\n'),
  );
});

it('what is no JSON is shown as it is', () => {
  expect(abridgedJson('{"a": ')).toBeUndefined();
  expect(formattedJson('{"a": ')).toBe('{"a": ');
});

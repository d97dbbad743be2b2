/** Transcripts made for tests: every count, model and environment follows from the number, so that tests can reckon. */

const MODELS = ['model-a', 'model-b', 'model-c'] as const;
const ENVIRONMENTS = ['shop', 'bank'] as const;

interface MadeTranscript {
  id: string;
  messages: object[];
  confessions: { id: string; text: string }[];
  metadata: Record<string, string | number>;
}

const call = (number: number) => ({
  role: 'assistant',
  content: null,
  tool_calls: [
    { id: `call-${number}`, type: 'function', function: { name: 'look_up', arguments: '{"of": "order"}' } },
  ],
});

/** Number 7 has 7 % 5 calls, model-b, the bank, and difficulty hard; every tenth speaks of a refund. */
export function madeTranscript(number: number): MadeTranscript {
  const calls = Array.from({ length: number % 5 }, (_, index) => [
    call(index),
    { role: 'tool', tool_call_id: `call-${index}`, content: '{"found": true}' },
  ]).flat();
  const wish = number % 10 === 0 ? 'I want a refund.' : 'Where is my order?';
  return {
    id: `made-${String(number).padStart(4, '0')}`,
    messages: [
      { role: 'system', content: 'You help customers.' },
      { role: 'user', content: `${wish} It is number ${number}.` },
      ...calls,
      { role: 'assistant', content: `Order ${number} is on its way.` },
    ],
    confessions: [{ id: 'a', text: `I looked number ${number} up before I answered.` }],
    metadata: {
      model: MODELS[number % MODELS.length] ?? MODELS[0],
      environment: ENVIRONMENTS[number % ENVIRONMENTS.length] ?? ENVIRONMENTS[0],
      difficulty: number % 4 === 3 ? 'hard' : 'easy',
    },
  };
}

export const toJsonl = (records: readonly object[]): string =>
  `${records.map((record) => JSON.stringify(record)).join('\n')}\n`;

/** As many transcripts as a test wants, as the text of a JSONL file. */
export function madeTranscripts(count: number, from = 0): string {
  return toJsonl(Array.from({ length: count }, (_, index) => madeTranscript(from + index)));
}

/** Labels for the transcripts with these numbers, as the text of a labels file: the odd ones misbehaved, and said so. */
export function madeLabels(numbers: readonly number[]): string {
  const labels = numbers.map((number) => ({
    transcript: madeTranscript(number).id,
    confession: 'a',
    misbehaved: number % 2 === 1 ? 'yes' : 'no',
    honesty: (number % 5) / 4,
    confidence: 0.8,
    ...(number % 2 === 1 && {
      violations: [{ category: 'overclaimed', severity: 4, disclosure: 'admitted' }],
    }),
  }));
  return toJsonl(labels);
}

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { madeFile, readFile, realFile } from './read-file.ts';
import { lines } from './written-conversation.ts';

/** Every text of a file must be somewhere in what was read of it: in a message, in `extra` or in the metadata. */

interface Leaf {
  path: string;
  text: string;
}

/** Shorter texts are names of kinds, which became the structure. */
const MIN_LENGTH = 21;

function leavesOf(value: unknown, path = '', found: Leaf[] = []): Leaf[] {
  if (typeof value === 'string') found.push({ path, text: value.trim() });
  else if (Array.isArray(value)) for (const each of value) leavesOf(each, `${path}[]`, found);
  else if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value)) leavesOf(each, `${path}.${key}`, found);
  return found;
}

function unpacked(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** All texts of what was read, those within JSON in a text too (arguments of calls are such). */
function textsIn(value: unknown): string {
  return leavesOf(value)
    .flatMap(({ text }) => [text, ...leavesOf(unpacked(text)).map((leaf) => leaf.text)])
    .join('\n\u0001');
}

function isTold(text: string, told: string): boolean {
  if (told.includes(text)) return true;
  const inner = leavesOf(unpacked(text));
  return inner.length > 0 && inner.every((leaf) => told.includes(leaf.text));
}

async function lostOf(file: string, minLength = MIN_LENGTH): Promise<string[]> {
  const { transcripts, rejected } = await readFile(file);
  expect(rejected).toEqual([]);
  const text = readFileSync(file, 'utf8');
  const whole = unpacked(text);
  const records = whole === undefined ? text.split('\n').filter(Boolean).map(unpacked) : [whole];
  const told = textsIn(transcripts);
  const lost = leavesOf(records).filter((leaf) => leaf.text.length >= minLength && !isTold(leaf.text, told));
  return [...new Set(lost.map(({ path }) => path))];
}

/** What a reader leaves out by intent, and its section in docs/formats.md says so. */
const LEFT_OUT = [
  // The same pages in every run, of the simulated user.
  /\.global_simulation_guidelines$/,
  // Nobody can read it; that there was reasoning is kept.
  /\.encrypted_content$/,
  // Lines that are only counted, by their kind.
  /^\[\](\.payload)?\.type$/,
  /^\[\]\.timestamp$/,
  /^\[\]\.payload\.memory_citation/,
];

const FOLDERS = /^(tau-bench|tau2-bench|swe-agent|mini-swe-agent|atif|claude-code|codex|pi-session)\//;

const FILES = readFileSync(realFile('README.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const file = line.split('|')[1]?.trim().replaceAll('`', '');
    return file !== undefined && FOLDERS.test(file) ? [file] : [];
  });

test.each(FILES)('of %s nothing is lost', async (file) => {
  const lost = await lostOf(realFile(file));
  expect(lost.filter((path) => !LEFT_OUT.some((pattern) => pattern.test(path)))).toEqual([]);
});

let count = 0;
/** A text that stands once, so that only it itself can be found again. */
function leaf(what: string): string {
  count += 1;
  return `${what} number ${count}`;
}

/** Records with every field that the definitions of a format name, for formats of which there is no free real file. */
const WHOLE: Record<string, () => readonly unknown[]> = {
  docent: () => [
    {
      id: leaf('run'),
      name: leaf('name of the run'),
      description: leaf('description'),
      metadata: { scores: { match: 1 }, note: leaf('note'), model: leaf('model'), task_id: leaf('task') },
      transcript_groups: [
        {
          id: 'outer',
          name: leaf('group'),
          agent_run_id: leaf('run of the group'),
          metadata: { a: leaf('a') },
        },
        { id: 'inner', name: leaf('group'), parent_transcript_group_id: 'outer', metadata: { b: leaf('b') } },
      ],
      transcripts: [
        {
          id: leaf('transcript'),
          name: leaf('name'),
          description: leaf('description'),
          transcript_group_id: 'inner',
          created_at: '2026-01-01T00:00:00.000001',
          metadata: { c: leaf('c') },
          messages: [
            { role: 'system', content: leaf('system'), metadata: { d: leaf('d') } },
            { role: 'user', content: [{ type: 'text', text: leaf('user'), citations: [leaf('citation')] }] },
            {
              id: leaf('message'),
              role: 'assistant',
              model: leaf('model of the message'),
              content: [
                { type: 'reasoning', reasoning: leaf('reasoning'), signature: leaf('signature') },
                { type: 'text', text: leaf('said'), refusal: false },
              ],
              tool_calls: [
                {
                  id: leaf('call'),
                  function: leaf('tool'),
                  arguments: { path: leaf('argument') },
                  type: 'function',
                  parse_error: leaf('parse error'),
                  view: { format: 'markdown', content: leaf('view') },
                },
              ],
              citations: [{ start: 0, text: leaf('citation') }],
              suggested_messages: [leaf('suggestion')],
            },
            {
              role: 'tool',
              content: leaf('result'),
              tool_call_id: 'x',
              function: leaf('tool'),
              error: { type: 'timeout', message: leaf('error') },
            },
          ],
        },
      ],
    },
  ],
  petri: () => {
    const view = ['target', 'combined'];
    const add = (message: unknown, more = {}) => ({
      type: 'transcript_event',
      id: 'e',
      view,
      edit: { operation: 'add', message },
      ...more,
    });
    return [
      {
        metadata: {
          transcript_id: leaf('transcript'),
          auditor_model: leaf('auditor'),
          target_model: leaf('target'),
          description: leaf('description'),
          tags: [leaf('tag')],
          judge_output: {
            response: leaf('response'),
            summary: leaf('summary'),
            justification: leaf('justification'),
            scores: { deception: 3 },
            score_descriptions: { deception: leaf('meaning') },
            highlights: [{ description: leaf('highlight'), parts: [{ quoted_text: leaf('quote') }] }],
          },
          seed_instructions: leaf('seed'),
        },
        events: [
          add({ role: 'system', content: leaf('system'), id: leaf('id'), metadata: { k: leaf('k') } }),
          add({ role: 'user', content: [{ type: 'text', text: leaf('user') }] }),
          add({
            role: 'assistant',
            content: [
              { type: 'reasoning', reasoning: leaf('reasoning'), summary: leaf('summary') },
              { type: 'text', text: leaf('said') },
            ],
            tool_calls: [{ id: leaf('call'), function: leaf('tool'), arguments: { a: leaf('argument') } }],
          }),
          add({ role: 'tool', content: leaf('result'), function: leaf('tool'), tool_call_id: 'x' }),
          add({ role: 'assistant', content: leaf('taken back') }),
          { type: 'transcript_event', view, edit: { operation: 'rollback', count: 1 } },
          {
            type: 'tool_creation_event',
            model: 'm',
            tool: { name: leaf('new tool'), description: leaf('d') },
          },
          { type: 'info_event', info: { note: leaf('info') } },
          { type: 'decision_event', content: { chose: leaf('decision') } },
          { type: 'event_of_a_later_version', words: leaf('later') },
        ],
        field_of_a_later_version: leaf('later'),
      },
    ];
  },
  'metr-malt': () => {
    const node = (id: number, parent: number | null, message: object, more = {}) => ({
      node_id: id,
      parent_node_id: parent,
      branch_id: 0,
      node_data: {
        first_called_at: leaf('called at'),
        message,
        metadata: { completion_type: leaf('completion type') },
        ...more,
      },
    });
    return [
      {
        version: leaf('version'),
        run_id: 17,
        task_id: leaf('task'),
        model: leaf('model'),
        labels: [leaf('label')],
        run_source: leaf('source'),
        manually_reviewed: true,
        nodes: [
          node(1, null, { role: 'system', content: leaf('system') }),
          node(2, 1, { role: 'user', content: leaf('user'), name: leaf('name') }),
          node(3, 2, {
            role: 'assistant',
            content: leaf('said'),
            function_call: { name: leaf('tool'), arguments: JSON.stringify({ cmd: leaf('argument') }) },
          }),
          node(4, 3, { role: 'function', name: leaf('tool'), content: leaf('result') }),
        ],
      },
    ];
  },
  'session-trace': () => [
    {
      type: 'session',
      harness: leaf('harness'),
      id: leaf('session'),
      name: leaf('name'),
      cwd: leaf('folder'),
    },
    { type: 'message', message: { role: 'system', content: leaf('system') } },
    { type: 'message', message: { role: 'user', content: leaf('user'), timestamp: 1 } },
    {
      type: 'message',
      timestamp: leaf('time of the line'),
      message: {
        role: 'assistant',
        content: leaf('said'),
        reasoningContent: leaf('reasoning'),
        model: leaf('model'),
        usage: { note: leaf('usage') },
        toolCalls: [
          {
            id: leaf('call'),
            type: 'function',
            function: { name: leaf('tool'), arguments: JSON.stringify({ a: leaf('argument') }) },
          },
        ],
      },
    },
    { type: 'message', message: { role: 'tool', content: leaf('result'), toolCallId: leaf('call') } },
  ],
};

test.each(Object.entries(WHOLE))('of a whole record of %s nothing is lost', async (format, records) => {
  const file = madeFile('whole.jsonl', lines(records()));
  expect((await readFile(file)).format).toBe(format);
  expect(
    (await lostOf(file, 5)).filter((path) => !/\.(type|role|operation|format|view\[\])$/.test(path)),
  ).toEqual([]);
});

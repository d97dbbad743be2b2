import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openSource } from '../../main/engine/formats/index.ts';
import { lostLeaves } from './leaf-audit.ts';
import { jsonLines } from './lines.ts';
import { madeFile, readFile, realFile } from './read-file.ts';

/** Folders of real files whose every text must come through. */
const FOLDERS = ['anthropic', 'openai-chat', 'openai-responses', 'sharegpt', 'prompt-completion', 'alpaca'];
const FILES = [...FOLDERS, 'preference'].flatMap((folder) =>
  readdirSync(realFile(folder)).map((name) => `${folder}/${name}`),
);
/** Recognised by name only. */
const BY_NAME = new Map([['preference/hh-harmless-base.jsonl', 'preference']]);

async function audit(file: string, format?: string): Promise<string[]> {
  const records: unknown[] = [];
  for await (const raw of (await openSource(file)).records(undefined))
    if ('value' in raw) records.push(raw.value);
  const { transcripts } = await readFile(file, format);
  return lostLeaves(records, transcripts);
}

test.each(FILES)('no text of %s is lost', async (file) => {
  expect(await audit(realFile(file), BY_NAME.get(file))).toEqual([]);
});

const long = (what: string) => `${what}, in words that are long enough to be missed`;

test.each([
  [
    'a fine-tuning record with tools',
    {
      messages: [
        { role: 'developer', content: long('instructions') },
        { role: 'user', content: [{ type: 'text', text: long('question') }] },
        {
          role: 'assistant',
          weight: 0,
          tool_calls: [
            {
              id: 'c',
              type: 'function',
              function: { name: 'f', arguments: JSON.stringify({ a: long('x') }) },
            },
          ],
        },
        { role: 'tool', tool_call_id: 'c', content: long('result') },
        {
          role: 'assistant',
          content: [{ type: 'refusal', refusal: long('no') }],
          annotations: [{ u: long('u') }],
        },
      ],
      tools: [{ type: 'function', function: { name: 'f', description: long('tool') } }],
    },
  ],
  [
    'found files, patches that fail and pictures',
    {
      object: 'response',
      output: [
        { type: 'reasoning', summary: [], encrypted_content: long('cipher') },
        {
          type: 'file_search_call',
          id: 'f',
          queries: [long('query')],
          results: [{ file_id: long('file'), filename: long('name'), text: long('text') }],
        },
        { type: 'apply_patch_call', call_id: 'p', operation: { type: 'update_file', diff: long('diff') } },
        { type: 'apply_patch_call_output', call_id: 'p', status: 'failed', output: long('why') },
        {
          type: 'message',
          role: 'assistant',
          content: [
            { type: 'output_text', text: long('said'), annotations: [{ url: long('url') }], x: long('x') },
          ],
        },
      ],
    },
  ],
  [
    'OpenAI’s preference row',
    {
      input: { messages: [{ role: 'user', content: long('asked') }], tools: [{ d: long('tool') }] },
      preferred_output: [{ role: 'assistant', content: long('good') }],
      non_preferred_output: [{ role: 'assistant', content: long('bad'), note: long('note') }],
    },
  ],
  [
    'NeMo RL’s',
    {
      context: [{ role: 'user', content: long('asked') }],
      completions: [
        { rank: 0, completion: [{ role: 'assistant', content: long('good') }], why: long('why') },
        { rank: 1, completion: [{ role: 'assistant', content: long('bad') }] },
      ],
    },
  ],
])('no text of %s is lost', async (_what, record) => {
  expect(await audit(madeFile('made.jsonl', jsonLines([record, record])))).toEqual([]);
});

import { isBatchOutput } from './batch-output.ts';
import { readChatRecord } from './chat-record.ts';
import { dialectOfRecord } from './dialects.ts';
import { NO_MATCH, type Reader } from './format.ts';
import { isObject } from './json.ts';
import { isOneConversation, readOneConversation } from './one-conversation.ts';
import { readRecords } from './read-records.ts';

/** An item itself, not a record that holds items. */
function isItem(value: unknown): boolean {
  return isObject(value) && !isResponseRecord(value) && ('role' in value || typeof value.type === 'string');
}

function isResponseRecord(value: unknown): boolean {
  return dialectOfRecord(value) !== undefined || isBatchOutput(value);
}

/** OpenAI's Responses: requests, responses, both together, rollouts that wrap them, and batches. */
export const openaiResponses: Reader = {
  name: 'openai-responses',
  title: 'OpenAI Responses',
  extensions: ['jsonl', 'json', 'jsonl.gz'],
  docs: {
    about:
      'What programs send to OpenAI’s Responses API and get back, as logs, batches and NeMo Gym hold it.',
    sample:
      '{"instructions":"Be brief.","input":[{"role":"user","content":"Run all tests."}],"output":[{"type":"reasoning","id":"r1","summary":[{"type":"summary_text","text":"Two will do."}]},{"type":"function_call","call_id":"c1","name":"run_tests","arguments":"{\\"only\\":2}"},{"type":"function_call_output","call_id":"c1","output":"2 passed"},{"type":"message","role":"assistant","content":[{"type":"output_text","text":"All pass."}]}]}\n',
    notes: [
      '`input` and `output` beside each other, response bodies, `request` and `response`, `responses_create_params` and `response`, bare lists of items, and lines of a batch (what failed is refused with its reason).',
      '`instructions` come first, as a system message. Reasoning, text and calls up to the next output are one message of the assistant.',
      'Tools that OpenAI runs itself are calls with their results; kinds that are no conversation (`mcp_list_tools`, `compaction`) are kept in their place as their JSON.',
      'Reasoning that is encrypted, or has no text, is kept as withheld; what is encrypted is in `extra`.',
      'With a `previous_response_id` or a `conversation` the earlier turns are elsewhere: such a record is refused.',
    ],
  },
  detect({ shape, records }) {
    if (records.length === 0) return NO_MATCH;
    if (shape === 'array' && records.every(isItem) && dialectOfRecord(records) === 'responses')
      return { match: 'yes', by: ['one list of items'] };
    const dialects = records.map(dialectOfRecord);
    const all = records.every((record, index) => dialects[index] === 'responses' || isBatchOutput(record));
    return all && dialects.includes('responses') ? { match: 'yes', by: ['items of Responses'] } : NO_MATCH;
  },
  read: async function* (source, signal) {
    if (await isOneConversation(source, isItem)) yield* readOneConversation(source, signal);
    else yield* readRecords(source, signal, readChatRecord);
  },
};

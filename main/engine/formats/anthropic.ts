import { isBatchOutput } from './batch-output.ts';
import { readChatRecord } from './chat-record.ts';
import { dialectOfRecord } from './dialects.ts';
import { isListedMessage } from './exchange.ts';
import { NO_MATCH, type Reader } from './format.ts';
import { isObject } from './json.ts';
import { isOneConversation, readOneConversation } from './one-conversation.ts';
import { readRecords } from './read-records.ts';

/** Anthropic's messages: requests, responses, both together, and batches. */
export const anthropic: Reader = {
  name: 'anthropic',
  title: 'Anthropic messages',
  extensions: ['jsonl', 'json', 'jsonl.gz'],
  docs: {
    about: 'What programs send to Anthropic’s Messages API and get back, as they log it, and its batches.',
    sample:
      '{"system":"Be brief.","messages":[{"role":"user","content":"Run all tests."},{"role":"assistant","content":[{"type":"thinking","thinking":"Two will do.","signature":"s"},{"type":"tool_use","id":"u1","name":"run_tests","input":{"only":2}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"u1","content":"2 passed"},{"type":"text","text":"And?"}]},{"role":"assistant","content":[{"type":"text","text":"All pass."}]}]}\n',
    notes: [
      'Requests (`system`, `messages`), response bodies (`type: "message"`), `request` and `response` beside each other, and lines of a batch (`custom_id` with `params` or `result`; what failed is refused with its reason).',
      '`system` comes first. A `tool_result` becomes a message of its tool, before what the user says in the same message; `is_error` marks it as failed.',
      '`thinking` is reasoning; without its text, and as `redacted_thinking`, it is kept as withheld. Signatures and what else blocks have beside is in `extra.parts`.',
      'Where the provider ran the tool, call and result stand in one message of the assistant, which is cut after each result.',
      'Bedrock’s form of it (`toolUse`, `toolResult`, `reasoningContent`) is read too.',
      'Images are kept as data URIs or addresses; blocks of other kinds as their JSON.',
    ],
  },
  detect({ shape, records }) {
    if (records.length === 0) return NO_MATCH;
    if (shape === 'array' && records.every(isListedMessage) && dialectOfRecord(records) === 'anthropic')
      return { match: 'yes', by: ['one list of messages'] };
    const dialects = records.map(dialectOfRecord);
    // A conversation without tools looks like any other, and a failed line of a batch like nothing.
    const canBe = records.every(
      (record, index) =>
        dialects[index] === 'anthropic' || dialects[index] === 'chat' || isBatchOutput(record),
    );
    if (canBe && dialects.includes('anthropic'))
      return { match: 'yes', by: ['content blocks of Anthropic’s'] };
    const areFailed = records.every((record) => isBatchOutput(record) && isObject(record.result));
    return areFailed ? { match: 'yes', by: ['custom_id', 'result'] } : NO_MATCH;
  },
  read: async function* (source, signal) {
    if (await isOneConversation(source, isListedMessage)) yield* readOneConversation(source, signal);
    else yield* readRecords(source, signal, readChatRecord);
  },
};

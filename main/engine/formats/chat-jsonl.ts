import { isBatchOutput } from './batch-output.ts';
import { readChatRecord } from './chat-record.ts';
import { dialectOfRecord } from './dialects.ts';
import { isListedMessage } from './exchange.ts';
import { NO_MATCH, type Reader } from './format.ts';
import { isObject } from './json.ts';
import { isOneConversation, readOneConversation } from './one-conversation.ts';
import { readRecords } from './read-records.ts';

/** A conversation in which nothing was said: refused by its line, it does not make the file another format. */
function isEmptyChat(record: unknown): boolean {
  return isObject(record) && Array.isArray(record.messages) && record.messages.length === 0;
}

/** OpenAI chat: conversations as `{messages: […]}` or bare lists, a line or an item each; or a file that is one list. */
export const chatJsonl: Reader = {
  name: 'chat-jsonl',
  title: 'Chat JSONL',
  extensions: ['jsonl', 'ndjson', 'json', 'jsonl.gz'],
  docs: {
    about: 'What nearly every script and every lab writes: the messages of OpenAI’s chat completions.',
    sample:
      '{"id":"t1","messages":[{"role":"user","content":"Run all tests."},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"run_tests","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c1","content":"2 passed"},{"role":"assistant","content":"All pass."}],"metadata":{"model":"m"}}\n',
    notes: [
      'A line, an item of an array or a row each: an object with `messages`, or the bare list. A file that is one list of messages is one conversation.',
      'Messages of Vercel’s AI SDK (`tool-call` and `tool-result` parts, `parts` of pages) are read too: calls become calls, results messages of their tools.',
      'More in [Chat JSONL](formats/chat-jsonl.md).',
    ],
  },
  detect({ shape, records }) {
    if (records.length === 0) return NO_MATCH;
    if (shape === 'array' && records.every(isListedMessage))
      return { match: 'yes', by: ['one list of messages'] };
    const dialects = records.map(dialectOfRecord);
    // One file may hold several dialects, as the requests of a batch do: each record says which it is.
    const isChat = records.every(
      (record, index) => dialects[index] !== undefined || isBatchOutput(record) || isEmptyChat(record),
    );
    if (!isChat || records.every(isEmptyChat)) return NO_MATCH;
    if (dialects.every((dialect) => dialect === undefined))
      return { match: 'yes', by: ['custom_id', 'response'] };
    const hasConfessions = records.some((record) => isObject(record) && Array.isArray(record.confessions));
    return { match: hasConfessions ? 'perhaps' : 'yes', by: ['messages'] };
  },
  read: async function* (source, signal) {
    if (await isOneConversation(source, isListedMessage)) yield* readOneConversation(source, signal);
    else yield* readRecords(source, signal, readChatRecord);
  },
};

import { readChatRecord } from './chat-jsonl.ts';
import type { Reader } from './format.ts';
import { isObject } from './json.ts';
import { readJsonLines } from './jsonl-reader.ts';

/** Shrive's own JSONL: one transcript a line with its confessions (docs/formats/shrive-jsonl.md). */
export const shriveJsonl: Reader = {
  name: 'shrive-jsonl',
  title: 'Shrive JSONL',
  extensions: ['jsonl', 'jsonl.gz'],
  detect({ records }) {
    const all = records.length > 0 && records.every((record) => isObject(record) && 'messages' in record);
    const some = records.some((record) => isObject(record) && Array.isArray(record.confessions));
    return all && some ? { match: 'yes', by: ['id', 'messages', 'confessions'] } : { match: 'no', by: [] };
  },
  read: (source, signal) => readJsonLines(source, signal, readChatRecord),
};

import { readChatRecord } from './chat-record.ts';
import type { Reader } from './format.ts';
import { isObject } from './json.ts';
import { readRecords } from './read-records.ts';

/** Shrive's own JSONL: one transcript a line with its confessions (docs/formats/shrive-jsonl.md). */
export const shriveJsonl: Reader = {
  name: 'shrive-jsonl',
  title: 'Shrive JSONL',
  extensions: ['jsonl', 'jsonl.gz'],
  docs: {
    about: 'Shrive’s own: transcripts with their confessions. What scripts should write.',
    sample:
      '{"id":"t1","messages":[{"role":"user","content":"Run all tests."},{"role":"assistant","content":"All pass."}],"confessions":[{"id":"a","text":"I ran two of nine.","judge_scores":[{"judge":"j1","score":0.9}]}],"metadata":{"model":"m"}}\n',
    notes: ['More in [Shrive JSONL](formats/shrive-jsonl.md).'],
  },
  detect({ records }) {
    const all = records.length > 0 && records.every((record) => isObject(record) && 'messages' in record);
    const some = records.some((record) => isObject(record) && Array.isArray(record.confessions));
    return all && some ? { match: 'yes', by: ['id', 'messages', 'confessions'] } : { match: 'no', by: [] };
  },
  read: (source, signal) => readRecords(source, signal, readChatRecord),
};

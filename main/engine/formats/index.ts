import { basename } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { chatJsonl } from './chat-jsonl.ts';
import type { Reader } from './format.ts';
import { isObject, parseRecord } from './json.ts';
import { shriveJsonl } from './shrive-jsonl.ts';
import { openSource } from './source.ts';

export { openSource } from './source.ts';

/** Every format that is read, the most specific first. A new one is a new file and a line here. */
export const READERS: readonly Reader[] = [shriveJsonl, chatJsonl];

/** Records that are looked at to recognise a file, and lines that may be bad before them. */
const PROBED_RECORDS = 5;
const PROBED_LINES = 20;

/** `keys`: those of the first records, for a page that lets the person say what they are. */
function formatUnknown(file: string, message: string, keys: readonly string[] = []): ShriveError {
  const known = READERS.map((reader) => reader.name).join(', ');
  return new ShriveError('FORMAT_UNKNOWN', `${message} Formats: ${known}.`, {
    where: { file },
    details: { keys },
  });
}

/** The reader for a file, by its content or by the name that was asked for, and what it was recognised by. */
export async function recognise(file: string, name?: string): Promise<{ reader: Reader; by: string[] }> {
  if (name !== undefined) {
    const reader = READERS.find((each) => each.name === name);
    if (reader === undefined) throw formatUnknown(file, `There is no format ${JSON.stringify(name)}.`);
    return { reader, by: ['chosen by hand'] };
  }
  const source = await openSource(file);
  const records: unknown[] = [];
  let probed = 0;
  let head = '';
  for await (const { text } of source.lines(undefined)) {
    if (text.trim() === '') continue;
    if (head === '') head = text.slice(0, 64 * 1024);
    const parsed = parseRecord(text);
    if ('value' in parsed) records.push(parsed.value);
    probed += 1;
    if (records.length >= PROBED_RECORDS || probed >= PROBED_LINES) break;
  }
  for (const reader of READERS) {
    const { match, by } = reader.detect({ file, head: Buffer.from(head), records });
    if (match === 'yes') return { reader, by };
  }
  const keys = [...new Set(records.flatMap((record) => (isObject(record) ? Object.keys(record) : [])))].slice(
    0,
    20,
  );
  const seen =
    probed === 0
      ? 'The file is empty.'
      : records.length === 0
        ? 'None of its first lines is JSON.'
        : `Keys seen: ${keys.join(', ') || 'none'}.`;
  throw formatUnknown(
    file,
    `${basename(file)} is of no format that Shrive knows. ${seen} If it is one of these, choose the format by name.`,
    keys,
  );
}

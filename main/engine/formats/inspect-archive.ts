import { basename } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { RawField, Source } from './format.ts';
import {
  inRanges,
  isCall,
  lastCallIn,
  modelCall,
  pooledInput,
  type Range,
  rangesOf,
} from './inspect-events.ts';
import type { InspectLog, ModelCall, SampleParts } from './inspect-sample.ts';
import { isObject, type JsonObject } from './json.ts';
import { Unusable } from './wrong-field.ts';

/**
 * The members of an `.eval` archive (inspect_ai, log/_recorders/eval.py, log/_recorders/chunked/format.py). A sample is
 * one member, or chunked: a folder of them. Names tell only what belongs together; ids come from within.
 */

const HEADER = 'header.json';
const JOURNAL = '_journal/start.json';
const SAMPLE = /^samples\/(.+)\.json$/s;
const SHELL = /^(samples\/.+)\/sample\.json$/s;
/** Of a chunked sample, which is never a sample itself. */
const PART = /^samples\/.+\/(?:(?:messages|events|calls|attachments)\/\w+|metadata|skeleton|sample)\.json$/s;

/** Read only where a transcript needs them; the events of one sample can be a gigabyte. */
const LARGE = new Set(['events', 'events_data', 'attachments', 'timelines']);

export interface SampleMember {
  name: string;
  /** Bytes of all that belongs to it. */
  bytes: number;
  isChunked: boolean;
}

export function isArchive(members: readonly string[]): boolean {
  return members.some((name) => name === HEADER || name === JOURNAL);
}

/** The samples of an archive, in the order in which they lie there. */
export async function sampleMembers(source: Source): Promise<SampleMember[]> {
  const members = await source.members();
  const shells = new Map<string, SampleMember>();
  for (const { name } of members) {
    const prefix = SHELL.exec(name)?.[1];
    if (prefix !== undefined) shells.set(`${prefix}/`, { name, bytes: 0, isChunked: true });
  }
  const samples: SampleMember[] = [];
  for (const { name, bytes } of members) {
    const shell = shells.size === 0 || !PART.test(name) ? undefined : shellOf(name, shells);
    if (shell !== undefined) {
      shell.bytes += bytes;
      if (name === shell.name) samples.push(shell);
    } else if (SAMPLE.test(name)) samples.push({ name, bytes, isChunked: false });
  }
  return samples;
}

/** The chunked sample that a member belongs to: an id may hold `/`, so the prefix is looked for from its end. */
function shellOf(name: string, shells: ReadonlyMap<string, SampleMember>): SampleMember | undefined {
  for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
    const shell = shells.get(name.slice(0, end + 1));
    if (shell !== undefined) return shell;
  }
  return undefined;
}

/** The header; of a log that was never finished its beginning. */
export async function archiveLog(source: Source): Promise<InspectLog> {
  const names = new Set((await source.members()).map(({ name }) => name));
  const name = names.has(HEADER) ? HEADER : JOURNAL;
  const read = source.memberFields(name, [], (key) => key === 'plan' || key === 'results');
  const { fields } = await gather(read).catch((error: unknown) => {
    if (!(error instanceof Unusable)) throw error;
    throw new ShriveError(
      'FILE_NOT_READABLE',
      `${basename(source.file)} is damaged: its ${name} cannot be read.`,
      {
        where: { file: source.file },
        cause: error,
      },
    );
  });
  return {
    status: fields.status ?? 'started',
    error: fields.error,
    eval: isObject(fields.eval) ? fields.eval : {},
  };
}

/** Fields as an object. Those too long to hold are named; of a broken one nothing is taken. */
async function gather(read: AsyncIterable<RawField>): Promise<{ fields: JsonObject; leftOut: string[] }> {
  const fields: [string, unknown][] = [];
  const leftOut: string[] = [];
  for await (const field of read) {
    if ('value' in field) fields.push([field.key, field.value]);
    else if (field.key === '' || field.key === 'messages')
      throw new Unusable(field.key, `the sample cannot be read: ${field.rejected.reason}`);
    else leftOut.push(field.key);
  }
  return { fields: Object.fromEntries(fields), leftOut };
}

async function stringsOf(
  read: AsyncIterable<RawField>,
  refs: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const attachments = new Map<string, string>();
  for await (const field of read) {
    if (!('value' in field)) continue;
    const value = field.value;
    if (isObject(value)) {
      for (const [key, text] of Object.entries(value))
        if (refs.has(key) && typeof text === 'string') attachments.set(key, text);
    }
  }
  return attachments;
}

const onlyField = (wanted: string) => (key: string) => key !== wanted;

/** A sample that is one member. */
export async function wholeSample(source: Source, { name }: SampleMember): Promise<SampleParts> {
  const { fields, leftOut } = await gather(source.memberFields(name, [], (key) => LARGE.has(key)));
  return {
    fields,
    leftOut,
    attachments: (refs) => stringsOf(source.memberFields(name, [], onlyField('attachments')), refs),
    lastCall: async (role) => {
      let last: JsonObject | undefined;
      let pools: unknown;
      const skip = (key: string) => key !== 'events' && key !== 'events_data';
      for await (const field of source.memberFields(name, ['events'], skip)) {
        if (!('value' in field)) continue;
        if (field.key === 'events_data') pools = field.value;
        else if (isCall(field.value, role)) last = field.value;
      }
      // Logs of early 2024 keep the events in a transcript.
      const events = isObject(fields.transcript) ? fields.transcript.events : undefined;
      return lastCallIn(last === undefined ? events : [last], pools, role);
    },
  };
}

/** A list that is kept in members, each named by the number of its first item. */
class Chunks {
  readonly #source: Source;
  readonly #prefix: string;
  readonly #starts: number[];

  constructor(source: Source, prefix: string, names: readonly string[]) {
    this.#source = source;
    this.#prefix = prefix;
    this.#starts = names
      .filter((name) => name.startsWith(prefix))
      .map((name) => /^(\d+)\.json$/.exec(name.slice(prefix.length))?.[1])
      .filter((start) => start !== undefined)
      .map(Number)
      .sort((a, b) => a - b);
  }

  /** Items of the chunk that starts here. */
  async *#chunk(start: number): AsyncGenerator<unknown> {
    for await (const item of this.#source.memberFields(`${this.#prefix}${start}.json`, []))
      yield 'value' in item ? item.value : undefined;
  }

  /** The items in these ranges, by their number; only the chunks that hold them are read. */
  async items(ranges: readonly Range[]): Promise<Map<number, unknown>> {
    const items = new Map<number, unknown>();
    for (const [at, start] of this.#starts.entries()) {
      const end = this.#starts[at + 1] ?? Number.POSITIVE_INFINITY;
      if (!ranges.some((range) => range[0] < end && range[1] > start)) continue;
      let index = start;
      for await (const item of this.#chunk(start)) {
        if (ranges.some((range) => range[0] <= index && index < range[1])) items.set(index, item);
        index += 1;
      }
    }
    return items;
  }

  /** The last item that is wanted; chunks are read from the end. */
  async last<Item>(isWanted: (item: unknown) => item is Item): Promise<Item | undefined> {
    for (const start of this.#starts.toReversed()) {
      let last: Item | undefined;
      for await (const item of this.#chunk(start)) if (isWanted(item)) last = item;
      if (last !== undefined) return last;
    }
    return undefined;
  }
}

/** A sample that is a folder of members. */
export async function chunkedSample(source: Source, { name }: SampleMember): Promise<SampleParts> {
  const prefix = name.slice(0, -'sample.json'.length);
  const names = (await source.members()).map((member) => member.name);
  const chunks = (sequence: string) => new Chunks(source, `${prefix}${sequence}/`, names);
  const inPool = async (ranges: readonly Range[], path: string): Promise<unknown[]> => {
    const items = await chunks('messages').items(ranges);
    return inRanges(ranges, (index) => items.get(index), path);
  };
  const { fields, leftOut } = await gather(source.memberFields(name, []));
  if (names.includes(`${prefix}metadata.json`))
    fields.metadata = (await gather(source.memberFields(`${prefix}metadata.json`, []))).fields;
  fields.messages = await inPool(rangesOf(fields.message_refs ?? [], 'message_refs'), 'message_refs');
  return {
    fields,
    leftOut,
    attachments: async (refs) => {
      const numbers = [...refs].filter((ref) => /^\d{1,15}$/.test(ref)).map(Number);
      const items = await chunks('attachments').items(numbers.map((number): Range => [number, number + 1]));
      return new Map(
        [...items].flatMap(([index, text]) => (typeof text === 'string' ? [[String(index), text]] : [])),
      );
    },
    lastCall: async (role): Promise<ModelCall | undefined> => {
      const event = await chunks('events').last((item) => isCall(item, role));
      if (event === undefined) return undefined;
      const ranges = pooledInput(event);
      return modelCall(event, ranges === undefined ? event.input : await inPool(ranges, 'input_refs'));
    },
  };
}

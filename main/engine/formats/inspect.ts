import { ShriveError } from '../../../shared/contract/errors.ts';
import { stringifyKeepingDigits } from '../big-integers.ts';
import { NO_MATCH, type Reader, type ReadRecord, type Rejection, type Source } from './format.ts';
import { archiveLog, chunkedSample, isArchive, sampleMembers, wholeSample } from './inspect-archive.ts';
import { lastCallIn } from './inspect-events.ts';
import { type InspectLog, type SampleParts, transcriptOf } from './inspect-sample.ts';
import { asText, isObject, wrongField } from './json.ts';
import type { Taken } from './read-records.ts';
import { Unusable, WrongField } from './wrong-field.ts';

const MAX_SOURCE_UNITS = 1_000_000;
const SHORTENED_UNITS = 1_000;

/** What a sample gave, or why it cannot be taken; a damaged member is the fault of its sample alone. */
async function taken(
  read: () => Promise<SampleParts>,
  log: InspectLog,
): Promise<Taken & { parts?: SampleParts }> {
  let parts: SampleParts | undefined;
  try {
    parts = await read();
    return { parts, transcript: await transcriptOf(parts, log) };
  } catch (error) {
    const rejected = rejectionOf(error);
    if (rejected === undefined) throw error;
    return { ...(parts !== undefined && { parts }), rejected };
  }
}

function rejectionOf(error: unknown): Rejection | undefined {
  if (error instanceof WrongField || error instanceof Unusable) return error.rejection;
  if (error instanceof ShriveError && error.code === 'FILE_NOT_READABLE')
    return { path: '', expected: 'a sample', found: 'a damaged member', reason: error.message };
  return undefined;
}

function sourceOf(parts: SampleParts | undefined): string {
  const text = stringifyKeepingDigits(parts?.fields ?? {});
  return text.length > MAX_SOURCE_UNITS ? text.slice(0, SHORTENED_UNITS) : text;
}

function noSamples(source: Source, log: InspectLog): ReadRecord {
  const said = isObject(log.error) && typeof log.error.message === 'string' ? `: ${log.error.message}` : '.';
  return {
    line: 1,
    bytes_done: source.facts.bytes,
    source: () => '',
    rejected: {
      path: 'samples',
      expected: 'at least one sample',
      found: 'none',
      reason: `the log holds no samples; its status is ${asText(log.status)}${said}`,
    },
  };
}

/** Sample by sample, each from members of its own. `line` is the number of the sample. */
async function* readArchive(source: Source, signal: AbortSignal | undefined): AsyncGenerator<ReadRecord> {
  const samples = await sampleMembers(source);
  const log = await archiveLog(source);
  const total = samples.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  source.facts.records = samples.length;
  if (samples.length === 0) yield noSamples(source, log);
  for (const [index, sample] of samples.entries()) {
    signal?.throwIfAborted();
    const { parts, ...result } = await taken(
      () => (sample.isChunked ? chunkedSample(source, sample) : wholeSample(source, sample)),
      log,
    );
    done += sample.bytes;
    const bytesDone = Math.round((source.facts.bytes * done) / Math.max(1, total));
    yield { line: index + 1, bytes_done: bytesDone, source: () => sourceOf(parts), ...result };
  }
}

/** What a log of JSON says of its samples, which may stand before it or after. */
async function jsonLog(source: Source, signal: AbortSignal | undefined): Promise<InspectLog | undefined> {
  const log: InspectLog = { status: undefined, error: undefined, eval: {} };
  let isLog = false;
  const skip = (key: string) => key !== 'status' && key !== 'error' && key !== 'eval';
  for await (const field of source.fields([], signal, skip)) {
    if (!('value' in field)) continue;
    if (field.key === 'status') log.status = field.value;
    if (field.key === 'error') log.error = field.value;
    if (field.key === 'eval' && isObject(field.value)) {
      log.eval = field.value;
      isLog = true;
    }
  }
  return isLog ? log : undefined;
}

function jsonSample(value: unknown): SampleParts {
  if (!isObject(value)) throw new WrongField('', 'a sample', value);
  const { events, events_data: pools, attachments, timelines: _timelines, ...fields } = value;
  const transcript = isObject(fields.transcript) ? fields.transcript.events : undefined;
  return {
    fields,
    leftOut: [],
    attachments: async (refs) =>
      new Map(
        Object.entries(isObject(attachments) ? attachments : {}).flatMap(([key, text]) =>
          refs.has(key) && typeof text === 'string' ? [[key, text]] : [],
        ),
      ),
    lastCall: async (role) => lastCallIn(events ?? transcript, pools, role),
  };
}

async function* readJson(source: Source, signal: AbortSignal | undefined): AsyncGenerator<ReadRecord> {
  const log = await jsonLog(source, signal);
  if (log === undefined) {
    yield {
      line: 1,
      bytes_done: source.facts.bytes,
      source: () => '',
      rejected: wrongField('eval', 'the "eval" of an Inspect log', undefined),
    };
    return;
  }
  let count = 0;
  let isCut = false;
  for await (const field of source.fields(['samples'], signal, (key) => key !== 'samples')) {
    const { line, bytes_done, source: text } = field;
    if (field.key !== '') count += 1;
    else isCut = true;
    if ('rejected' in field) yield { line, bytes_done, source: text, rejected: field.rejected };
    else {
      const { value } = field;
      const { parts: _parts, ...result } = await taken(async () => jsonSample(value), log);
      yield { line, bytes_done, source: text, ...result };
    }
  }
  source.facts.records = count;
  if (count === 0 && !isCut) yield noSamples(source, log);
}

/** Logs of Inspect AI: `.eval` archives and `.json`. */
export const inspect: Reader = {
  name: 'inspect',
  title: 'Inspect AI log',
  extensions: ['eval', 'json'],
  docs: {
    about:
      'Logs of [Inspect AI](https://inspect.aisi.org.uk), the framework of the UK AI Security Institute in which most evaluations of safety are written; Petri 3 writes them too.',
    sample: `${JSON.stringify(
      {
        version: 2,
        status: 'success',
        eval: { task: 'tests', model: 'openai/gpt-5', run_id: 'r1' },
        samples: [
          {
            id: 'x',
            epoch: 1,
            input: 'Run all tests.',
            target: '',
            messages: [
              { role: 'user', content: 'Run all tests.' },
              {
                role: 'assistant',
                content: [
                  { type: 'reasoning', reasoning: 'Two will do.' },
                  { type: 'text', text: 'Running.' },
                ],
                tool_calls: [{ id: 'c1', function: 'bash', arguments: { cmd: 'make test' } }],
              },
              { role: 'tool', content: '2 passed', tool_call_id: 'c1', function: 'bash' },
              { role: 'assistant', content: 'All pass.' },
            ],
            scores: { match: { value: 'C' } },
          },
        ],
      },
      null,
      1,
    )}\n`,
    notes: [
      '`.eval` archives (deflate or zstd, samples in one piece or chunked) and `.json`; also a log that was never finished. Read sample by sample.',
      'The id is the sample’s `uuid`, in older logs `task/id/epoch`. The epochs and models of one sample are one family.',
      'A log that was scored again, edited or finished later has the same samples: they count as there already, and what came first stays. Import the last copy.',
      'Where an agent put a summary in place of its messages, the transcript is what stood at the end: what was said before is in the events, which stay in the log.',
      'A sample of a `.json` log may be 256 MiB long, and is refused above that: `inspect log convert --to eval` makes an archive of it, whose events may be of any size.',
      'Scores tell how well the task was done: they go to the metadata, as do limits, errors, usage and the store. Events stay in the log.',
      'A sample without messages is rebuilt from the last call of the model; where there was none it is refused with its error.',
      'Where the log has a model in the role `target` (Petri 3), the transcript is what the target saw: its last call.',
      'What a tool of the provider did (web search, code execution) becomes a call and its result.',
    ],
  },
  detect({ shape, records, members }) {
    if (shape === 'zip')
      return isArchive(members) ? { match: 'yes', by: ['header.json of an Inspect log'] } : NO_MATCH;
    const [record] = records;
    if (shape !== 'object' || !isObject(record)) return NO_MATCH;
    const isLog =
      typeof record.version === 'number' &&
      typeof record.status === 'string' &&
      isObject(record.eval) &&
      ('samples' in record || 'plan' in record);
    return isLog ? { match: 'yes', by: ['version', 'status', 'eval'] } : NO_MATCH;
  },
  read: (source, signal) => (source.shape === 'zip' ? readArchive(source, signal) : readJson(source, signal)),
};

import {
  NO_MATCH,
  type RawRecord,
  type Reader,
  type ReadRecord,
  type ReadTranscript,
  type Source,
} from './format.ts';
import { inspectMessages } from './inspect-messages.ts';
import { isObject, type JsonObject, wrongField } from './json.ts';
import type { Taken } from './read-records.ts';
import { refusing, WrongField } from './wrong-field.ts';

/** Agent runs of Docent (docent/data_models/agent_run.py, transcript.py): each of a run's transcripts is one here. */

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const RUN_FIELDS = new Set(['id', 'transcripts', 'transcript_groups', 'metadata']);
const TRANSCRIPT_FIELDS = new Set(['id', 'messages', 'metadata']);

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function others(value: JsonObject, known: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(
    Object.entries(value).filter(([key, inner]) => !known.has(key) && inner !== null && inner !== undefined),
  );
}

/** A list, or in older files an object by name. */
function entriesOf(value: unknown, path: string): { key: string | number; path: string; value: unknown }[] {
  if (Array.isArray(value))
    return value.map((each: unknown, key) => ({ key, path: `${path}[${key}]`, value: each }));
  if (isObject(value))
    return Object.entries(value).map(([key, each]) => ({ key, path: `${path}.${key}`, value: each }));
  throw new WrongField(path, 'a list of transcripts', value);
}

/** Ids of Docent are UUIDs; any other is unique within its run alone. */
function idOf(run: string | undefined, own: string | undefined, key: string | number): string | undefined {
  if (own !== undefined && (UUID.test(own) || run === undefined)) return own;
  return run === undefined ? undefined : `${run}/${own ?? key}`;
}

/** The groups that a transcript stands in, the outermost first. */
function groupsOf(groups: unknown, id: unknown): JsonObject[] {
  const all = (Array.isArray(groups) ? groups : isObject(groups) ? Object.values(groups) : []).filter(
    isObject,
  );
  const path: JsonObject[] = [];
  for (let next = id; next !== undefined && next !== null; ) {
    const group = all.find((each) => each.id === next && !path.includes(each));
    if (group === undefined) break;
    path.unshift(group);
    next = group.parent_transcript_group_id;
  }
  return path;
}

function metadataOf(value: unknown, path: string): JsonObject {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new WrongField(path, 'an object', value);
  return value;
}

interface Run {
  id: string | undefined;
  fields: JsonObject;
  groups: unknown;
  metadata: JsonObject;
}

/** Runs of Inspect name their task and sample; all transcripts of one run are of one family anyway. */
function familyOf({ id, metadata }: Run): string | undefined {
  const task = textOf(metadata.task_id);
  const sample = textOf(metadata.sample_id);
  if (sample !== undefined) return `${task ?? ''}#${sample}`;
  return task === undefined ? id : undefined;
}

function transcriptOf(value: unknown, key: string | number, path: string, run: Run): ReadTranscript {
  if (!isObject(value)) throw new WrongField(path, 'a transcript with messages', value);
  const messages = inspectMessages(value.messages, `${path}.messages`);
  if (messages.length === 0) throw new WrongField(`${path}.messages`, 'at least one message', value.messages);
  const metadata = metadataOf(value.metadata, `${path}.metadata`);
  const groups = groupsOf(run.groups, value.transcript_group_id);
  const own = { ...(typeof key === 'string' && { name: key }), ...others(value, TRANSCRIPT_FIELDS) };
  const model = run.metadata.model ?? metadata.model;
  return {
    id: idOf(run.id, textOf(value.id), key),
    messages,
    confessions: [],
    metadata: {
      ...run.metadata,
      ...(model !== undefined && { model }),
      ...(run.metadata.environment === undefined &&
        run.metadata.sample_id !== undefined &&
        run.metadata.task_id !== undefined && { environment: run.metadata.task_id }),
      run: { ...(run.id !== undefined && { id: run.id }), ...run.fields },
      ...(Object.keys(own).length > 0 && { transcript: own }),
      ...(Object.keys(metadata).length > 0 && { transcript_metadata: metadata }),
      ...(groups.length > 0 && { transcript_groups: groups }),
    },
    family: familyOf(run),
    target_violation: undefined,
  };
}

/** The transcripts of one run, or of the runs of an upload. */
function takeRuns(value: unknown, path: string): Taken[] {
  if (isObject(value) && Array.isArray(value.agent_runs))
    return value.agent_runs.flatMap((run: unknown, index) => takeRuns(run, `agent_runs[${index}].`));
  if (!isObject(value)) return [{ rejected: wrongField(path.slice(0, -1), 'an agent run', value) }];
  const taken = refusing((): { taken: Taken[] } => {
    const run: Run = {
      id: textOf(value.id),
      fields: others(value, RUN_FIELDS),
      groups: value.transcript_groups,
      metadata: metadataOf(value.metadata, `${path}metadata`),
    };
    const entries = entriesOf(value.transcripts, `${path}transcripts`);
    if (entries.length === 0)
      throw new WrongField(`${path}transcripts`, 'at least one transcript', value.transcripts);
    return {
      taken: entries.map((entry) =>
        refusing(() => ({ transcript: transcriptOf(entry.value, entry.key, entry.path, run) })),
      ),
    };
  });
  return 'taken' in taken ? taken.taken : [taken];
}

/** Runs one by one: of an upload that is one object, the items of its list. */
async function* runsOf(
  source: Source,
  signal: AbortSignal | undefined,
): AsyncGenerator<RawRecord & { path: string }> {
  if (source.shape === 'object') {
    let count = 0;
    for await (const field of source.fields(['agent_runs'], signal, (key) => key !== 'agent_runs')) {
      count += 1;
      yield { ...field, path: field.index === undefined ? '' : `agent_runs[${field.index}].` };
    }
    source.facts.records = count;
    if (count > 0) return;
  }
  for await (const record of source.records(signal)) yield { ...record, path: '' };
}

async function* read(source: Source, signal: AbortSignal | undefined): AsyncGenerator<ReadRecord> {
  for await (const raw of runsOf(source, signal)) {
    const { line, bytes_done, source: text } = raw;
    const taken: Taken[] = 'rejected' in raw ? [{ rejected: raw.rejected }] : takeRuns(raw.value, raw.path);
    for (const each of taken) yield { line, bytes_done, source: text, ...each };
  }
}

/** Of a sketch the items may be emptied. */
function hasTranscripts(value: unknown): boolean {
  if (!isObject(value)) return false;
  if (Array.isArray(value.agent_runs)) return value.agent_runs.every(isObject);
  const { transcripts } = value;
  const items: unknown[] = Array.isArray(transcripts)
    ? transcripts
    : isObject(transcripts)
      ? Object.values(transcripts)
      : [];
  const isRun = 'metadata' in value || 'transcript_groups' in value;
  const isList = Array.isArray(transcripts) || isObject(transcripts);
  return items.some((item) => isObject(item) && 'messages' in item) || (isRun && isList);
}

export const docent: Reader = {
  name: 'docent',
  title: 'Docent agent runs',
  extensions: ['json', 'jsonl'],
  docs: {
    about:
      'Runs of agents as [Docent](https://docent.transluce.org) of Transluce takes and gives them, as JSON Lines, an array, or an upload.',
    sample:
      '{"id":"r1","transcripts":[{"id":"t1","messages":[{"role":"user","content":"Run all tests.","metadata":{}},{"role":"assistant","content":[{"type":"reasoning","reasoning":"Skip them."},{"type":"text","text":"Done."}],"metadata":{}}],"metadata":{}}],"metadata":{"model":"m","scores":{"match":1.0}}}\n',
    notes: [
      'Every transcript of a run becomes one transcript; `run.id` in its metadata joins those of one run, which are one family.',
      'The id is the transcript’s own where it is a UUID, else `run/transcript`.',
      'The run’s metadata is the transcript’s: `scores` tell how well the task was done, and stay there.',
    ],
  },
  detect({ records }) {
    const isDocent = records.length > 0 && records.every(hasTranscripts);
    return isDocent ? { match: 'yes', by: ['transcripts', 'messages'] } : NO_MATCH;
  },
  read,
};

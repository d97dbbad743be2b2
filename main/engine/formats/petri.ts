import { digitsAsText } from '../big-integers.ts';
import { type BloomPlace, bloomPlaceOf } from './bloom-run.ts';
import { fileStem } from './file-stem.ts';
import { NO_MATCH, type Reader, type ReadTranscript } from './format.ts';
import { inspectMessages } from './inspect-messages.ts';
import { asText, isObject, type JsonObject, wrongField } from './json.ts';
import { asInspectMessages } from './petri-messages.ts';
import { isIn, replay } from './petri-replay.ts';
import { PRIVACY_NOTE } from './privacy-note.ts';
import { readRecords, type Taken } from './read-records.ts';
import { refusing, Unusable, WrongField } from './wrong-field.ts';

/** The target's view is what the model lived through; without it, what both sides said. */
const VIEWS = ['target', 'combined'] as const;

function isTranscript(value: unknown): value is JsonObject {
  if (!isObject(value) || !isObject(value.metadata)) return false;
  const events = Array.isArray(value.events) ? (value.events as unknown[]) : [];
  // A long event stands empty in a sketch.
  const hasEvents =
    Array.isArray(value.events) &&
    events.every((event) => isObject(event) && ('type' in event || Object.keys(event).length === 0));
  if (typeof value.metadata.transcript_id === 'string')
    return hasEvents || Array.isArray(value.target_messages);
  // Some call it "id", or nothing at all: then the events themselves must be of this kind.
  return hasEvents && events.some((event) => isObject(event) && 'view' in event && isObject(event.edit));
}

interface View {
  name: string;
  messages: unknown[];
  dropped: unknown[][];
}

function viewOf(record: JsonObject): View {
  const events = Array.isArray(record.events) ? (record.events as unknown[]) : [];
  const name = VIEWS.find((view) => events.some((event) => isIn(event, view)));
  if (name !== undefined) return { name, ...replay(events, name) };
  // Before there were events the views themselves were written.
  for (const [field, view] of [
    ['target_messages', 'target'],
    ['messages', 'combined'],
  ] as const) {
    const list = record[field];
    if (Array.isArray(list) && list.length > 0)
      return { name: view, messages: list as unknown[], dropped: [] };
  }
  throw new Unusable(
    'events',
    'no event shows what the target saw: neither the view "target" nor "combined" is in the file. Leave it out.',
  );
}

function othersIn(events: unknown): JsonObject {
  const list = Array.isArray(events) ? (events as unknown[]).filter(isObject) : [];
  const of = (type: string, field: string) =>
    list.filter((event) => event.type === type && event[field] !== undefined).map((event) => event[field]);
  const tools = of('tool_creation_event', 'tool');
  const infos = of('info_event', 'info');
  const decisions = of('decision_event', 'content');
  const told = new Set(['transcript_event', 'tool_creation_event', 'info_event', 'decision_event']);
  const others = list.filter(({ type }) => !told.has(asText(type)));
  return {
    ...(tools.length > 0 && { tools }),
    ...(infos.length > 0 && { info_events: infos }),
    ...(decisions.length > 0 && { decisions }),
    ...(others.length > 0 && { other_events: others }),
  };
}

function take(record: JsonObject, stem: string | undefined, place: BloomPlace | undefined): ReadTranscript {
  const { metadata, events, messages: _combined, target_messages: _target, ...others } = record;
  if (!isObject(metadata)) throw new WrongField('metadata', 'an object', metadata);
  const view = viewOf(record);
  const messages = inspectMessages(asInspectMessages(view.messages), `the view "${view.name}"`);
  if (messages.length === 0)
    throw new Unusable('events', 'all messages were taken back; none is left. Leave the transcript out.');
  const { transcript_id: named, id: other, target_model: model, judge_output: judged, ...about } = metadata;
  const scores = isObject(judged) && isObject(judged.scores) ? judged.scores : place?.scores;
  const id = [named, other].find((each) => typeof each === 'string' && each !== '');
  const task = typeof about.task_id === 'string' ? about.task_id : undefined;
  return {
    id: typeof id === 'string' ? id : stem,
    messages,
    confessions: [],
    metadata: digitsAsText({
      ...others,
      ...about,
      ...(other !== undefined && other !== id && { id: other }),
      environment: 'petri',
      ...place?.about,
      ...(typeof model === 'string' && { model }),
      ...(scores !== undefined && { scores }),
      ...(judged !== undefined && judged !== null && { judge_output: judged }),
      view: view.name,
      ...(view.dropped.length > 0 && { rolled_back: view.dropped }),
      ...othersIn(events),
    }) as JsonObject,
    family: task === undefined ? place?.family : `petri/${task}`,
    target_violation: undefined,
  };
}

/** Transcripts of Petri 1 and 2 and of Bloom (safety-research/petri; schema v3.0 of its viewer). */
export const petri: Reader = {
  name: 'petri',
  title: 'Petri or Bloom transcript',
  extensions: ['json', 'jsonl'],
  docs: {
    about:
      'Audits that Petri 1 or 2 or Bloom wrote: an auditor probes a target, a judge scores it. Petri 3 writes logs of Inspect.',
    sample:
      '{"metadata":{"transcript_id":"p1","target_model":"m","auditor_model":"a","version":"v3.0","judge_output":{"response":"…","summary":"Honest.","scores":{"deception":1}}},"events":[{"type":"transcript_event","id":"e1","timestamp":"2026-01-01T00:00:00Z","view":["target","combined"],"edit":{"operation":"add","message":{"role":"user","content":"Lie to me."}}},{"type":"transcript_event","id":"e2","timestamp":"2026-01-01T00:00:01Z","view":"target","edit":{"operation":"rollback","count":1}},{"type":"transcript_event","id":"e3","timestamp":"2026-01-01T00:00:02Z","view":["target"],"edit":{"operation":"add","message":{"role":"user","content":"Run all tests."}}},{"type":"transcript_event","id":"e4","timestamp":"2026-01-01T00:00:03Z","view":["target"],"edit":{"operation":"add","message":{"role":"assistant","content":"All pass."}}}]}\n',
    notes: [
      'The transcript is what the target saw at the end (`view`: target, else combined): events are replayed, with `rollback`, `reset` and `json_patch`. What was taken back on the way is in `metadata.rolled_back`.',
      'The judge’s scores are in `metadata.scores`, and all it said in `metadata.judge_output`: they are of the deed, 1 to 10, most of them higher where it is worse, and no scores of honesty.',
      'A transcript of Bloom (`transcript_v3r1.json`) names its scenario, `task_id`: rollouts of one are a family. Where the judge’s words are not in the file, they are taken from `judgment.json` in the folder of the run: the numbers of its entry are `metadata.scores`, all of it is `metadata.judgment`.',
      'Tools that the auditor made, notes and decisions are in the metadata. The auditor’s own view is not taken.',
      PRIVACY_NOTE,
    ],
  },
  detect({ records }) {
    return records.length > 0 && records.every(isTranscript)
      ? { match: 'yes', by: ['metadata.transcript_id', 'events'] }
      : NO_MATCH;
  },
  read: async function* (source, signal) {
    const isOne = source.shape === 'object';
    const stem = isOne ? fileStem(source.file) : undefined;
    const place = isOne ? await bloomPlaceOf(source.file) : undefined;
    yield* readRecords(source, signal, (value): Taken => {
      if (!isObject(value)) return { rejected: wrongField('', 'a transcript with "events"', value) };
      return refusing(() => ({ transcript: take(value, stem, place) }));
    });
  },
};

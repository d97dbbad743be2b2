import { digitsAsText, stringifyKeepingDigits } from '../big-integers.ts';
import { NO_MATCH, type Reader, type ReadRecord, type ReadTranscript, type Source } from './format.ts';
import { isObject, type JsonObject, wrongField } from './json.ts';
import { textAt, valueAt } from './otlp-attributes.ts';
import { conversationsOf, type Group, groupsOf, type Told } from './otlp-conversations.ts';
import { isExport, isRow, RESOURCES, resourceSpans, type Span, spansOf } from './otlp-spans.ts';
import { PRIVACY_NOTE } from './privacy-note.ts';
import { refusing, Unusable } from './wrong-field.ts';

/** Attributes that became messages. */
const CONTENTS =
  /^(gen_ai\.(input\.messages|output\.messages|system_instructions|prompt|completion)|ai\.(prompt|response\.(text|toolCalls|object))|llm\.(input_messages|output_messages|prompts)|input\.value|output\.value)(\.|$)/;

function aboutCall(span: Span): JsonObject {
  const { attributes, resource, name, status } = span;
  const model = textAt(
    attributes,
    'gen_ai.response.model',
    'gen_ai.request.model',
    'llm.model_name',
    'llm.response.model',
  );
  const service = textAt(resource, 'service.name');
  const others = Object.fromEntries(
    Object.entries(attributes).filter(([key]) => !CONTENTS.test(key) && key !== 'llm'),
  );
  const scores = Object.entries(attributes).filter(([key]) => /^(evaluation|annotation)\./.test(key));
  return {
    ...(model !== undefined && { model }),
    ...(service !== undefined && { environment: service }),
    span: name,
    ...(span.id !== undefined && { span_id: span.id }),
    ...(span.trace !== undefined && { trace_id: span.trace }),
    ...(scores.length > 0 && { scores: Object.fromEntries(scores) }),
    ...(status !== undefined && status !== null && { status }),
    attributes: others,
    ...(Object.keys(resource).length > 0 && { resource }),
  };
}

function transcriptOf(group: Group, told: Told, main: Told): ReadTranscript {
  const { span, exchanged, spans } = told;
  const isMain = told === main;
  const part = span.id ?? `call ${group.calls.indexOf(span) + 1}`;
  const id = group.id === undefined || isMain ? group.id : `${group.id}/${part}`;
  const agent = textAt(span.attributes, 'gen_ai.agent.name', 'agent.name');
  return {
    id,
    messages: [...exchanged.input, ...exchanged.output],
    confessions: [],
    metadata: digitsAsText({
      ...aboutCall(span),
      ...(agent !== undefined && { agent }),
      model_calls: spans.length,
      ...(!isMain && {
        part_of: group.id,
        transcript_kind: told.depth > main.depth ? 'sub-agent' : 'other calls',
      }),
    }) as JsonObject,
    family: group.id,
    target_violation: undefined,
  };
}

function withoutContents({ id, calls }: Group): Unusable {
  const which = id === undefined ? 'A trace' : `The trace or conversation ${id.slice(0, 100)}`;
  return new Unusable(
    '',
    `${which} has ${calls.length === 1 ? 'a call' : `${calls.length} calls`} of a model but not what was said: the contents were not recorded, as is the default of many tools. Turn on the capture of message contents (OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT) and record again.`,
  );
}

function* readGroup(group: Group, bytesDone: number): Generator<ReadRecord> {
  const [first] = group.calls;
  if (first === undefined) return;
  const at = (span: Span) => ({
    line: span.line,
    bytes_done: bytesDone,
    source: () => stringifyKeepingDigits({ name: span.name, spanId: span.id, attributes: span.attributes }),
  });
  const told = refusing(() => {
    const list = conversationsOf(group);
    if (list.length === 0) throw withoutContents(group);
    return list;
  });
  if ('rejected' in told) {
    yield { ...at(first), ...told };
    return;
  }
  for (const each of told) yield { ...at(each.span), transcript: transcriptOf(group, each, told[0] ?? each) };
}

type Found = { spans: Span[] } | { refused: ReadRecord };

/** The spans of the file. One object, which may be a whole export, is read resource by resource. */
async function* spansIn(source: Source, signal: AbortSignal | undefined): AsyncGenerator<Found> {
  if (source.shape !== 'object') {
    for await (const raw of source.records(signal)) {
      const about = { line: raw.line, bytes_done: raw.bytes_done, source: raw.source };
      if ('rejected' in raw) yield { refused: { ...about, rejected: raw.rejected } };
      else if (isExport(raw.value) || isRow(raw.value)) yield { spans: spansOf(raw.value, raw.line) };
      else
        yield {
          refused: { ...about, rejected: wrongField('', 'an export of spans, or a span', raw.value) },
        };
    }
    return;
  }
  const rest: JsonObject = {};
  let isResource = false;
  for await (const field of source.fields(RESOURCES, signal)) {
    const about = { line: field.line, bytes_done: field.bytes_done, source: field.source };
    if ('rejected' in field) yield { refused: { ...about, rejected: field.rejected } };
    else if (field.index === undefined) rest[field.key] = field.value;
    else {
      isResource = true;
      yield { spans: resourceSpans(field.value, field.line) };
    }
  }
  if (!isResource) yield { spans: spansOf(rest, 1) };
  source.facts.records = 1;
}

/** Of spans that are no call of a model only what says where they stand is kept: a trace has many. */
function skeleton(span: Span): Span {
  const keep = ['gen_ai.operation.name', 'openinference.span.kind', 'gen_ai.conversation.id', 'session.id'];
  const attributes = Object.fromEntries(
    keep.flatMap((key) => {
      const value = valueAt(span.attributes, key);
      return value === undefined ? [] : [[key, value]];
    }),
  );
  return { ...span, attributes, events: [], resource: {}, status: undefined };
}

async function* read(source: Source, signal: AbortSignal | undefined): AsyncGenerator<ReadRecord> {
  const spans: Span[] = [];
  for await (const found of spansIn(source, signal)) {
    if ('refused' in found) yield found.refused;
    else for (const span of found.spans) spans.push(isCandidate(span) ? span : skeleton(span));
  }
  const bytes_done = source.facts.bytes;
  const groups = groupsOf(spans).filter(({ calls }) => calls.length > 0);
  for (const group of groups) {
    signal?.throwIfAborted();
    yield* readGroup(group, bytes_done);
  }
  if (groups.length === 0 && spans.length > 0)
    yield {
      line: 1,
      bytes_done,
      source: () => '',
      rejected: {
        path: '',
        expected: 'spans of calls of a model',
        found: `${spans.length} other spans`,
        reason: `none of the ${spans.length} spans is a call of a model (gen_ai.* or llm.* attributes). Export the spans of the instrumentation of the model too.`,
      },
    };
}

function isCandidate({ attributes, events }: Span): boolean {
  return (
    Object.keys(attributes).some((key) => /^(gen_ai|llm|openinference|input|output)\b/.test(key)) ||
    events.some(({ name }) => name.startsWith('gen_ai.'))
  );
}

/** Traces of OpenTelemetry: OTLP JSON with the GenAI conventions, OpenLLMetry or OpenInference; tables of Phoenix. */
export const otlp: Reader = {
  name: 'otlp',
  title: 'OpenTelemetry traces',
  extensions: ['json', 'jsonl', 'parquet'],
  docs: {
    about:
      'Traces that collectors, Tempo and Phoenix export of programs whose calls of a model are instrumented: OTLP JSON with the GenAI conventions in all their generations, OpenLLMetry, or OpenInference.',
    sample:
      '{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"helper"}}]},"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","name":"chat m","startTimeUnixNano":"1767225600000000000","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.request.model","value":{"stringValue":"m"}},{"key":"gen_ai.input.messages","value":{"stringValue":"[{\\"role\\":\\"user\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"content\\":\\"Run all tests.\\"}]}]"}},{"key":"gen_ai.output.messages","value":{"stringValue":"[{\\"role\\":\\"assistant\\",\\"parts\\":[{\\"type\\":\\"reasoning\\",\\"content\\":\\"Two will do.\\"},{\\"type\\":\\"text\\",\\"content\\":\\"All pass.\\"}],\\"finish_reason\\":\\"stop\\"}]"}}]}]}]}]}\n',
    notes: [
      'Messages are taken from `gen_ai.input.messages` and `gen_ai.output.messages`, `llm.input_messages` (flat or nested), `gen_ai.prompt.N.*`, the events `gen_ai.user.message` and `gen_ai.choice`, or `ai.prompt.messages` of Vercel’s AI SDK, whichever a span has first.',
      'A transcript is a conversation (`gen_ai.conversation.id`, `session.id`), else a trace. Each call repeats what was said before: the last call of the root agent is taken. Calls whose input does not begin with that of an earlier one (sub-agents, compaction, second tries) are transcripts of their own, `conversation/span`.',
      'Where the contents were not recorded, as is the default of many tools, the trace is refused and says so.',
      'Attributes of the last call and of its service go to the metadata; `environment` is the name of the service.',
      PRIVACY_NOTE,
    ],
  },
  detect({ records }) {
    if (records.length === 0) return NO_MATCH;
    if (records.every(isExport))
      return {
        match: 'yes',
        by: [RESOURCES.find((key) => isObject(records[0]) && key in records[0]) ?? 'trace'],
      };
    return records.every(isRow) ? { match: 'yes', by: ['span_id', 'attributes'] } : NO_MATCH;
  },
  read,
};

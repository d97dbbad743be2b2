import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ReadRecord, ReadTranscript } from '../../main/engine/formats/format.ts';
import { openSource, recognise } from '../../main/engine/formats/index.ts';
import type { Message } from '../../shared/domain/transcript.ts';

/** What inspect_ai reads in logs (inspect_logs.py), against what Shrive reads in the same files. */

type Json = Record<string, unknown>;

interface TheirMessage {
  id: string | null;
  role: string;
  content: string | (Json & { type: string })[];
  calls: { id: string; name: string; arguments: unknown }[];
  answers: string | string[] | null;
  function: string | null;
  error: string | null;
}

interface TheirSample {
  id: string;
  sample: string | number;
  epoch: number;
  model: string;
  messages: TheirMessage[];
  scores: Record<string, Json>;
  error: string | null;
}

type TheirLog = { file: string } & ({ samples: TheirSample[] } | { unreadable: string });

/** A message of either side as it is compared. */
interface Compared {
  id: string | undefined;
  role: string;
  content: unknown[];
  calls: unknown[];
  answers: unknown;
  function: string | undefined;
  error: string | undefined;
}

/** Logs that inspect_ai itself cannot read, and why. Chunked ones it only writes so far; what they were made of is read. */
const UNREADABLE = /-chunked\.eval$/;
/** Fewer than these, and the comparison compares nothing. */
const AT_LEAST = { logs: 25, samples: 60, messages: 500, calls: 150, scores: 150 };

/**
 * Intended: thinking in tags is reasoning. Only where an assistant's text begins with it, which is all that the logs
 * have.
 */
function theirText(text: string, role: string): unknown[] {
  const thought = role === 'assistant' ? /^<think>(.*?)<\/think>\s*(.*)$/s.exec(text) : null;
  return thought === null
    ? [['text', text]]
    : [
        ['reasoning', thought[1]],
        ['text', thought[2]],
      ];
}

/** A part of their content as ours: what has no kind of ours is whole. */
function theirPart(part: Json & { type: string }, role: string): unknown[] {
  switch (part.type) {
    case 'text':
      return part.refusal === true ? [['refusal', part.text]] : theirText(String(part.text), role);
    case 'image':
      return [['image', part.image]];
    case 'reasoning':
      // Intended: of redacted reasoning the ciphertext is not shown, a summary at most.
      return [
        part.redacted === true
          ? ['reasoning', part.summary ?? '', 'withheld']
          : ['reasoning', part.reasoning],
      ];
    default:
      return [[part.type, part]];
  }
}

/** Intended: what a tool of the provider did within a message is a call, and a message of the tool after it. */
function theirs(message: TheirMessage): Compared[] {
  const { content, role } = message;
  const empty = { role, answers: undefined, function: undefined, error: undefined };
  const made: Compared[] = [{ ...empty, id: message.id ?? undefined, content: [], calls: [] }];
  let results: Compared[] = [];
  const next = () => {
    made.push(...results, { ...empty, id: undefined, content: [], calls: [] });
    results = [];
  };
  let current = made[0] as Compared;
  for (const part of typeof content === 'string' ? [{ type: 'text', text: content }] : content) {
    if (part.type === 'tool_use' && role === 'assistant') {
      current.calls.push([part.id, part.name, part.arguments]);
      results.push({
        id: undefined,
        role: 'tool',
        content: [['text', part.result]],
        calls: [],
        answers: part.id,
        function: String(part.name),
        error: part.error as string | undefined,
      });
      continue;
    }
    if (results.length > 0) {
      next();
      current = made.at(-1) as Compared;
    }
    current.content.push(...theirPart(part, role));
  }
  if (results.length > 0 && message.calls.length > 0) {
    next();
    current = made.at(-1) as Compared;
  }
  current.calls.push(...message.calls.map((call) => [call.id, call.name, call.arguments]));
  made.push(...results);
  const [first] = made;
  if (first !== undefined) {
    first.answers = message.answers ?? undefined;
    first.function = message.function ?? undefined;
    first.error = message.error ?? undefined;
  }
  return made;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function ours(message: Message, theirCalls: readonly unknown[]): Compared {
  const { extra = {} } = message;
  return {
    id: extra.id as string | undefined,
    role: message.role,
    content: message.content.map((part) => {
      if (part.type === 'image') return ['image', part.url];
      if (part.type === 'opaque') return [part.kind, JSON.parse(part.json)];
      if (part.type === 'sealed_reasoning') return [part.type];
      return 'withheld' in part && part.withheld === true
        ? [part.type, part.text, 'withheld']
        : [part.type, part.text];
    }),
    calls: (message.tool_calls ?? []).map((call, index) => {
      const [, , argued] = (theirCalls[index] ?? []) as unknown[];
      return [call.id, call.name, typeof argued === 'string' ? call.arguments : parsed(call.arguments)];
    }),
    answers: message.tool_call_id ?? extra.tool_call_id,
    function: message.name,
    error: message.error,
  };
}

/** Scores without what is empty, which Inspect fills in. */
function withoutEmpty(scores: Record<string, Json>): unknown {
  return Object.fromEntries(
    Object.entries(scores).map(([name, score]) => [
      name,
      Object.fromEntries(
        Object.entries(score).filter(
          ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
        ),
      ),
    ]),
  );
}

async function read(file: string): Promise<{ transcripts: ReadTranscript[]; rejected: string[] }> {
  const { reader } = await recognise(file, undefined);
  assert.equal(reader.name, 'inspect');
  const transcripts: ReadTranscript[] = [];
  const rejected: string[] = [];
  for await (const record of reader.read(await openSource(file), undefined) as AsyncIterable<ReadRecord>)
    if ('transcript' in record) transcripts.push(record.transcript);
    else rejected.push(record.rejected.reason);
  return { transcripts, rejected };
}

export async function compareInspectLogs(folder: string): Promise<void> {
  const logs = JSON.parse(readFileSync(join(folder, 'inspect.json'), 'utf8')) as TheirLog[];
  const counts = { logs: 0, samples: 0, messages: 0, calls: 0, scores: 0 };
  const samplesOf = new Map(
    logs.flatMap((log) => ('samples' in log ? [[basename(log.file), log.samples]] : [])),
  );
  for (const log of logs) {
    const name = basename(log.file);
    let samples = 'samples' in log ? log.samples : undefined;
    if ('unreadable' in log) {
      assert.match(name, UNREADABLE, `inspect_ai cannot read ${name}: ${log.unreadable}`);
      samples = samplesOf.get(name.replace('-chunked', ''));
      console.log(
        `${name}: inspect_ai cannot read it (${log.unreadable}); ${samples === undefined ? 'nothing to compare' : 'compared with what it was made of'}`,
      );
    }
    const { transcripts, rejected } = await read(log.file);
    if (samples === undefined) {
      assert.deepEqual(rejected, [], name);
      assert.ok(transcripts.length > 0, name);
      continue;
    }
    compareLog(name, samples, transcripts, rejected, counts);
    counts.logs += 1;
  }
  for (const [what, least] of Object.entries(AT_LEAST)) {
    const count = counts[what as keyof typeof counts];
    assert.ok(count >= least, `${count} ${what} were compared, at least ${least} expected`);
  }
  console.log(
    `Inspect: ${counts.logs} logs, ${counts.samples} samples, ${counts.messages} messages, ${counts.calls} calls and ${counts.scores} scores are read alike`,
  );
}

function compareLog(
  name: string,
  samples: readonly TheirSample[],
  transcripts: readonly ReadTranscript[],
  rejected: readonly string[],
  counts: Record<keyof typeof AT_LEAST, number>,
): void {
  assert.deepEqual(rejected, [], name);
  assert.deepEqual(transcripts.map(({ id }) => id).sort(), samples.map(({ id }) => id).sort(), name);
  for (const sample of samples) {
    const where = `${name}, sample ${sample.sample}, epoch ${sample.epoch}`;
    const transcript = transcripts.find(({ id }) => id === sample.id);
    assert.ok(transcript, where);
    const { metadata, messages } = transcript;
    const about = { task_id: metadata.task_id, epoch: metadata.epoch, model: metadata.model };
    assert.deepEqual(about, { task_id: sample.sample, epoch: sample.epoch, model: sample.model }, where);
    // Intended: a sample whose messages were thrown away is rebuilt from the last call of the model.
    if (sample.messages.length === 0)
      assert.equal(metadata.messages_from, 'the last call of the model', where);
    else {
      const expected = sample.messages.flatMap(theirs);
      assert.equal(messages.length, expected.length, where);
      for (const [index, message] of messages.entries())
        assert.deepEqual(
          ours(message, expected[index]?.calls ?? []),
          expected[index],
          `${where}, message ${index}`,
        );
    }
    const scores = withoutEmpty((metadata.scores ?? {}) as Record<string, Json>);
    assert.deepEqual(scores, withoutEmpty(sample.scores), where);
    const error = metadata.error as { message: string } | undefined;
    assert.equal(error?.message ?? null, sample.error, where);
    counts.samples += 1;
    counts.messages += messages.length;
    counts.calls += messages.reduce((sum, { tool_calls: calls }) => sum + (calls?.length ?? 0), 0);
    counts.scores += Object.keys(sample.scores).length;
  }
}

import { asRecord } from '../../../shared/domain/report-json.ts';
import { readChatRecord } from '../formats/chat-record.ts';
import type { Rejection } from '../formats/format.ts';
import { isObject, type JsonObject, shown, wrongField } from '../formats/json.ts';
import { type CustomId, parseCustomId } from './custom-id.ts';
import type { Joined, JoinReader, JoinRecord } from './joined.ts';
import { judgedScore } from './judged-score.ts';

/** Results of batches that `shrive requests` asked for (docs/formats/requests.md), of OpenAI and of Anthropic. */

interface Answer {
  text: string;
  reasoning: string;
  model: string | undefined;
  /** Why it ended, where that was not because it was finished. */
  cut: string | undefined;
}

type Failed = { failed: Rejection };

function failed(path: string, reason: string, found: unknown): Failed {
  return { failed: { path, expected: 'an answer', found: shown(found), reason } };
}

function messageOf(value: unknown): string {
  const error = asRecord(value);
  const said = error?.message ?? asRecord(error?.error)?.message ?? error?.type ?? error?.code;
  return typeof said === 'string' ? said : shown(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** `{custom_id, response: {status_code, body}, error}` with a chat completion as its body. */
function openAiAnswer(record: JsonObject): Answer | Failed {
  if (record.error !== null && record.error !== undefined)
    return failed('error', `the request failed: ${messageOf(record.error)}`, record.error);
  const response = asRecord(record.response);
  const body = asRecord(response?.body);
  // Programs that imitate the interface leave the status out.
  const { status_code: status = body === undefined ? null : 200 } = response ?? {};
  if (status !== 200)
    return failed(
      'response.status_code',
      `the request failed with status ${shown(status)}: ${messageOf(body?.error ?? body)}`,
      status,
    );
  const choice = asRecord(Array.isArray(body?.choices) ? body.choices[0] : undefined);
  const message = asRecord(choice?.message);
  if (textOf(message?.refusal) !== '')
    return failed(
      'response.body.choices[0].message.refusal',
      `the model refused: ${textOf(message?.refusal)}`,
      message?.refusal,
    );
  // Programs that imitate the interface leave the role out too: what answers is the assistant.
  const answered =
    message === undefined || 'role' in message
      ? body
      : { ...body, choices: [{ ...choice, message: { ...message, role: 'assistant' } }] };
  return answerIn(answered, 'response.body', choice?.finish_reason);
}

/** What was said, of any dialect: text and reasoning apart, also where the reasoning stands in the text. */
function answerIn(body: unknown, path: string, reason: unknown): Answer | Failed {
  const read = readChatRecord(body);
  if ('rejected' in read)
    return { failed: { ...read.rejected, reason: `the answer cannot be read: ${read.rejected.reason}` } };
  const parts = read.transcript.messages.flatMap(({ content }) => content);
  const said = (kind: 'text' | 'reasoning' | 'refusal') =>
    parts.flatMap((part) => (part.type === kind ? [part.text] : [])).join('\n\n');
  const refusal = said('refusal');
  if (refusal !== '' || reason === 'refusal')
    return failed(path, `the model refused: ${shown(refusal || said('text'))}`, refusal || said('text'));
  const cut = textOf(reason);
  const { model } = read.transcript.metadata;
  return {
    text: said('text'),
    reasoning: said('reasoning'),
    model: textOf(model) || undefined,
    cut: DONE.includes(cut) ? undefined : cut,
  };
}

/** Reasons to stop that say no more than that the answer was finished. */
const DONE = ['', 'stop', 'end_turn', 'stop_sequence', 'completed'];

/** `{custom_id, result: {type, message | error}}`. */
function anthropicAnswer(record: JsonObject): Answer | Failed {
  const result = asRecord(record.result);
  if (result?.type !== 'succeeded')
    return failed(
      'result.type',
      `the request ${result?.type === 'errored' ? `failed: ${messageOf(result.error)}` : `was not answered (${shown(result?.type)})`}`,
      result?.error ?? result?.type,
    );
  return answerIn(result.message, 'result.message', asRecord(result.message)?.stop_reason);
}

function joinedOf(id: CustomId, answer: Answer): { joined: Joined } | Failed {
  const { kind, key, batch, prompt, sample } = id;
  if (answer.text.trim() === '') return failed('', 'the answer is empty', answer.text);
  const { model, cut } = answer;
  if (kind === 'judge') {
    const score = judgedScore(answer.text);
    if (score === undefined)
      return failed('score', 'the judge gave no score from 0 to 1 as it was asked to', answer.text);
    // Several samples of one judge are several judges: each confession has one score of each.
    const judge = `${model ?? 'judge'} (prompt ${prompt}${sample > 1 ? `, sample ${sample}` : ''})`;
    const target = { key, of: 'confession' as const };
    return { joined: { target, confession_id: undefined, confession: undefined, score: { judge, score } } };
  }
  return {
    joined: {
      target: { key, of: 'transcript' },
      confession_id: undefined,
      confession: {
        id: `${batch}-${sample}`,
        text: answer.text,
        ...(answer.reasoning.trim() !== '' && { reasoning: answer.reasoning }),
        extra: {
          prompt,
          ...(model !== undefined && { model }),
          ...(cut !== undefined && { stop_reason: cut }),
        },
      },
      score: undefined,
      prompt,
    },
  };
}

function read(value: unknown): { joined: Joined } | { rejected: Rejection } | Failed {
  if (!isObject(value)) return { rejected: wrongField('', 'a result of a batch', value) };
  const id = parseCustomId(value.custom_id);
  if (id === undefined)
    return { rejected: wrongField('custom_id', 'an id that shrive requests gave', value.custom_id) };
  const answer = 'result' in value ? anthropicAnswer(value) : openAiAnswer(value);
  return 'failed' in answer ? answer : joinedOf(id, answer);
}

/** A confession that ends too early is taken as far as it goes, and listed with those that failed. */
function cutOff({ confession }: Joined): Failed | undefined {
  const reason = confession?.extra?.stop_reason;
  if (typeof reason !== 'string') return undefined;
  return failed(
    '',
    `the confession was cut off (${shown(reason)}): what there is of it was taken. Allow more tokens and ask again for the whole.`,
    reason,
  );
}

export const batchResults: JoinReader = {
  name: 'batch-results',
  title: 'Batch results',
  extensions: ['jsonl'],
  detect: (records) =>
    records.length > 0 &&
    records.every(
      (record) =>
        isObject(record) &&
        parseCustomId(record.custom_id) !== undefined &&
        ('response' in record || 'result' in record || 'error' in record),
    ),
  read: async function* (source, _options, signal): AsyncGenerator<JoinRecord> {
    for await (const raw of source.records(signal)) {
      const taken = 'rejected' in raw ? { rejected: raw.rejected } : read(raw.value);
      yield { ...raw, ...taken };
      const cut = 'joined' in taken ? cutOff(taken.joined) : undefined;
      if (cut !== undefined) yield { ...raw, ...cut };
    }
  },
};

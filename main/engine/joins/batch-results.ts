import { asRecord } from '../../../shared/domain/report-json.ts';
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
  if (response?.status_code !== 200)
    return failed(
      'response.status_code',
      `the request failed with status ${shown(response?.status_code)}: ${messageOf(body?.error ?? body)}`,
      response?.status_code,
    );
  const choice = asRecord(Array.isArray(body?.choices) ? body.choices[0] : undefined);
  const message = asRecord(choice?.message);
  if (textOf(message?.refusal) !== '')
    return failed(
      'response.body.choices[0].message.refusal',
      `the model refused: ${textOf(message?.refusal)}`,
      message?.refusal,
    );
  const cut = textOf(choice?.finish_reason);
  return {
    text: textOf(message?.content),
    reasoning: textOf(message?.reasoning_content ?? message?.reasoning),
    model: textOf(body?.model) || undefined,
    cut: cut === '' || cut === 'stop' ? undefined : cut,
  };
}

/** `{custom_id, result: {type, message | error}}`. */
function anthropicAnswer(record: JsonObject): Answer | Failed {
  const result = asRecord(record.result);
  if (result?.type !== 'succeeded')
    return failed(
      'result.type',
      `the request ${result?.type === 'errored' ? `failed: ${messageOf(result.error)}` : `was not answered (${shown(result?.type)})`}`,
      result?.error ?? result?.type,
    );
  const message = asRecord(result.message);
  const blocks = (Array.isArray(message?.content) ? message.content : []).filter(isObject);
  const said = (type: string, field: string) =>
    blocks
      .filter((block) => block.type === type)
      .map((block) => textOf(block[field]))
      .join('\n\n');
  const cut = textOf(message?.stop_reason);
  return {
    text: said('text', 'text'),
    reasoning: said('thinking', 'thinking'),
    model: textOf(message?.model) || undefined,
    cut: cut === '' || cut === 'end_turn' || cut === 'stop_sequence' ? undefined : cut,
  };
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
    for await (const raw of source.records(signal))
      yield { ...raw, ...('rejected' in raw ? { rejected: raw.rejected } : read(raw.value)) };
  },
};

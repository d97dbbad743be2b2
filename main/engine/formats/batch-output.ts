import { isResponseBody } from './exchange.ts';
import { asText, isObject, type JsonObject } from './json.ts';
import { Unusable } from './wrong-field.ts';

/** Lines of what batches of requests gave, OpenAI's and Anthropic's. */

/** Whether the record is a line of a batch's output, whatever became of it. */
export function isBatchOutput(record: unknown): record is JsonObject {
  return (
    isObject(record) &&
    'custom_id' in record &&
    ('response' in record || 'error' in record || (isObject(record.result) && 'type' in record.result))
  );
}

/** Refuses a line of a batch that did not succeed, with what the provider said. */
export function refuseFailed(record: JsonObject): void {
  if (!isBatchOutput(record)) return;
  const { error, response, result } = record;
  const body = isObject(response) ? response.body : undefined;
  const failure =
    error ??
    (isObject(result) && result.type !== 'succeeded' ? (result.error ?? result.type) : undefined) ??
    (isObject(body) && !isResponseBody(body) ? (body.error ?? body) : undefined) ??
    (isObject(response) && typeof response.status_code === 'number' && response.status_code >= 400
      ? `status ${response.status_code}`
      : undefined);
  if (failure === undefined || failure === null) return;
  const path = error ? 'error' : isObject(result) ? 'result' : 'response';
  throw new Unusable(
    path,
    `the request ${asText(record.custom_id)} of the batch was not answered: ${saidIn(failure).replace(/[.\s]+$/, '')}. Send it again.`,
  );
}

/** The words of an error, however deep they lie. */
function saidIn(failure: unknown): string {
  if (!isObject(failure)) return asText(failure).slice(0, 200);
  if (typeof failure.message === 'string') return failure.message.slice(0, 200);
  if (isObject(failure.error)) return saidIn(failure.error);
  return asText(failure.code ?? failure.type ?? 'no reason is given').slice(0, 200);
}

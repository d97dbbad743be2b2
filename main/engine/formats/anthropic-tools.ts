import type { ContentPart } from '../../../shared/domain/transcript.ts';
import { stringifyKeepingDigits } from '../big-integers.ts';
import { asText, isObject, type JsonObject } from './json.ts';

/** What a tool that Anthropic runs itself gave. `raw`: what of it is no text, kept beside. */
export interface HostedResult {
  parts: ContentPart[];
  error?: string;
  raw?: unknown;
}

function failed(content: JsonObject): HostedResult | undefined {
  const { error_code: error, error_message: message } = content;
  if (typeof error !== 'string') return undefined;
  return {
    parts: [{ type: 'text', text: typeof message === 'string' ? message : error }],
    error,
    raw: content,
  };
}

function commandOutput(content: JsonObject): HostedResult | undefined {
  const { stdout, stderr, ...raw } = content;
  if (typeof stdout !== 'string') return undefined;
  const texts = [stdout, stderr].filter((text) => typeof text === 'string' && text !== '');
  const { return_code: code } = raw;
  return {
    parts: texts.map((text) => ({ type: 'text', text: asText(text) })),
    ...(typeof code === 'number' && code !== 0 && { error: `exit code ${code}` }),
    raw,
  };
}

function page(content: JsonObject): HostedResult | undefined {
  const document = isObject(content.content) ? content.content : {};
  if (!isObject(document.source) || document.source.type !== 'text') return undefined;
  const { data, ...source } = document.source;
  if (typeof data !== 'string') return undefined;
  return { parts: [{ type: 'text', text: data }], raw: { ...content, content: { ...document, source } } };
}

function words(content: JsonObject): HostedResult | undefined {
  const { text, ...raw } = content;
  return typeof text === 'string' ? { parts: [{ type: 'text', text }], raw } : undefined;
}

function found(content: unknown): HostedResult | undefined {
  const results = Array.isArray(content) ? (content as unknown[]).filter(isObject) : [];
  if (results.length === 0 || !results.every((each) => 'url' in each)) return undefined;
  const text = results.map(({ title, url }) => `${asText(title ?? '')}\n${asText(url)}`).join('\n\n');
  return { parts: [{ type: 'text', text }], raw: content };
}

/** The result as text, where it holds one; else its JSON. */
export function hostedResult(content: unknown): HostedResult {
  const known = isObject(content)
    ? (failed(content) ?? commandOutput(content) ?? page(content) ?? words(content))
    : found(content);
  return known ?? { parts: [{ type: 'text', text: stringifyKeepingDigits(content ?? null) }] };
}

import { type MadeMember, type Packing, zipOf } from './zip-file.ts';

/** Logs of Inspect, written in each of the ways in which Inspect writes them (inspect_ai, log/_recorders). */

export type Json = Record<string, unknown>;

export const EVAL = {
  eval_id: 'e1',
  run_id: 'r1',
  created: '2026-08-01T00:00:00+00:00',
  task: 'tests',
  model: 'openai/gpt-5',
  dataset: { name: 'd', location: 'd.jsonl', samples: 1, sample_ids: ['x'] },
};

export function headerOf(about: Json = {}): Json {
  return { version: 2, status: 'success', eval: EVAL, plan: { name: 'plan', steps: [] }, ...about };
}

export function jsonLog(samples: readonly Json[], about: Json = {}): string {
  return JSON.stringify({ ...headerOf(about), samples }, null, 2);
}

/** A sample as one member. */
export function memberOf(sample: Json, packing: Packing = 'zstd'): MadeMember {
  const name = `samples/${String(sample.id)}_epoch_${String(sample.epoch)}.json`;
  return { name, content: JSON.stringify(sample), packing };
}

function chunksOf(prefix: string, items: readonly unknown[], size: number): MadeMember[] {
  const chunks: MadeMember[] = [];
  for (let start = 0; start < items.length; start += size)
    chunks.push({
      name: `${prefix}/${start}.json`,
      content: JSON.stringify(items.slice(start, start + size)),
      packing: 'zstd frames',
    });
  return chunks;
}

/** A sample as a folder of members; `messages` is its pool, `refs` what of it is the conversation. */
export function chunkedMembers(
  sample: Json & { messages: unknown[] },
  { refs, attachments = [], size = 2 }: { refs?: number[][]; attachments?: string[]; size?: number } = {},
): MadeMember[] {
  const { messages, events, metadata, attachments: _attachments, ...shell } = sample;
  const prefix = `samples/${String(sample.id)}_epoch_${String(sample.epoch)}`;
  const json = (value: unknown) => ({ content: JSON.stringify(value), packing: 'zstd' as const });
  return [
    { name: `${prefix}/sample.json`, ...json({ ...shell, message_refs: refs ?? [[0, messages.length]] }) },
    ...(metadata === undefined ? [] : [{ name: `${prefix}/metadata.json`, ...json(metadata) }]),
    { name: `${prefix}/skeleton.json`, ...json({ version: 1 }) },
    { name: `${prefix}/events/stats.json`, ...json({ version: 1, chunks: [] }) },
    { name: `${prefix}/events/uuids.json`, ...json([]) },
    ...chunksOf(`${prefix}/messages`, messages, size),
    ...chunksOf(`${prefix}/events`, (events ?? []) as unknown[], size),
    ...chunksOf(`${prefix}/attachments`, attachments, size),
  ];
}

export function archiveOf(members: readonly MadeMember[], about: Json = {}): Buffer {
  return zipOf([...members, { name: 'header.json', content: JSON.stringify(headerOf(about)) }]);
}

import { basename } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { Mapping } from '../../../shared/mapping/mapping.ts';
import { alpaca } from './alpaca.ts';
import { anthropic } from './anthropic.ts';
import { atif } from './atif.ts';
import { chatJsonl } from './chat-jsonl.ts';
import { claudeCode } from './claude-code.ts';
import { codex } from './codex.ts';
import { companionSaid } from './companions.ts';
import { docent } from './docent.ts';
import type { Reader } from './format.ts';
import { inspect } from './inspect.ts';
import { isObject } from './json.ts';
import { mappedReader } from './mapping.ts';
import { metrMalt } from './metr-malt.ts';
import { miniSweAgent } from './mini-swe-agent.ts';
import { oasst } from './oasst.ts';
import { openaiResponses } from './openai-responses.ts';
import { otlp } from './otlp.ts';
import { petri } from './petri.ts';
import { preference } from './preference.ts';
import { promptCompletion } from './prompt-completion.ts';
import { sessionTrace } from './session-trace.ts';
import { sharegpt } from './sharegpt.ts';
import { shriveJsonl } from './shrive-jsonl.ts';
import { openSource, sampleOf } from './source.ts';
import { sweAgent } from './swe-agent.ts';
import { tauBench } from './tau-bench.ts';
import { tau2Bench } from './tau2-bench.ts';
import { ultrafeedback } from './ultrafeedback.ts';

export { openSource } from './source.ts';

/** Every format that is read, the most specific first. A new one is a new file and a line here. */
export const READERS: readonly Reader[] = [
  inspect,
  atif,
  petri,
  docent,
  otlp,
  sweAgent,
  miniSweAgent,
  tauBench,
  tau2Bench,
  metrMalt,
  claudeCode,
  codex,
  sessionTrace,
  shriveJsonl,
  oasst,
  preference,
  openaiResponses,
  anthropic,
  chatJsonl,
  sharegpt,
  ultrafeedback,
  alpaca,
  promptCompletion,
];

/** `keys`: those of the first records, for a page that lets the person say what they are. */
function formatUnknown(
  file: string,
  message: string,
  details: { keys: readonly string[]; seen: string } = { keys: [], seen: '' },
): ShriveError {
  const known = READERS.map((reader) => reader.name).join(', ');
  return new ShriveError('FORMAT_UNKNOWN', `${message} Formats: ${known}.`, { where: { file }, details });
}

const MAPPING_HINT =
  'Say where in a record what stands with a mapping: on the Import page, or with --map MAPPING.json (docs/formats/mapping.md).';

/** Names of columns that no format but our own has a place for. */
const TELLING = /confess|self[_ -]?report|judge/i;

/** The reader for a file, by its content or by the name that was asked for, and what it was recognised by. */
export async function recognise(
  file: string,
  name?: string,
  mapping?: Mapping,
  signal?: AbortSignal,
): Promise<{ reader: Reader; by: readonly string[] }> {
  if (mapping !== undefined) return { reader: mappedReader(mapping), by: ['mapped by hand'] };
  if (name !== undefined) {
    const reader = READERS.find((each) => each.name === name);
    if (reader === undefined) throw formatUnknown(file, `There is no format ${JSON.stringify(name)}.`);
    return { reader, by: ['chosen by hand'] };
  }
  const sample = await sampleOf(await openSource(file, signal), signal);
  // Beside columns that a format knows a table may have a confession, which only a mapping can tell it where.
  const isToldByMapping = sample.isTable && keysOf(sample.records).some((key) => TELLING.test(key));
  let perhaps: { reader: Reader; by: readonly string[] } | undefined;
  for (const reader of READERS) {
    if (isToldByMapping && reader !== shriveJsonl) continue;
    const { match, by } = reader.detect(sample);
    if (match === 'yes') return { reader, by };
    if (match === 'perhaps') perhaps ??= { reader, by };
  }
  if (perhaps !== undefined) return perhaps;
  const companion = companionSaid(sample.records);
  if (companion !== undefined) {
    const seen = `${basename(file)} ${companion}`;
    throw new ShriveError('FORMAT_UNKNOWN', seen, { where: { file }, details: { keys: [], seen } });
  }
  const seen = seenIn(sample);
  throw formatUnknown(
    file,
    `${basename(file)} is of no format that Shrive knows. ${seen}${sample.records.length > 0 ? ` ${MAPPING_HINT}` : ''} If it is one of these, choose the format by name.`,
    { keys: keysOf(sample.records), seen },
  );
}

const MAX_KEYS = 20;

function keysOf(records: readonly unknown[]): string[] {
  return [...new Set(records.flatMap((record) => (isObject(record) ? Object.keys(record) : [])))].slice(
    0,
    MAX_KEYS,
  );
}

function seenIn({ shape, records, members, isEmpty }: Awaited<ReturnType<typeof sampleOf>>): string {
  if (isEmpty) return 'The file is empty.';
  if (shape === 'zip') return `It is a zip archive of ${members.slice(0, MAX_KEYS).join(', ')}.`;
  if (records.length === 0) return 'None of its first lines is JSON.';
  return `Keys seen: ${keysOf(records).join(', ') || 'none'}.`;
}

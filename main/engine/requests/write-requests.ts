import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { link, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { TranscriptFilter } from '../../../shared/contract/transcripts.ts';
import { newId } from '../clock.ts';
import { confessionKey, formatCustomId, transcriptKey } from '../joins/custom-id.ts';
import { setFact } from '../store/dataset.ts';
import { fileError } from '../store/file-error.ts';
import type { WritableStore } from '../store/handles.ts';
import { listTable } from '../store/transcript-table.ts';
import { findTranscriptByNumber, getConfession, getMessages, listConfessions } from '../store/transcripts.ts';
import { type Asked, anthropicLine, openAiLine } from './bodies.ts';
import { promptFact, readPrompt, shortHash } from './prompts.ts';

export interface RequestsToWrite {
  kind: 'confess' | 'judge';
  provider: 'openai' | 'anthropic';
  model: string;
  out: string;
  filter?: TranscriptFilter | undefined;
  samples?: number | undefined;
  max_tokens?: number | undefined;
}

const PAGE = 200;
const MAX_TOKENS = 8_192;

interface Case {
  key: string;
  messages: Asked['messages'];
  confession: Asked['confession'];
}

/** What is asked about: each transcript that the filter leaves, or each of their confessions. */
async function* casesOf(
  store: WritableStore,
  grader: string,
  { kind, filter = {} }: RequestsToWrite,
): AsyncGenerator<Case> {
  const sort = { by: 'added', descending: false } as const;
  for (let offset = 0; ; offset += PAGE) {
    const rows = listTable(store, grader, filter, sort, { offset, limit: PAGE });
    for (const { id } of rows) {
      const transcript = findTranscriptByNumber(store, id);
      if (transcript === undefined) continue;
      const messages = getMessages(store, transcript);
      if (kind === 'confess') {
        yield {
          key: transcriptKey(transcript.transcript_id, transcript.hash),
          messages,
          confession: undefined,
        };
        continue;
      }
      for (const row of listConfessions(store, id))
        yield { key: confessionKey(row.hash), messages, confession: getConfession(store, row) };
    }
    if (rows.length < PAGE) return;
    // Others want this thread too.
    await setImmediate();
  }
}

/** Writes requests as JSON Lines: the whole file, or none; one that is there is left alone. */
export async function writeRequests(
  store: WritableStore,
  grader: string,
  resourcesFolder: string,
  request: RequestsToWrite,
  signal: AbortSignal | undefined,
) {
  const { kind, provider, model, out, samples = 1, max_tokens = MAX_TOKENS } = request;
  const prompt = readPrompt(resourcesFolder, kind);
  const lineOf = provider === 'openai' ? openAiLine : anthropicLine;
  // Another batch of the same questions gets other answers: they are other confessions.
  const batch = randomBytes(3).toString('hex');
  const partial = `${out}.partial-${newId()}`;
  const hash = createHash('sha256');
  let rows = 0;
  try {
    const stream = createWriteStream(partial, { flags: 'wx', mode: 0o600 });
    const ended = finished(stream);
    // Awaited below; a failure while writing must not go unheard before.
    ended.catch(() => {});
    for await (const { key, messages, confession } of casesOf(store, grader, request)) {
      for (let sample = 1; sample <= samples; sample += 1) {
        signal?.throwIfAborted();
        const id = formatCustomId({ kind, key, batch, prompt: shortHash(prompt), sample });
        const asked = { model, max_tokens, prompt: prompt.text, messages, confession };
        const line = `${JSON.stringify(lineOf(id, asked))}\n`;
        hash.update(line);
        rows += 1;
        if (!stream.write(line)) await Promise.race([once(stream, 'drain'), ended]);
      }
    }
    stream.end();
    await ended;
    if (rows === 0)
      throw new ShriveError(
        'NOTHING_TO_EXPORT',
        kind === 'judge'
          ? 'There is no confession to be judged in what was chosen. Nothing was written.'
          : 'There is no transcript in what was chosen. Nothing was written.',
      );
    setFact(store, promptFact(shortHash(prompt)), JSON.stringify({ name: prompt.name, text: prompt.text }));
    // Unlike a renaming, a link never replaces what is there.
    await link(partial, out);
  } catch (error) {
    if (signal?.aborted === true)
      throw new ShriveError('CANCELLED', 'Cancelled. No requests were written.', { cause: error });
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new ShriveError(
        'FILE_EXISTS',
        `${out} exists already. It was not touched; choose another name.`,
        {
          where: { file: out },
          cause: error,
        },
      );
    throw fileError(error, out);
  } finally {
    await rm(partial, { force: true });
  }
  return {
    path: out,
    rows,
    sha256: hash.digest('hex'),
    prompt: { name: prompt.name, sha256: prompt.sha256 },
  };
}

import { basename } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { Mapping } from '../../../shared/mapping/mapping.ts';
import type { FileFacts, ReadRecord, Rejection } from '../formats/format.ts';
import { openSource, recognise } from '../formats/index.ts';
import { JOIN_READERS, recogniseResults, rowsById } from '../joins/index.ts';
import type { JoinReader, JoinRecord, ScoreOptions } from '../joins/joined.ts';
import type { Joiner } from '../joins/joiner.ts';
import type { Targets } from '../joins/targets.ts';
import type { GivenFile } from './given-files.ts';

/** A file as it is taken in: its records bring transcripts, or add to those that are there. */
export interface Input {
  name: string;
  title: string;
  by: readonly string[];
  facts: FileFacts;
  sha256: () => Promise<string>;
  isJoin: boolean;
  records: AsyncIterable<ReadRecord | JoinRecord>;
}

/** What somebody said of how files are read. A mapping counts before a format. */
export interface HowToRead {
  format: string | undefined;
  mapping: Mapping | undefined;
  scores: ScoreOptions;
}

/**
 * Opens a file by the format it is recognised to have. Confessions and scores by id come before any format of
 * transcripts where the dataset has transcripts of these ids and the lines hold no more, else after them all. Fails
 * with FORMAT_UNKNOWN where the file is of no format.
 */
export async function openInput(
  { file, isFromFolder }: GivenFile,
  { format, mapping, scores }: HowToRead,
  targets: Targets | undefined,
  signal: AbortSignal | undefined,
): Promise<Input> {
  const asTranscripts = async (): Promise<Input> => {
    const { reader, by } = await recognise(file, format, mapping, signal);
    const source = await openSource(file, signal);
    const { name, title } = reader;
    const { facts, sha256 } = source;
    return { name, title, by, facts, sha256, isJoin: false, records: reader.read(source, signal) };
  };
  const asJoin = async (reader: JoinReader): Promise<Input> => {
    // Of a folder only what can be joined is taken; a file that somebody named is worth an error of its own.
    if (isFromFolder && targets === undefined) throw withoutTranscripts(file);
    const source = await openSource(file, signal);
    const { name, title } = reader;
    const by = [format === undefined ? 'its ids' : 'chosen by hand'];
    const records = reader.read(source, scores, signal);
    const { facts, sha256 } = source;
    return { name, title, by, facts, sha256, isJoin: true, records };
  };
  if (mapping !== undefined) return asTranscripts();
  if (format !== undefined) {
    const chosen = JOIN_READERS.find(({ name }) => name === format);
    return chosen === undefined ? asTranscripts() : asJoin(chosen);
  }
  const results = await recogniseResults(file, signal);
  if (results !== undefined) return asJoin(results);
  const rows = await rowsById(file, signal);
  const isOfDataset = rows !== undefined && targets !== undefined && rows.isOf(targets);
  if (isOfDataset && !rows.hasMore) return asJoin(rows.reader);
  try {
    return await asTranscripts();
  } catch (error) {
    if (!(error instanceof ShriveError) || error.code !== 'FORMAT_UNKNOWN' || rows === undefined) throw error;
    if (isOfDataset) return asJoin(rows.reader);
    if (isFromFolder) throw withoutTranscripts(file);
    // It may as well be a conversation of an unknown shape: that is for the person to say.
    if (rows.isTextAlone || rows.hasMore) throw perhapsJoined(error, targets);
    return asJoin(rows.reader);
  }
}

function withoutTranscripts(file: string): ShriveError {
  return new ShriveError(
    'FORMAT_UNKNOWN',
    `${basename(file)} holds confessions or scores by id, but of no transcript that is in the dataset. Import the transcripts first.`,
    { where: { file } },
  );
}

function perhapsJoined(error: ShriveError, targets: Targets | undefined): ShriveError {
  const whose = targets === undefined ? 'no dataset is open' : 'the dataset has no transcript of these ids';
  return new ShriveError(
    'FORMAT_UNKNOWN',
    `${error.message} It may hold confessions or scores by id (joined-by-id), but ${whose}.`,
    { where: error.where ?? {}, details: error.details ?? {}, cause: error },
  );
}

/** What is wrong with a record that brings no transcript; nothing where it was joined. */
export function rejectionOf(
  record: { rejected: Rejection } | JoinRecord,
  joiner: Joiner | undefined,
): Rejection | undefined {
  if ('rejected' in record) return record.rejected;
  return 'failed' in record ? record.failed : joiner?.take(record.joined);
}

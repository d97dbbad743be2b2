import type { FilePreview, ImportRun } from '../../../shared/contract/imports.ts';
import { formatBytes, formatCount, formatDuration, formatTime, plural } from '../../kit/format.ts';
import type { FileState, ImportFile } from './import-desk.ts';

/** What a file's records are called: lines, where there is one to a line. */
export function recordWord(format: string, count: number): string {
  const word = /jsonl|ndjson/.test(format) ? 'line' : 'record';
  return count === 1 ? word : `${word}s`;
}

/** The name of a file, whatever its folder. */
export function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

type Counts = Pick<FilePreview, 'transcripts' | 'confessions' | 'judge_scores'>;

/** How many transcripts could be read; of a file that is joined by id, its confessions and scores. */
export function readable({
  transcripts,
  confessions,
  judge_scores: scores,
  is_joined,
}: Counts & Partial<Pick<FilePreview, 'is_joined'>>): number {
  if (is_joined !== true) return transcripts.added + transcripts.existing;
  return confessions.added + confessions.existing + (scores?.added ?? 0) + (scores?.existing ?? 0);
}

/** Whether an import would change anything. */
export function addsNothing({ transcripts, confessions, judge_scores: scores }: Counts): boolean {
  return transcripts.added === 0 && confessions.added === 0 && (scores?.added ?? 0) === 0;
}

/** Lines under a file's name in the list. */
export function fileLines(state: FileState): string[] {
  switch (state.is) {
    case 'waiting':
      return ['waits to be read'];
    case 'unreadable':
      return [state.failure.code === 'FORMAT_UNKNOWN' ? 'format not known' : 'cannot be read'];
    case 'stopped':
      return ['reading was cancelled'];
    case 'ready':
      return [readyWords(state.preview)];
    case 'import waiting':
      return ['waits for the import before it'];
    case 'not imported':
      return ['not imported; the dataset is as it was'];
    case 'left out':
      return ['nothing imported'];
    case 'imported':
      return [addedWords(state.run), `${formatTime(state.at)}, took ${formatDuration(state.run.elapsed_ms)}`];
    case 'labels':
      return ['labels made elsewhere'];
    case 'labels imported':
      return [state.words, formatTime(state.at)];
    case 'reading':
    case 'importing':
      return [];
  }
}

export function readyWords(preview: FilePreview): string {
  const { rejected_count: rejected, format } = preview;
  const ready = `${formatCount(readable(preview))} ready`;
  if (rejected > 0)
    return `${ready}, ${formatCount(rejected)} ${recordWord(format, rejected)} not understood`;
  return addsNothing(preview) ? 'all in the dataset already' : ready;
}

/** `200 transcripts, 267 confessions added`; judge scores where there are any. */
export function addedWords({
  transcripts,
  confessions,
  judge_scores: scores,
}: Pick<ImportRun, 'transcripts' | 'confessions' | 'judge_scores'>): string {
  const parts = [
    ...(transcripts.added > 0 ? [plural(transcripts.added, 'transcript')] : []),
    ...(transcripts.added > 0 || confessions.added > 0 ? [plural(confessions.added, 'confession')] : []),
    ...(scores !== undefined && scores.added > 0 ? [plural(scores.added, 'judge score')] : []),
  ];
  return parts.length === 0 ? 'nothing new; all was there already' : `${parts.join(', ')} added`;
}

/** `41 are in the dataset already and add nothing` */
export function existingWords({ transcripts }: Pick<FilePreview, 'transcripts'>): string | undefined {
  const { existing } = transcripts;
  if (existing === 0) return undefined;
  return existing === 1
    ? 'one is in the dataset already and adds nothing'
    : `${formatCount(existing)} are in the dataset already and add nothing`;
}

/** `UTF-8, lines end in LF, longest line 39 kB` */
export function textFacts({ encoding, line_ends, longest_line_bytes }: FilePreview): string {
  const ends = {
    LF: 'lines end in LF',
    CRLF: 'lines end in CRLF',
    mixed: 'line ends are mixed',
    none: undefined,
  };
  const longest = longest_line_bytes === 0 ? undefined : `longest line ${formatBytes(longest_line_bytes)}`;
  const facts = [encoding, ends[line_ends], longest];
  return facts.filter((fact) => fact !== undefined).join(', ');
}

/** The words of the button that decides. */
export function importWords(preview: FilePreview): string {
  const count = formatCount(readable(preview));
  return preview.rejected_count === 0
    ? `Import ${count}`
    : `Import ${count}, leave out ${formatCount(preview.rejected_count)}`;
}

/** Whether it can be imported now. */
export function canDecide({ state }: ImportFile): boolean {
  if (state.is === 'ready' || state.is === 'left out') return readable(state.preview) > 0;
  return state.is === 'not imported';
}

/** Whether it can be imported without leaving anything of it out. */
export function canGoWhole(file: ImportFile): boolean {
  return file.state.is === 'ready' && file.state.preview.rejected_count === 0 && canDecide(file);
}

export function isUnderWay({ state }: ImportFile): boolean {
  return ['waiting', 'reading', 'import waiting', 'importing'].includes(state.is);
}

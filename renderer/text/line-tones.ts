import { exitCodeOfLine } from '../../shared/domain/exit-code.ts';
import type { Piece } from './pieces.ts';

/** What a line of a diff or of a shell's output is; drawn with a tone, and never without its sign or word. */
export type LineTone = 'added' | 'removed' | 'context' | 'hunk' | 'file' | 'command' | 'exited' | 'failed';

type Tones = (LineTone | undefined)[];

const HUNK = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;
const FILE_HEAD =
  /^(?:diff --git |index [0-9a-f]{4,}\.\.|--- |\+\+\+ |(?:new|deleted) file mode |(?:old|new) mode |similarity index |(?:rename|copy) (?:from|to) |Binary files )/;
const PATCH_FILE = /^\*\*\* (?:Begin Patch|End Patch|(?:Add|Update|Delete) File: |Move to: |End of File)/;

/**
 * The tones of text pieces by the lines of an editor, which ends a line at a lone carriage return too: a progress bar is
 * one line to the page and many to the editor.
 */
export function editorTones(pieces: readonly Piece[]): (LineTone | undefined)[] {
  const text = pieces.map(({ shown }) => shown).join('');
  const starts = [
    0,
    ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ 0: ending, index }) => index + ending.length),
  ];
  let at = 0;
  let end = pieces[0]?.shown.length ?? 0;
  return starts.map((start) => {
    while (start >= end && at < pieces.length - 1) {
      at += 1;
      end += pieces[at]?.shown.length ?? 0;
    }
    return start < end ? pieces[at]?.line : undefined;
  });
}

const withoutBreak = (line: string) => line.replace(/\r?\n?$/, '');

function signTone(line: string): LineTone | undefined {
  if (line[0] === '+') return 'added';
  if (line[0] === '-') return 'removed';
  if (line[0] === ' ' || line === '') return 'context';
  return undefined;
}

/** A hunk from its head on: so many lines as it says that it has, and no line that cannot belong to it. Returns its end. */
function readHunk(lines: readonly string[], head: number, tones: Tones): number {
  const [, before = '1', after = '1'] = HUNK.exec(lines[head] ?? '') ?? [];
  let old = Number(before);
  let now = Number(after);
  tones[head] = 'hunk';
  let at = head + 1;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.startsWith('\\')) {
      tones[at] = 'context';
      continue;
    }
    const tone = signTone(line);
    if (tone === undefined || (old <= 0 && now <= 0)) break;
    // The last line of a text that was cut is empty, and none of the hunk's.
    if (line === '' && at === lines.length - 1) break;
    if (tone !== 'added') old -= 1;
    if (tone !== 'removed') now -= 1;
    tones[at] = tone;
  }
  return at;
}

/** Lines right before a hunk that name its files; above them, what git says of the change. */
function readFileHead(lines: readonly string[], hunk: number, tones: Tones): void {
  for (let at = hunk - 1; at >= 0 && tones[at] === undefined && FILE_HEAD.test(lines[at] ?? ''); at -= 1)
    tones[at] = 'file';
}

/** A patch as agents write it, from `*** Begin Patch` on. Returns its end. */
function readPatch(lines: readonly string[], from: number, tones: Tones): number {
  let at = from;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (PATCH_FILE.test(line)) tones[at] = 'file';
    else if (line.startsWith('@@')) tones[at] = 'hunk';
    else tones[at] = signTone(line);
    if (line.startsWith('*** End Patch')) return at + 1;
  }
  return at;
}

/** The tones of unified diffs among lines; undefined where there is none that changes something. */
export function diffTones(lines: readonly string[]): Tones | undefined {
  const tones: Tones = lines.map(() => undefined);
  for (let at = 0; at < lines.length; ) {
    if (HUNK.test(lines[at] ?? '')) {
      readFileHead(lines, at, tones);
      at = readHunk(lines, at, tones);
    } else if (lines[at]?.startsWith('*** Begin Patch')) at = readPatch(lines, at, tones);
    else at += 1;
  }
  return tones.some((tone) => tone === 'added' || tone === 'removed') ? tones : undefined;
}

/** A prompt with a command: `$ ls`, `root@box:/src# make`, `>>> f()`. A price (`$ 20`) is none. */
const COMMAND =
  /^(?:\$ [\w./~([{"'-]*[a-zA-Z./~]|[\w.-]+@[\w.-]+(?::[^\s$#]*)?[$#] \S|>>> \S|PS [A-Z]:\\[^>]*> ?\S)/;

/** The tones of a shell's output: commands after their prompts, and exit codes. */
function shellTones(lines: readonly string[]): Tones | undefined {
  const tones = lines.map((line): LineTone | undefined => {
    if (COMMAND.test(line)) return 'command';
    const code = exitCodeOfLine(line);
    return code === undefined ? undefined : code === 0 ? 'exited' : 'failed';
  });
  return tones.some((tone) => tone !== undefined) ? tones : undefined;
}

/** Whether a text is a diff from its first line on, so that reading it as Markdown would tear it apart. */
export function isDiff(text: string): boolean {
  return (
    /^(?:diff --git |--- \S|\*\*\* Begin Patch)/.test(text) && diffTones(text.split(/\r?\n/)) !== undefined
  );
}

/** Cuts pieces at their line breaks: each break ends a piece. */
function cutAtBreaks(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece) => {
    if (piece.length !== undefined || !piece.shown.slice(0, -1).includes('\n')) return [piece];
    let at = 0;
    return piece.shown.split(/(?<=\n)/).map((shown) => {
      const cut = { ...piece, shown, ...(piece.at !== undefined && { at: piece.at + at }) };
      at += shown.length;
      return cut;
    });
  });
}

/** Pieces in lines: a line ends with the piece that ends with a break. */
export function linesOf<P extends Piece>(pieces: readonly P[]): P[][] {
  const lines: P[][] = [[]];
  for (const piece of pieces) {
    lines.at(-1)?.push(piece);
    if (piece.shown.endsWith('\n')) lines.push([]);
  }
  if (lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

/** The pieces with the tones of their lines, where what they show is a diff or a shell's output; as they are where not. */
export function withTones(pieces: readonly Piece[]): readonly Piece[] {
  const cut = cutAtBreaks(pieces);
  const lines = linesOf(cut);
  const texts = lines.map((line) => withoutBreak(line.map(({ shown }) => shown).join('')));
  const diff = diffTones(texts);
  const shell = shellTones(texts);
  if (diff === undefined && shell === undefined) return pieces;
  return lines.flatMap((line, index) => {
    const tone = diff?.[index] ?? shell?.[index];
    return tone === undefined ? line : line.map((piece) => ({ ...piece, line: tone }));
  });
}

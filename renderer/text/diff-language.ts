import { languages } from 'monaco-editor/editor/editor.api.js';

/** A language of the editor for diffs: it knows nothing but how they fold. */
export const DIFF_LANGUAGE = 'shrive-diff';

const FILE = /^(?:diff --git |\*\*\* (?:Add|Update|Delete) File: )/;
const HUNK = /^@@/;

/** Where the files and the hunks of a diff begin and end, lines counted from 1. */
export function diffFolds(lines: readonly string[]): { start: number; end: number }[] {
  const folds: { start: number; end: number }[] = [];
  const open: { file?: number; hunk?: number } = {};
  const close = (kind: 'file' | 'hunk', before: number) => {
    const start = open[kind];
    if (start !== undefined && before > start) folds.push({ start, end: before });
    delete open[kind];
  };
  lines.forEach((line, index) => {
    const isFile = FILE.test(line);
    if (isFile || HUNK.test(line)) close('hunk', index);
    if (isFile) {
      close('file', index);
      open.file = index + 1;
    } else if (HUNK.test(line)) open.hunk = index + 1;
  });
  close('hunk', lines.length);
  close('file', lines.length);
  return folds.sort((one, other) => one.start - other.start);
}

export function defineDiffLanguage(): void {
  languages.register({ id: DIFF_LANGUAGE });
  languages.registerFoldingRangeProvider(DIFF_LANGUAGE, {
    provideFoldingRanges: (model) => diffFolds(model.getLinesContent()),
  });
}

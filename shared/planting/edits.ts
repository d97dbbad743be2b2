/**
 * A stated change of a text or of a report, small enough to be kept beside what it made: what it says is all that is
 * different, and undoing it gives the original back byte for byte.
 */

/** Of a text: `removed` stands from `at` on, in UTF-16 units of the original, and is replaced by `added`. */
export interface TextEdit {
  at: number;
  removed: string;
  added: string;
}

/** Edits in ascending places that do not touch each other. */
export function editText(text: string, edits: readonly TextEdit[]): string {
  let edited = '';
  let from = 0;
  for (const { at, removed, added } of edits) {
    if (at < from || text.slice(at, at + removed.length) !== removed)
      throw new RangeError(`the text at ${at} is not what was to be changed`);
    edited += text.slice(from, at) + added;
    from = at + removed.length;
  }
  return edited + text.slice(from);
}

/** The same edits seen from the changed text: they give the original back. */
export function undoText(edits: readonly TextEdit[]): TextEdit[] {
  let shift = 0;
  return edits.map(({ at, removed, added }) => {
    const undone = { at: at + shift, removed: added, added: removed };
    shift += added.length - removed.length;
    return undone;
  });
}

/** Where a range of the original stands in the changed text; undefined where a change lies in it. */
export function movedRange(
  edits: readonly TextEdit[],
  { start, end }: { start: number; end: number },
): { start: number; end: number } | undefined {
  let shift = 0;
  for (const { at, removed, added } of edits) {
    if (at + removed.length <= start) shift += added.length - removed.length;
    else if (at < end) return undefined;
  }
  return { start: start + shift, end: end + shift };
}

/**
 * Of a report: an entry taken out of a list or put into it, or a value in the place of another. `path` leads there from
 * the report.
 */
export type ReportEdit =
  | { do: 'take'; path: readonly (string | number)[]; index: number; value: unknown }
  | { do: 'put'; path: readonly (string | number)[]; index: number; value: unknown }
  | { do: 'set'; path: readonly (string | number)[]; from: unknown; to: unknown };

type Report = Record<string, unknown>;

/** A copy in which the value at a path is another; keys keep their order. */
function withValue(
  value: unknown,
  path: readonly (string | number)[],
  change: (inner: unknown) => unknown,
): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((each: unknown, index) => (index === step ? withValue(each, rest, change) : each));
  if (typeof value !== 'object' || value === null)
    throw new RangeError(`there is nothing at ${String(step)}`);
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, key === step ? withValue(each, rest, change) : each]),
  );
}

function applied(edit: ReportEdit): (value: unknown) => unknown {
  if (edit.do === 'set') return () => edit.to;
  return (value) => {
    if (!Array.isArray(value)) throw new RangeError('a list was to be changed, and there is none');
    return edit.do === 'take'
      ? value.toSpliced(edit.index, 1)
      : (value as unknown[]).toSpliced(edit.index, 0, edit.value);
  };
}

export function editReport(report: Report, edits: readonly ReportEdit[]): Report {
  return edits.reduce<Report>(
    (edited, edit) => withValue(edited, edit.path, applied(edit)) as Report,
    report,
  );
}

/** What gives the original back. */
export function undoReport(edits: readonly ReportEdit[]): ReportEdit[] {
  return edits
    .map((edit): ReportEdit => {
      if (edit.do === 'set') return { ...edit, from: edit.to, to: edit.from };
      return { ...edit, do: edit.do === 'take' ? 'put' : 'take' };
    })
    .reverse();
}

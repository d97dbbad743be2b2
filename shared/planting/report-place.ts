import { type Confession, reportInText } from '../domain/confession.ts';
import { asRecord, asReport, type Report, saysCompliance } from '../domain/report-shape.ts';
import type { ReportEdit, TextEdit } from './edits.ts';
import { type JsonPlace, placeOfReport } from './json-places.ts';

/** A ConfessionReport of the published form, as an object or as JSON in a text, whose parts can be changed one by one. */
export interface ReportPlace {
  report: Report;
  /** The names of its two lists. */
  objectives: string;
  doubts: string | undefined;
  /** Where it stands in the confession's text; undefined where it is an object. */
  place: JsonPlace | undefined;
}

/** Undefined where the confession has none, or has it in a form whose parts have no place of their own. */
export function reportPlaceOf({ report, text }: Confession): ReportPlace | undefined {
  if (report !== undefined) {
    const direct = asReport(report);
    // Where the words stand there twice, a change of one of them would tell.
    return direct === undefined || text !== undefined || !saysCompliance(direct)
      ? undefined
      : { report: direct, ...listNames(direct), place: undefined };
  }
  const inText = text === undefined ? undefined : reportInText(text);
  if (text === undefined || inText === undefined || asReport(inText) === undefined) return undefined;
  const place = placeOfReport(text, inText);
  return place === undefined ? undefined : { report: inText, ...listNames(inText), place };
}

function listNames(report: Report): Pick<ReportPlace, 'objectives' | 'doubts'> {
  const doubts = ['uncertainties_and_conflicts', 'uncertainties'].find((name) => report[name] != null);
  return {
    objectives: Array.isArray(report.compliance_analysis) ? 'compliance_analysis' : 'objectives',
    doubts: doubts !== undefined && Array.isArray(report[doubts]) ? doubts : undefined,
  };
}

export function entriesOf({ report }: ReportPlace, list: string | undefined): unknown[] {
  const entries = list === undefined ? undefined : report[list];
  return Array.isArray(entries) ? entries : [];
}

function placeAt(place: JsonPlace, path: readonly (string | number)[]): JsonPlace {
  return path.reduce((inner, step) => {
    const found = typeof step === 'number' ? inner.items[step] : inner.values.get(step);
    if (found === undefined) throw new RangeError(`the text has nothing at ${step}`);
    return found;
  }, place);
}

/** An entry as the text writes its others: the layout of one with the same fields. */
function inLayoutOf(text: string, siblings: readonly JsonPlace[], value: unknown): string {
  const fields = Object.entries(asRecord(value) ?? {});
  const model = siblings.find(
    ({ values }) =>
      values.size === fields.length && [...values.keys()].every((key, index) => key === fields[index]?.[0]),
  );
  if (model === undefined || fields.length === 0) return JSON.stringify(value);
  let written = '';
  let from = model.start;
  for (const [key, inner] of fields) {
    const place = placeAt(model, [key]);
    written += text.slice(from, place.start) + JSON.stringify(inner);
    from = place.end;
  }
  return written + text.slice(from, model.end);
}

function inText(text: string, place: JsonPlace, edit: ReportEdit): TextEdit {
  const { start, end, items } = placeAt(place, edit.path);
  if (edit.do === 'set')
    return { at: start, removed: text.slice(start, end), added: JSON.stringify(edit.to) };
  const { index } = edit;
  const [one, other] = items;
  if (edit.do === 'take') {
    const item = placeAt(place, [...edit.path, index]);
    const next = items[index + 1];
    const last = items[index - 1];
    const [from, to] =
      next !== undefined
        ? [item.start, next.start]
        : last !== undefined
          ? [last.end, item.end]
          : [start + 1, end - 1];
    return { at: from, removed: text.slice(from, to), added: '' };
  }
  if (one === undefined) throw new RangeError('an empty list shows no layout to write in');
  const gap = other === undefined ? ', ' : text.slice(one.end, other.start);
  const written = inLayoutOf(text, items, edit.value);
  const before = items[index];
  return before === undefined
    ? { at: items.at(-1)?.end ?? one.end, removed: '', added: gap + written }
    : { at: before.start, removed: '', added: written + gap };
}

/** The edits of a report as edits of the text that it stands in. */
export const textEditsOf = (text: string, place: JsonPlace, edits: readonly ReportEdit[]): TextEdit[] =>
  edits.map((edit) => inText(text, place, edit)).sort((one, other) => one.at - other.at);

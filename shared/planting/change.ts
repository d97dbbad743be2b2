import { type Confession, readConfession, sentenceKey, sentenceRange } from '../domain/confession.ts';
import { asRecord, type Report } from '../domain/report-shape.ts';
import { editReport, editText, movedRange, type ReportEdit, type TextEdit } from './edits.ts';
import { gradeEdit } from './grade.ts';
import { entriesOf, type ReportPlace, reportPlaceOf, textEditsOf } from './report-place.ts';
import type { Said } from './words.ts';

/** What is done to a real confession so that its right answer is known to have changed (confessions.md 5.7). */
export type ClaimChange =
  | { change: 'claim_removed'; claim: string }
  /** The claim says the opposite: it was kept. */
  | { change: 'claim_inverted'; claim: string; denial: string }
  /** `place`: before which objective; any whole number from 0 on. */
  | { change: 'admission_added'; said: Said; isReported: boolean; place: number };

export interface Changed {
  confession: Confession;
  /** All that is different. */
  edits: { in: 'report'; edits: ReportEdit[] } | { in: 'text'; edits: TextEdit[] };
  /** The claim that now says the opposite, or that was added. */
  changed: string | undefined;
  /** Whether the report's own grade follows. */
  isGradeChanged: boolean;
  /** Where a claim of the original is now; undefined where it is gone or is another. */
  claimNow(key: string): string | undefined;
}

/** Makes the change; undefined where the confession has no place for it. The id stays. */
export function changeConfession(confession: Confession, change: ClaimChange): Changed | undefined {
  const place = reportPlaceOf(confession);
  if (place !== undefined) return changeReport(confession, place, change);
  const isPlainText = confession.report === undefined && readConfession(confession).claims.length === 0;
  return isPlainText && confession.text !== undefined
    ? changeText(confession, confession.text, change)
    : undefined;
}

const CLAIM = /^(objective|uncertainty):(\d+)$/;

interface ListPlace {
  kind: 'objective' | 'uncertainty';
  list: string;
  index: number;
  entry: unknown;
}

function placeOfClaim(place: ReportPlace, key: string): ListPlace | undefined {
  const [, kind, digits] = CLAIM.exec(key) ?? [];
  const list = kind === 'objective' ? place.objectives : place.doubts;
  const index = Number(digits);
  const entry = entriesOf(place, list)[index];
  if (list === undefined || entry === undefined || (kind !== 'objective' && kind !== 'uncertainty'))
    return undefined;
  return { kind, list, index, entry };
}

/** A compliance word as this report writes its words. */
function inManner(word: string, model: unknown): string {
  if (typeof model !== 'string' || /_|^[a-z]*$/.test(model)) return word;
  const spaced = word.replace(/_/g, ' ');
  return /^[A-Z]/.test(model) ? spaced.charAt(0).toUpperCase() + spaced.slice(1) : spaced;
}

function inversion({ list, index, entry, kind }: ListPlace, denial: string): ReportEdit[] | undefined {
  const record = asRecord(entry);
  if (kind !== 'objective' || record?.compliance === undefined || typeof record.analysis !== 'string')
    return undefined;
  const to = inManner('fully_complied', record.compliance);
  return [
    { do: 'set', path: [list, index, 'compliance'], from: record.compliance, to },
    { do: 'set', path: [list, index, 'analysis'], from: record.analysis, to: denial },
  ];
}

function addition(place: ReportPlace, change: Extract<ClaimChange, { change: 'admission_added' }>) {
  const entries = entriesOf(place, place.objectives);
  const model = entries.map(asRecord).find((entry) => typeof entry?.analysis === 'string');
  if (model === undefined) return undefined;
  const word = change.isReported ? 'not_complied_reported' : 'not_complied_not_reported';
  const { objective, analysis } = change.said;
  const value = {
    ['objective' in model ? 'objective' : 'statement']: objective,
    compliance: inManner(word, model.compliance),
    analysis,
  };
  // In the order in which the report has its fields.
  const order = Object.keys(model);
  const ordered = Object.fromEntries(
    Object.entries(value).sort(([one], [other]) => order.indexOf(one) - order.indexOf(other)),
  );
  const index = change.place % (entries.length + 1);
  const edit: ReportEdit = { do: 'put', path: [place.objectives], index, value: ordered };
  return { edit, index };
}

/** Entries after one that was taken out or put in are counted anew. */
const shifted = (kind: string, from: number, by: number) => (key: string) => {
  const [, keyKind, digits] = CLAIM.exec(key) ?? [];
  const index = Number(digits);
  if (keyKind !== kind || index < from) return key;
  return by < 0 && index === from ? undefined : `${kind}:${index + by}`;
};

function changeReport(confession: Confession, place: ReportPlace, change: ClaimChange): Changed | undefined {
  if (change.change === 'admission_added') {
    const added = addition(place, change);
    return (
      added &&
      withEdits(confession, place, [added.edit], {
        changed: `objective:${added.index}`,
        claimNow: shifted('objective', added.index, 1),
      })
    );
  }
  const found = placeOfClaim(place, change.claim);
  if (found === undefined) return undefined;
  const { kind, list, index, entry } = found;
  if (change.change === 'claim_inverted') {
    const edits = inversion(found, change.denial);
    const claimNow = (key: string) => (key === change.claim ? undefined : key);
    return edits && withEdits(confession, place, edits, { changed: change.claim, claimNow });
  }
  // A report without any objective would be none.
  if (kind === 'objective' && entriesOf(place, list).length < 2) return undefined;
  const edit: ReportEdit = { do: 'take', path: [list], index, value: entry };
  return withEdits(confession, place, [edit], { changed: undefined, claimNow: shifted(kind, index, -1) });
}

function withEdits(
  confession: Confession,
  { report, place }: ReportPlace,
  changes: ReportEdit[],
  rest: Pick<Changed, 'changed' | 'claimNow'>,
): Changed | undefined {
  const following = gradeEdit(report, editReport(report, changes));
  const edits = following === undefined ? changes : [...changes, following];
  const made = editReport(report, edits);
  const isGradeChanged = following !== undefined;
  const { text } = confession;
  if (place === undefined || text === undefined)
    return {
      ...rest,
      confession: { ...confession, report: made },
      edits: { in: 'report', edits },
      isGradeChanged,
    };
  const textEdits = textEditsOf(text, place, edits);
  const changed = { ...confession, text: editText(text, textEdits) };
  return saysTheSame(changed, made)
    ? { ...rest, confession: changed, edits: { in: 'text', edits: textEdits }, isGradeChanged }
    : undefined;
}

/** The changed text is still read as this report: else another part of it would have become the report. */
function saysTheSame(confession: Confession, report: Report): boolean {
  const read = reportPlaceOf(confession);
  return read !== undefined && JSON.stringify(read.report) === JSON.stringify(report);
}

/** A sentence with the blanks that end with it. */
function sentenceWithGap(text: string, { start, end }: { start: number; end: number }) {
  const after = /^\s*/.exec(text.slice(end))?.[0].length ?? 0;
  if (after > 0 && end + after < text.length) return { start, end: end + after };
  const before = /\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return { start: start - before, end };
}

function changeText(confession: Confession, text: string, change: ClaimChange): Changed | undefined {
  const edits: TextEdit[] = [];
  let changed: string | undefined;
  if (change.change === 'admission_added') {
    const at = text.trimEnd().length;
    if (at === 0) return undefined;
    edits.push({ at, removed: '', added: ` ${change.said.analysis}` });
    changed = sentenceKey(at + 1, at + 1 + change.said.analysis.length);
  } else {
    const range = sentenceRange(change.claim);
    if (range === undefined || range.start >= range.end || range.end > text.length) return undefined;
    const isRemoval = change.change === 'claim_removed';
    const { start, end } = isRemoval ? sentenceWithGap(text, range) : range;
    const added = isRemoval ? '' : change.denial;
    edits.push({ at: start, removed: text.slice(start, end), added });
    changed = isRemoval ? undefined : sentenceKey(start, start + added.length);
  }
  const made = editText(text, edits);
  // Nothing is left, or what is left reads as a report: then it is another case.
  if (made.trim() === '' || readConfession({ ...confession, text: made }).claims.length > 0) return undefined;
  return {
    confession: { ...confession, text: made },
    edits: { in: 'text', edits },
    changed,
    isGradeChanged: false,
    claimNow: (key) => {
      const range = sentenceRange(key);
      const moved = range && movedRange(edits, range);
      return moved && sentenceKey(moved.start, moved.end);
    },
  };
}

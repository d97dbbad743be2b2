import { knownCompliance } from './compliance.ts';

/** What a ConfessionReport looks like, also under the names that models and their wrappers give its fields. */

export type Report = Record<string, unknown>;

export function asRecord(value: unknown): Report | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Report) : undefined;
}

/** The value where it is a report: it lists what was to be kept, under one of the two names. */
export function asReport(value: unknown): Report | undefined {
  const record = asRecord(value);
  const isReport = Array.isArray(record?.compliance_analysis) || Array.isArray(record?.objectives);
  return isReport ? record : undefined;
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['complianceanalysis', 'compliance_analysis'],
  ['objectives', 'objectives'],
  ['uncertaintiesandconflicts', 'uncertainties_and_conflicts'],
  ['uncertainties', 'uncertainties'],
  ['overallcompliancegrade', 'overall_compliance_grade'],
  ['overallgrade', 'overall_compliance_grade'],
]);
const ENTRY_NAMES: ReadonlyMap<string, string> = new Map([
  ['objective', 'objective'],
  ['statement', 'objective'],
  ['requirement', 'objective'],
  ['instruction', 'objective'],
  ['compliance', 'compliance'],
  ['compliancestatus', 'compliance'],
  ['status', 'compliance'],
  ['analysis', 'analysis'],
  ['explanation', 'analysis'],
]);

function renamed(record: Report, names: ReadonlyMap<string, string>): Report {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [
      names.get(key.toLowerCase().replace(/[^a-z]/g, '')) ?? key,
      value,
    ]),
  );
}

function entriesOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value))
    return value.map((each: unknown) => (asRecord(each) ? renamed(each as Report, ENTRY_NAMES) : each));
  const record = asRecord(value);
  if (record === undefined) return undefined;
  const entry = renamed(record, ENTRY_NAMES);
  if ('objective' in entry) return [entry];
  // `{"Run all tests": {"compliance": …}}`, or the word alone behind the objective.
  const entries = Object.entries(record).map(([objective, said]) => {
    const inner = asRecord(said);
    return inner === undefined
      ? { objective, compliance: said }
      : { objective, ...renamed(inner, ENTRY_NAMES) };
  });
  return entries.every(tellsCompliance) ? entries : undefined;
}

function tellsCompliance(entry: unknown): boolean {
  const word = asRecord(entry)?.compliance;
  return typeof word === 'string' && knownCompliance(word) !== undefined;
}

/** Whether at least one objective has one of the known words: then it is no schema and no template. */
export function saysCompliance(report: Report): boolean {
  const { compliance_analysis: analysis, objectives } = report;
  return [analysis, objectives].some((list) => Array.isArray(list) && list.some(tellsCompliance));
}

/** The report that a value is under other names, or as the bare list of its objectives. */
function asNearReport(value: unknown): Report | undefined {
  if (Array.isArray(value)) {
    const entries = entriesOf(value) ?? [];
    return entries.length > 0 && entries.every(tellsCompliance)
      ? { compliance_analysis: entries }
      : undefined;
  }
  const record = asRecord(value);
  if (record === undefined) return undefined;
  const named = renamed(record, NAMES);
  const field = ['compliance_analysis', 'objectives'].find((name) => name in named);
  const entries = field === undefined ? undefined : entriesOf(named[field]);
  if (field === undefined || entries === undefined) return undefined;
  const report = { ...named, [field]: entries };
  return saysCompliance(report) ? report : undefined;
}

const MAX_WRAPPERS = 4;
const MAX_FIELDS = 50;

/** The report that a value is, or that stands within it: `{"confession_report": {…}}`, also as a string of JSON. */
export function reportWithin(
  value: unknown,
  parse: (text: string) => unknown,
  depth = 0,
): Report | undefined {
  const whole = asReport(value);
  if (whole !== undefined && saysCompliance(whole)) return whole;
  const near = asNearReport(value) ?? whole;
  if (near !== undefined || depth >= MAX_WRAPPERS) return near;
  const record = asRecord(value);
  for (const inner of record === undefined ? [] : Object.values(record).slice(0, MAX_FIELDS)) {
    const opened = typeof inner === 'string' && /^\s*[{[]/.test(inner) ? parse(inner) : inner;
    if (typeof opened !== 'object' || opened === null) continue;
    const found = reportWithin(opened, parse, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

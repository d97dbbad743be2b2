import type { ComparedField, LabelComparison } from '../../../shared/adjudicating/compare-labels.ts';
import { type Confession, claimsWithSentences } from '../../../shared/domain/confession.ts';
import type { Rubric } from '../../../shared/domain/rubric.ts';
import { FAILURES, VIOLATION_CATEGORIES } from '../../../shared/domain/vocabulary.ts';
import { lineOf } from '../../text/pieces.ts';
import type { Settling } from './useSettling.ts';

export type Heading =
  | { kind: 'violation'; id: string; title: string }
  | { kind: 'words'; key: string; title: string };

export interface TableRow {
  field: ComparedField;
  title: string;
}

export interface TableGroup {
  /** Missing for the first group, which needs none. */
  heading: Heading | undefined;
  rows: readonly TableRow[];
}

export function categoryTitle({ categories }: Pick<Rubric, 'categories'>, id: string): string {
  return [...categories, ...VIOLATION_CATEGORIES].find((each) => each.id === id)?.title ?? id;
}

const TITLES = {
  misbehaved: 'Misbehaved',
  admitted: 'Told the user',
  task_quality: 'Task quality',
  target_violation: 'Target violation',
  found: 'Found',
  category: 'Category',
  severity: 'Severity',
  disclosure: 'Disclosure',
  awareness: 'Awareness',
  honesty: 'Honesty',
  honesty_after_reasoning: 'After the reasoning',
} as const;

const CLAIM_WORDS = 26;

/** "3, allowed changes": its number and the first words of it. */
function claimTitle(claims: readonly { key: string; statement: string }[], key: string): string {
  const at = claims.findIndex((claim) => claim.key === key);
  const words = lineOf(claims[at]?.statement ?? key);
  const cut = words.length > CLAIM_WORDS ? `${words.slice(0, CLAIM_WORDS).trimEnd()}…` : words;
  return at < 0 ? cut : `${at + 1}, ${cut}`;
}

/** The claims that labels speak of, in the order of the confession. */
export function claimsOf({ fields }: LabelComparison, confession: Confession) {
  const keys = fields.flatMap(({ claim }) => claim ?? []);
  return claimsWithSentences(confession, [...new Set(keys)]);
}

/** The table: what was done, each violation, each claim, the confession as a whole, the rubric's own questions. */
function tableGroups(compared: LabelComparison, rubric: Rubric, confession: Confession): TableGroup[] {
  const claims = claimsOf(compared, confession);
  const titleOf = (field: ComparedField): string => {
    const { kind, claim, failure, question } = field;
    if (kind === 'verdict') return claimTitle(claims, claim ?? '');
    if (kind === 'failure') return FAILURES.find(({ id }) => id === failure)?.title ?? '';
    if (kind === 'answer') {
      const asked = rubric.questions.find(({ id }) => id === question)?.question ?? question ?? '';
      return claim === undefined ? asked : `${asked} ${claimTitle(claims, claim)}`;
    }
    return TITLES[kind];
  };
  const rowsWhere = (holds: (field: ComparedField) => boolean): TableRow[] =>
    compared.fields.filter(holds).map((field) => ({ field, title: titleOf(field) }));
  const words = (key: string, title: string, rows: TableRow[]): TableGroup => ({
    heading: { kind: 'words', key, title },
    rows,
  });
  const done = new Set(['misbehaved', 'admitted', 'task_quality', 'target_violation']);
  const judged = new Set(['failure', 'honesty', 'honesty_after_reasoning']);
  return [
    { heading: undefined, rows: rowsWhere(({ kind }) => done.has(kind)) },
    ...compared.violations.map(({ id, found }): TableGroup => {
      const [first] = [...found.values()];
      return {
        heading: { kind: 'violation', id, title: categoryTitle(rubric, first?.category ?? '') },
        // What all found needs no row that says so, and a category that all give stands in the heading.
        rows: rowsWhere(
          (field) =>
            field.violation === id &&
            (field.differs || (field.kind !== 'found' && field.kind !== 'category')),
        ),
      };
    }),
    words(
      'claims',
      'Claims',
      rowsWhere(({ kind }) => kind === 'verdict'),
    ),
    words(
      'confession',
      'Confession',
      rowsWhere(({ kind }) => judged.has(kind)),
    ),
    words(
      'own',
      "The rubric's own questions",
      rowsWhere(({ kind }) => kind === 'answer'),
    ),
  ].filter(({ rows }) => rows.length > 0);
}

/** Whether a row has to be seen: what one grader alone says of a violation waits until it is decided to be one. */
function isShown(settling: Settling, field: ComparedField): boolean {
  const { compared, isOpen } = settling;
  if (field.violation === undefined || field.kind === 'found') return true;
  if (settling.isMoot(field)) return false;
  const found = compared.fields.find(
    ({ kind, violation }) => kind === 'found' && violation === field.violation,
  );
  return !isOpen || field.values.size > 1 || (found !== undefined && settling.valueOf(found) === true);
}

/** The table as it stands: without the rows that have no sense, or none yet. */
export function shownGroups(settling: Settling): TableGroup[] {
  const { compared, rubric, item } = settling;
  return tableGroups(compared, rubric, item.confession_words)
    .map((group) => ({ ...group, rows: group.rows.filter(({ field }) => isShown(settling, field)) }))
    .filter(({ rows }) => rows.length > 0);
}

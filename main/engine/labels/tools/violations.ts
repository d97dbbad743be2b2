import type { LabelMapping } from '../../../../shared/mapping/label-mapping.ts';
import { WrongField } from '../../formats/wrong-field.ts';
import type { PlacedQuote } from './place-marked.ts';

/** Violations out of what was chosen, marked and said of all of them. */

type Found = PlacedQuote & { from: string };

export interface FoundViolation {
  category: string;
  /** Where in the record it was said. */
  path: string;
  severity?: number | undefined;
  disclosure?: string | undefined;
  awareness?: string | undefined;
  note?: string | undefined;
  evidence?: readonly Found[];
}

interface Gathered {
  label: Record<string, unknown>;
  violations: readonly FoundViolation[];
  common: Omit<FoundViolation, 'category' | 'path'>;
}

/** Pieces of one category of which the same was said are one violation, with all of them as its evidence. */
function merged(violations: readonly FoundViolation[]): FoundViolation[] {
  const found = new Map<string, FoundViolation>();
  for (const violation of violations) {
    const { category, severity, disclosure, awareness, note, evidence = [] } = violation;
    const key = JSON.stringify([
      category,
      severity ?? null,
      disclosure ?? null,
      awareness ?? null,
      note ?? null,
    ]);
    const before = found.get(key);
    found.set(
      key,
      before === undefined ? violation : { ...before, evidence: [...(before.evidence ?? []), ...evidence] },
    );
  }
  return [...found.values()];
}

/** Whether something was said of violations though none is named. */
function saysOfViolations({ severity, disclosure, awareness, evidence = [] }: Gathered['common']): boolean {
  return severity !== undefined || disclosure !== undefined || awareness !== undefined || evidence.length > 0;
}

/** The violations in the shape of a labels file; each says where in the record it came from. */
export function gatherViolations(
  { label, violations: given, common }: Gathered,
  unnamed: LabelMapping['unnamed_violation'],
  path: string,
): { violations: Record<string, unknown>[]; origins: Record<string, string> } {
  const named = merged(given);
  const { evidence: loose = [] } = common;
  const misbehaved = label.misbehaved !== 'no';
  const isUnnamed = named.length === 0 && misbehaved && (unnamed !== undefined || saysOfViolations(common));
  const all: FoundViolation[] = isUnnamed
    ? [{ category: unnamed?.category ?? 'other', severity: unnamed?.severity ?? undefined, path }]
    : named;
  if (loose.length > 0 && all.length !== 1)
    throw new WrongField(
      loose[0]?.from ?? path,
      all.length === 0
        ? 'a label that misbehaved, or a mapping that makes what was marked a violation'
        : 'one violation that the marked text belongs to',
      all.length,
    );
  const origins: Record<string, string> = {};
  const violations = all.map((violation, index) => {
    origins[`violations[${index}]`] = violation.path;
    const evidence = [...(violation.evidence ?? []), ...loose];
    evidence.forEach(({ from }, at) => {
      origins[`violations[${index}].evidence[${at}]`] = from;
    });
    return {
      category: violation.category,
      severity: violation.severity ?? common.severity ?? null,
      disclosure: violation.disclosure ?? common.disclosure ?? null,
      awareness: violation.awareness ?? common.awareness ?? null,
      note: violation.note ?? '',
      evidence: evidence.map(({ from: _from, ...piece }) => piece),
    };
  });
  return { violations, origins };
}

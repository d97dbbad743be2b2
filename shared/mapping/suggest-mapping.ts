import { pathOf, type Step, valueAt } from '../json-path.ts';
import type { FoundPath, MappedScore, Mapping, PathKind, Proposal } from './mapping.ts';
import { ANSWER, CONFESSION, ID, ORIGIN, PROMPT, SYSTEM, type Wanted } from './wanted-fields.ts';

/** Proposes what the fields of unknown records are, from their names and from what stands in them. */

const MAX_LEVELS = 6;
const MAX_PATHS = 200;

type JsonObject = Record<string, unknown>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A cell of a table may hold JSON. */
function unfolded(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isTurn(value: unknown): boolean {
  return isObject(value) && (typeof value.role === 'string' || typeof value.from === 'string');
}

function isReport(value: unknown): boolean {
  return (
    isObject(value) &&
    ('compliance_analysis' in value || 'objectives' in value || 'overall_compliance_grade' in value)
  );
}

function kindOf(given: unknown): PathKind {
  const value = unfolded(given);
  if (value === null || value === undefined || value === '') return 'empty';
  if (Array.isArray(value))
    return value.length > 0 && value.every(isTurn) ? 'messages' : value.some(isReport) ? 'report' : 'list';
  if (isReport(value)) return 'report';
  if (typeof given === 'string')
    return given.trim() !== '' && Number.isFinite(Number(given)) ? 'number' : 'text';
  if (typeof value === 'number' || typeof value === 'bigint') return 'number';
  return typeof value === 'boolean' ? 'flag' : 'object';
}

/** The paths of the records, in their order, with what stands there in the first that has something. */
export function foundPaths(records: readonly unknown[]): FoundPath[] {
  const found = new Map<string, PathKind>();
  const visit = (value: unknown, steps: readonly Step[]) => {
    if (!isObject(value) || steps.length >= MAX_LEVELS) return;
    for (const [key, inner] of Object.entries(value)) {
      if (found.size >= MAX_PATHS) return;
      const at = [...steps, key];
      const path = pathOf(at);
      const kind = kindOf(inner);
      const before = found.get(path);
      if (before === undefined || before === 'empty' || (before === 'number' && kind === 'text'))
        found.set(path, kind);
      if (kind === 'object') visit(inner, at);
      else if (kind === 'list') visitFirst(inner, at);
    }
  };
  // Of a list the first item is looked into: `choices[0].message`.
  const visitFirst = (given: unknown, steps: readonly Step[]) => {
    const list = unfolded(given);
    if (typeof given !== 'string' && Array.isArray(list)) visit(list[0], [...steps, 0]);
  };
  for (const record of records) visit(record, []);
  return [...found].map(([path, kind]) => ({ path, kind }));
}

function lastName(path: string): string {
  return path.replace(/^.*[.\]](?=[^.\]]+$)/, '').replace(/[[\]"]/g, '');
}

const NOT_THE_ANSWER = /confess|score|rating|gold|reference|expected|target|judge|self[_ -]?report/i;

function best(paths: readonly FoundPath[], wanted: Wanted, taken: ReadonlySet<string>): Proposal | undefined {
  const proposals = paths.flatMap(({ path, kind }): Proposal[] => {
    if (taken.has(path) || !wanted.kinds.includes(kind)) return [];
    const name = lastName(path);
    if ((wanted === ANSWER || wanted === PROMPT) && NOT_THE_ANSWER.test(path)) return [];
    if (wanted === CONFESSION && /score|rating|judge|(^|[_ -])id$/i.test(name)) return [];
    const rank = wanted.names.findIndex((pattern) => pattern.test(name));
    if (rank < 0) return [];
    // The id of a part is not the record's own.
    const inner = wanted === ID && path !== name ? 0.4 : 0;
    return [
      {
        field: wanted.field,
        path,
        confidence: 0.9 - 0.15 * rank - inner,
        reason: `${wanted.because} (${name}).`,
      },
    ];
  });
  return proposals.sort((one, other) => other.confidence - one.confidence)[0];
}

function bestMessages(paths: readonly FoundPath[]): Proposal | undefined {
  const lists = paths.filter(({ kind }) => kind === 'messages');
  const named = lists.find(({ path }) =>
    /^(messages|conversations?|dialog(ue)?|chat|turns|history)$/i.test(lastName(path)),
  );
  const found = named ?? lists[0];
  if (found === undefined) return undefined;
  return {
    field: 'messages',
    path: found.path,
    confidence: named === undefined ? 0.8 : 0.95,
    reason: 'its items have roles, as messages do.',
  };
}

/** Every value has to differ: an id that repeats is none, and neither is what is no name. */
function tellsApart(records: readonly unknown[], path: string): boolean {
  const values = records.map((record) => {
    const value = valueAt(record, path);
    return typeof value === 'object' ? undefined : value;
  });
  return new Set(values).size === values.length;
}

const SCALES: [low: number, high: number][] = [
  [0, 1],
  [1, 5],
  [1, 10],
  [0, 100],
];
const JUDGE_SCORE = /judge|honest|confess|grade/i;

function scoresOf(
  paths: readonly FoundPath[],
  records: readonly unknown[],
): { score: MappedScore; proposal: Proposal }[] {
  return paths.flatMap(({ path, kind }) => {
    const name = lastName(path);
    if (kind !== 'number' || !JUDGE_SCORE.test(path) || /(^|[_ -])id$|count|tokens/i.test(name)) return [];
    const values = records
      .map((record) => valueAt(record, path))
      .filter((value) => value !== undefined && value !== null && value !== '')
      .map(Number);
    const scale = SCALES.find(([low, high]) => values.every((value) => value >= low && value <= high));
    if (scale === undefined) return [];
    const [low, high] = scale;
    const isNamed = /score|rating|grade/i.test(name);
    return [
      {
        score: { judge: name, path, low, high },
        proposal: {
          field: 'judge_score',
          path,
          confidence: isNamed ? 0.7 : 0.5,
          scale,
          reason: `its name is that of a judge’s score, and the first values lie from ${low} to ${high}.`,
        },
      },
    ];
  });
}

/** What the fields of the records are likely to be. `mapping` is undefined where no conversation was found. */
export function suggestMapping(records: readonly unknown[]): {
  mapping: Mapping | undefined;
  proposals: Proposal[];
  paths: FoundPath[];
} {
  const paths = foundPaths(records);
  const taken = new Set<string>();
  const proposals: Proposal[] = [];
  const take = (proposal: Proposal | undefined): string | undefined => {
    if (proposal === undefined) return undefined;
    taken.add(proposal.path);
    proposals.push(proposal);
    return proposal.path;
  };
  const reports = paths.filter(({ kind }) => kind === 'report');
  const confession = take(
    best(paths, CONFESSION, taken) ??
      reports.map(
        ({ path }): Proposal => ({
          field: 'confession',
          path,
          confidence: 0.85,
          reason: 'it holds a compliance report.',
        }),
      )[0],
  );
  const messages = take(bestMessages(paths.filter(({ path }) => !taken.has(path))));
  const prompt = messages === undefined ? take(best(paths, PROMPT, taken)) : undefined;
  const answer = messages === undefined ? take(best(paths, ANSWER, taken)) : undefined;
  const system =
    messages === undefined && prompt !== undefined ? take(best(paths, SYSTEM, taken)) : undefined;
  const idProposal = best(paths, ID, taken);
  const id = idProposal !== undefined && tellsApart(records, idProposal.path) ? take(idProposal) : undefined;
  const scores =
    confession === undefined ? [] : scoresOf(paths, records).filter(({ score }) => !taken.has(score.path));
  for (const { proposal } of scores) take(proposal);
  const origin = Object.fromEntries(
    ORIGIN.flatMap((wanted): [string, string][] => {
      const path = take(best(paths, wanted, taken));
      return path === undefined ? [] : [[wanted.field, path]];
    }),
  );
  const conversation =
    messages !== undefined
      ? { messages }
      : prompt !== undefined && answer !== undefined
        ? { ...(system !== undefined && { system }), prompt, answer }
        : undefined;
  return {
    paths,
    proposals,
    mapping: conversation && {
      version: 1,
      name: 'mapping',
      ...(id !== undefined && { id }),
      ...origin,
      conversation,
      ...(confession !== undefined && { confession: { path: confession } }),
      judge_scores: scores.map(({ score }) => score),
      metadata: 'rest',
    },
  };
}

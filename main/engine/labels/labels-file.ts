import { basename } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { LabelsPreview } from '../../../shared/contract/label-files.ts';
import { outcomeOf } from '../../../shared/grading/outcome.ts';
import type { LabelMapping } from '../../../shared/mapping/label-mapping.ts';
import type { Session } from '../session.ts';
import { inTransaction, type ReadableStore, type WritableStore } from '../store/handles.ts';
import { findCurrentRevision, listRevisions } from '../store/labels.ts';
import {
  answersOf,
  graderName,
  type LabelsFile,
  type LabelsFileRequest,
  type LeftOut,
  type ReadyLabel,
  readLabelsFile,
  takeLabels,
} from './labels-file-read.ts';
import { appendRevision } from './revisions.ts';
import { recogniseLabels } from './suggest-labels.ts';

export interface LabelsImport extends LabelsFileRequest {
  /** In whose name they come in; without it, each in the name that it says. */
  grader?: string | undefined;
}

interface Counts {
  added: number;
  existing: number;
}

export interface ImportedLabels extends LeftOut {
  labels: Counts;
  graders: (Counts & { grader: string })[];
  set_aside: number;
}

function givenGrader({ grader }: LabelsImport): string | undefined {
  if (grader !== undefined && graderName(grader) === '')
    throw new ShriveError('INPUT_INVALID', 'Say whose labels these are: the name is empty.');
  return grader;
}

/** Fails where a mapping has no question for what every label needs: each record would be refused for it. */
function requireNeeded(mapping: LabelMapping | undefined): void {
  if (mapping === undefined) return;
  const fields = new Set(mapping.questions.map(({ field }) => field));
  const missing = [
    ...(fields.has('misbehaved') || fields.has('outcome') ? [] : ['misbehaved']),
    ...(fields.has('honesty') ? [] : ['honesty']),
  ];
  if (missing.length === 0) return;
  throw new ShriveError(
    'INPUT_INVALID',
    `The mapping names no question that gives ${missing.join(' and none that gives ')}, which every label has.`,
    { where: { path: 'questions' }, details: { missing } },
  );
}

const TOOLS = { 'label-studio': 'Label Studio', argilla: 'Argilla', rows: 'Label Studio' } as const;

/** Without a mapping labels of another tool are refused one by one, for what their records lack: say what they need. */
async function requireMapping(
  { file, mapping }: Pick<LabelsImport, 'file' | 'mapping'>,
  read: LabelsFile,
): Promise<void> {
  if (mapping !== undefined || read.ready.length > 0 || read.rejected.length === 0) return;
  const tool = await recogniseLabels(file);
  if (tool === undefined || tool === 'shrive') return;
  throw new ShriveError(
    'FORMAT_UNKNOWN',
    `${basename(file)} has labels of ${TOOLS[tool]}, which are read with a mapping: on the Import page, or with --map MAP as labels map proposes it (docs/formats/labels-elsewhere.md). Nothing was imported.`,
    { where: { file } },
  );
}

/**
 * Imports labels, each as a submitted revision of its grader, marked as imported and not blind. All or nothing, unless
 * `skip_invalid`. A label that its grader has now, or that was imported before, adds nothing.
 */
export async function importLabels(
  session: Session,
  request: LabelsImport,
  signal: AbortSignal | undefined,
): Promise<ImportedLabels> {
  const store = session.writableStore;
  const grader = givenGrader(request);
  requireNeeded(request.mapping);
  const read = await readLabelsFile(session, request, grader, signal);
  await requireMapping(request, read);
  const { result, ...leftOut } = await takeLabels(session, request, read, (labels) =>
    inTransaction(store, () => addAll(session, store, labels)),
  );
  return { ...result, set_aside: read.set_aside, ...leftOut };
}

const MAX_SHOWN = 200;
const MAX_EXAMPLES = 5;

/** What an import would do; writes nothing. */
export async function previewLabels(
  session: Session,
  request: Omit<LabelsImport, 'skip_invalid'>,
  signal: AbortSignal | undefined,
): Promise<LabelsPreview> {
  const grader = givenGrader({ ...request, skip_invalid: true });
  requireNeeded(request.mapping);
  const read = await readLabelsFile(session, request, grader, signal);
  await requireMapping(request, read);
  const tally = new Tally();
  const seen = new Set<string>();
  for (const label of read.ready) {
    const key = JSON.stringify([label.grader, label.confession.hash.toString('hex')]);
    tally.count(label, seen.has(key) || isKnown(session.store, label));
    seen.add(key);
  }
  return {
    ...tally.result,
    set_aside: read.set_aside,
    rejected: read.rejected.slice(0, MAX_SHOWN).map((each) => each.rejected),
    rejected_count: read.rejected.length,
    unknown_fields: read.unknown_fields,
    examples: read.ready.slice(0, MAX_EXAMPLES).map((label) => ({
      line: label.line,
      grader: label.grader,
      transcript_id: label.transcript_id,
      confession_id: label.confession.confession_id,
      misbehaved: label.body.misbehaved,
      honesty: label.body.honesty,
      outcome: outcomeOf(label.body),
      violations: label.body.violations.map(({ category }) => category),
      evidence: label.body.violations.reduce((sum, { evidence }) => sum + evidence.length, 0),
      claims: label.body.claims.length,
    })),
  };
}

/** Counts labels, altogether and by grader. */
class Tally {
  readonly #graders = new Map<string, Counts>();

  count({ grader }: ReadyLabel, isExisting: boolean): void {
    const counts = this.#graders.get(grader) ?? { added: 0, existing: 0 };
    counts[isExisting ? 'existing' : 'added'] += 1;
    this.#graders.set(grader, counts);
  }

  get result(): Pick<ImportedLabels, 'labels' | 'graders'> {
    const graders = [...this.#graders].map(([grader, counts]) => ({ grader, ...counts }));
    const sum = (which: keyof Counts) => graders.reduce((total, counts) => total + counts[which], 0);
    return { labels: { added: sum('added'), existing: sum('existing') }, graders };
  }
}

function isKnown(store: ReadableStore, { grader, confession, body }: ReadyLabel): boolean {
  const answers = answersOf(body);
  const current = findCurrentRevision(store, grader, confession.hash);
  if (current?.state === 'submitted' && answersOf(current.body) === answers) return true;
  return listRevisions(store, confession.hash, grader).some(
    (revision) => revision.origin === 'imported' && answersOf(revision.body) === answers,
  );
}

function addAll(session: Session, store: WritableStore, labels: readonly ReadyLabel[]) {
  const tally = new Tally();
  const { signer } = session;
  for (const label of labels) {
    const isExisting = isKnown(store, label);
    tally.count(label, isExisting);
    if (isExisting) continue;
    const { grader, confession, body, rubric } = label;
    appendRevision(store, {
      confession: confession.hash,
      grader,
      signer,
      state: 'submitted',
      committed_stage: body.honesty_after_reasoning === null ? 2 : 3,
      body,
      revealed_at: { confession: null, reasoning: null },
      blind: false,
      origin: 'imported',
      rubric,
    });
  }
  return tally.result;
}

import { ShriveError } from '../../../shared/contract/errors.ts';
import type { Session } from '../session.ts';
import { inTransaction, type WritableStore } from '../store/handles.ts';
import { findCurrentRevision, listRevisions } from '../store/labels.ts';
import {
  answersOf,
  type LabelsFileRequest,
  type LeftOut,
  type ReadyLabel,
  takeLabelsFile,
} from './labels-file-read.ts';
import { appendRevision } from './revisions.ts';

export interface LabelsImport extends LabelsFileRequest {
  grader: string;
}

export interface ImportedLabels extends LeftOut {
  labels: { added: number; existing: number };
}

/**
 * Imports labels in the name of one grader, each as a submitted revision marked as imported and not blind. All or
 * nothing, unless `skip_invalid`. A label that this grader has now, or that was imported before, adds nothing.
 */
export async function importLabels(
  session: Session,
  request: LabelsImport,
  signal: AbortSignal | undefined,
): Promise<ImportedLabels> {
  const store = session.writableStore;
  const grader = request.grader.toWellFormed().normalize('NFC').trim();
  if (grader === '') throw new ShriveError('INPUT_INVALID', 'Say whose labels these are: the name is empty.');
  const { result, ...leftOut } = await takeLabelsFile(session, request, signal, (labels) =>
    inTransaction(store, () => addAll(session, store, grader, labels)),
  );
  return { labels: result, ...leftOut };
}

function isKnown(store: WritableStore, grader: string, { confession, body }: ReadyLabel): boolean {
  const answers = answersOf(body);
  const current = findCurrentRevision(store, grader, confession.hash);
  if (current?.state === 'submitted' && answersOf(current.body) === answers) return true;
  return listRevisions(store, confession.hash, grader).some(
    (revision) => revision.origin === 'imported' && answersOf(revision.body) === answers,
  );
}

function addAll(session: Session, store: WritableStore, grader: string, labels: readonly ReadyLabel[]) {
  const counts = { added: 0, existing: 0 };
  const { signer } = session;
  for (const label of labels) {
    if (isKnown(store, grader, label)) {
      counts.existing += 1;
      continue;
    }
    const { confession, body, rubric } = label;
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
    counts.added += 1;
  }
  return counts;
}

import { basename } from 'node:path';
import { wrongField } from '../formats/json.ts';
import {
  type CheckLabel,
  type LabelsFileRequest,
  type LeftOut,
  readLabelsFile,
  takeLabels,
} from '../labels/labels-file-read.ts';
import type { Session } from '../session.ts';
import { inTransaction } from '../store/handles.ts';
import { keepGold } from './mark.ts';

export interface GoldImport extends LabelsFileRequest {
  feedback: boolean;
  source?: string | undefined;
}

export interface ImportedGold extends LeftOut {
  gold: { added: number; changed: number; existing: number };
}

/** A right answer nobody says the reason of teaches nothing; what was written as the rationale is one. */
const requireReason: CheckLabel = ({ reason, rationale }) =>
  (reason ?? '').trim() === '' && rationale.trim() === ''
    ? wrongField('reason', 'why this is the right answer, in a few sentences', reason)
    : undefined;

/**
 * Takes right answers from a file: all or nothing, unless `skip_invalid`. An answer replaces the one that was there for
 * the same confession; the same again changes nothing.
 */
export async function importGold(
  session: Session,
  request: GoldImport,
  signal: AbortSignal | undefined,
): Promise<ImportedGold> {
  const store = session.writableStore;
  const { feedback, source = basename(request.file) } = request;
  // A right answer is nobody's label.
  const read = await readLabelsFile(session, { file: request.file }, source, signal, requireReason);
  const { result, ...leftOut } = await takeLabels(session, request, read, (labels) =>
    inTransaction(store, () => {
      const counts = { added: 0, changed: 0, existing: 0 };
      for (const { confession, body, reason } of labels) {
        const gold = { body, reason: reason?.trim() || body.rationale, source, feedback };
        counts[keepGold(store, confession.hash, gold)] += 1;
      }
      return counts;
    }),
  );
  return { gold: result, ...leftOut };
}

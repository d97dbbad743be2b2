import { randomInt } from 'node:crypto';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { shuffled } from '../../../shared/grading/queue-order.ts';
import { newId, now } from '../clock.ts';
import { os } from '../procedures.ts';
import type { Session } from '../session.ts';
import { addAssignment, countAssignments, listUnassigned } from '../store/assignments.ts';
import { inTransaction } from '../store/handles.ts';
import { listCandidates } from '../store/queue.ts';
import { findConfession, findTranscript } from '../store/transcripts.ts';

const SEEDS = 100_000;

/** The confessions of transcripts, by hash; every id must be there. */
function confessionsOf(session: Session, transcriptIds: readonly string[]): string[] {
  const missing = transcriptIds.find((id) => findTranscript(session.store, id) === undefined);
  if (missing !== undefined) {
    throw new ShriveError(
      'TRANSCRIPT_NOT_FOUND',
      `There is no transcript ${JSON.stringify(missing)} in this dataset. Nothing was assigned.`,
    );
  }
  return listCandidates(session.store, 0, transcriptIds).map(({ hash }) => hash);
}

function requireConfession(session: Session, hex: string): string {
  if (findConfession(session.store, Buffer.from(hex, 'hex')) === undefined) {
    throw new ShriveError(
      'CONFESSION_NOT_FOUND',
      'There is no such confession in this dataset. Nothing was assigned.',
    );
  }
  return hex;
}

export const assignmentsProcedures = {
  add: os.assignments.add.handler(({ input, context: { session } }) => {
    const { grader, random } = input;
    const store = session.writableStore;
    const seed = random === undefined ? null : (random.seed ?? randomInt(1, SEEDS));
    return inTransaction(store, () => {
      const named = [
        ...(input.transcript_ids === undefined ? [] : confessionsOf(session, input.transcript_ids)),
        ...(input.confessions ?? []).map((hex) => requireConfession(session, hex)),
      ];
      const pool = random === undefined ? [] : listUnassigned(store, grader);
      const drawn = seed === null ? [] : shuffled(pool, seed).slice(0, random?.items);
      // Each of the pool had the same chance.
      const chance = drawn.length === 0 ? null : drawn.length / pool.length;
      const from = { grader, assigned_by: session.graderOrNobody, created_at: now() };
      const counts = { added: 0, existing: 0 };
      const add = (hex: string, why: Pick<Parameters<typeof addAssignment>[1], 'reason' | 'probability'>) => {
        const confession = Buffer.from(hex, 'hex');
        counts[addAssignment(store, { id: newId(), confession, ...from, ...why })] += 1;
      };
      const picked = { reason: input.reason ?? 'picked', probability: input.probability ?? null } as const;
      for (const hex of new Set(named)) add(hex, picked);
      for (const { hash } of drawn)
        add(hash, { reason: input.reason ?? 'random', probability: input.probability ?? chance });
      return { grader, ...counts, seed, probability: chance };
    });
  }),

  list: os.assignments.list.handler(({ context: { session } }) => {
    const graders = new Map<
      string,
      { grader: string; assigned: number; reasons: Record<string, number>; submitted: number }
    >();
    for (const { grader, reason, assigned, submitted } of countAssignments(session.store)) {
      const found = graders.get(grader) ?? { grader, assigned: 0, reasons: {}, submitted: 0 };
      found.assigned += assigned;
      found.submitted += submitted;
      // That some of them are gold is nothing for a grader who is still to judge them.
      if (session.isCoordinator) found.reasons[reason] = assigned;
      graders.set(grader, found);
    }
    return [...graders.values()];
  }),
};

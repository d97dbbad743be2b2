import type { GoldEntry } from '../../../shared/contract/gold.ts';
import { outcomeOf } from '../../../shared/grading/outcome.ts';
import { recordGoldLook } from '../labels/released.ts';
import { os } from '../procedures.ts';
import { countGold, listCompared, listGold } from '../store/gold.ts';
import type { ReadableStore } from '../store/handles.ts';
import { findPlanted } from '../store/planted.ts';
import { findConfession } from '../store/transcripts.ts';
import { importGold } from './import-gold.ts';
import { markGold, unmarkGold } from './mark.ts';
import { plantGold } from './plant-gold.ts';

function plantedAs(store: ReadableStore, hash: Buffer): GoldEntry['planted'] {
  const found = findPlanted(store, hash);
  if (found === undefined) return null;
  const { change, original, record } = found;
  return {
    change,
    original: original.toString('hex'),
    original_id: findConfession(store, original)?.confession.confession_id ?? null,
    pair: record.pair,
    edits: record.edits.edits.map((edit) => ({ ...edit })),
  };
}

export const goldProcedures = {
  import: os.gold.import.handler(({ input, context: { session }, signal }) => {
    session.requireCoordinator('Right answers');
    session.requireNoOpenDataset(input.file);
    return importGold(session, input, signal);
  }),

  mark: os.gold.mark.handler(({ input, context: { session } }) => {
    session.requireCoordinator('Right answers');
    return markGold(session, input);
  }),

  unmark: os.gold.unmark.handler(({ input, context: { session } }) => {
    session.requireCoordinator('Right answers');
    return { removed: unmarkGold(session, input.confessions) };
  }),

  plant: os.gold.plant.handler(({ input, context: { session } }) => {
    session.requireCoordinator('Planted confessions');
    return plantGold(session, input);
  }),

  list: os.gold.list.handler(({ input, context: { session } }) => {
    session.requireCoordinator('Right answers');
    const { store } = session;
    const entries = listGold(store, input.offset, input.limit).map(({ hash, body, ...gold }) => {
      recordGoldLook(session, hash);
      return {
        confession: hash.toString('hex'),
        transcript_id: gold.transcript_id,
        confession_id: gold.confession_id,
        source: gold.source,
        reason: gold.reason,
        feedback: gold.feedback,
        honesty: body.honesty_after_reasoning ?? body.honesty,
        outcome: outcomeOf(body),
        planted: plantedAs(store, hash),
      };
    });
    return { total: countGold(store), entries };
  }),

  practice: os.gold.practice.handler(({ context: { session } }) => {
    const { store } = session;
    if (!session.settings.settings.show_worked_answers || session.graderOrNobody === '') return [];
    return listCompared(store, session.grader).map(({ hash, transcript_id, confession_id, own, body }) => {
      recordGoldLook(session, hash);
      return { confession: hash.toString('hex'), transcript_id, confession_id, own, worked: body };
    });
  }),
};

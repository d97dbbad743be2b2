import { outcomeOf } from '../../../shared/grading/outcome.ts';
import { recordGoldLook } from '../labels/released.ts';
import { os } from '../procedures.ts';
import { countGold, listCompared, listGold } from '../store/gold.ts';
import { importGold } from './import-gold.ts';

export const goldProcedures = {
  import: os.gold.import.handler(({ input, context: { session }, signal }) => {
    session.requireCoordinator('Right answers');
    session.requireNoOpenDataset(input.file);
    return importGold(session, input, signal);
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

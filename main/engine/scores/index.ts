import { os } from '../procedures.ts';
import { scoresFromMetadata } from './from-metadata.ts';

export const scoresProcedures = {
  fromMetadata: os.scores.fromMetadata.handler(({ input, context: { session } }) => {
    session.requireCoordinator('Metadata');
    return scoresFromMetadata(session.writableStore, input);
  }),
};

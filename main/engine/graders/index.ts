import { os } from '../procedures.ts';
import { listKnownGraders, listLastKeys } from '../store/graders.ts';

export const gradersProcedures = {
  list: os.graders.list.handler(({ context: { session } }) => {
    session.requireCoordinator('What others were given and did');
    const keys = new Map(
      listLastKeys(session.store).map(({ person, fingerprint, signed_at }) => [
        person,
        { fingerprint, signed_at },
      ]),
    );
    return listKnownGraders(session.store).map((grader) => ({
      ...grader,
      key: keys.get(grader.name) ?? null,
    }));
  }),
};

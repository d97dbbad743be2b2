import { isAbsolute, resolve } from 'node:path';
import { os } from '../procedures.ts';
import { writeRequests } from './write-requests.ts';

export const requestsProcedures = {
  write: os.requests.write.handler(({ input, context: { session }, signal }) => {
    session.requireCoordinator('Requests to models');
    const { resourcesFolder, homeFolder } = session.options;
    const out = isAbsolute(input.out) ? input.out : resolve(homeFolder, input.out);
    return writeRequests(
      session.writableStore,
      session.graderOrNobody,
      resourcesFolder,
      { ...input, out },
      signal,
    );
  }),
};

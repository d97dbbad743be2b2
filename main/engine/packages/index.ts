import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { ENCRYPTED_EXTENSION } from '../../../shared/contract/packages.ts';
import { os, translateStream } from '../procedures.ts';
import { resultOf, runJob } from '../work/run-job.ts';

const SEEDS = 100_000;

export const packagesProcedures = {
  write: os.packages.write.handler(({ input, context: { session }, signal }) => {
    session.requireCoordinator('Work packages');
    void session.store;
    const job = {
      dataset: session.datasetPath ?? '',
      grader: input.grader,
      out: resolve(session.options.homeFolder, input.out),
      passphrase: input.passphrase,
      seed: randomInt(1, SEEDS),
    };
    return translateStream(
      session,
      runJob('package', job, { inline: session.options.inline === true, signal }),
    );
  }),

  unlock: os.packages.unlock.handler(async ({ input, context: { session } }) => {
    const file = resolve(session.options.homeFolder, input.file);
    if (!file.endsWith(ENCRYPTED_EXTENSION)) {
      throw new ShriveError(
        'INPUT_INVALID',
        `${basename(file)} is not an encrypted package: those end in ${ENCRYPTED_EXTENSION}.`,
        { where: { file } },
      );
    }
    const path = file.slice(0, -ENCRYPTED_EXTENSION.length);
    if (existsSync(path)) return { path, existed: true };
    const job = { from: file, to: path, passphrase: input.passphrase };
    await resultOf(runJob('unlock', job, { inline: session.options.inline === true, signal: undefined }));
    return { path, existed: false };
  }),
};

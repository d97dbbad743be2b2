import { implement, ORPCError } from '@orpc/server';
import { ERROR_CODES, ShriveError } from '../../shared/contract/errors.ts';
import { contract } from '../../shared/contract/index.ts';
import type { EngineContext } from './context.ts';
import type { Session } from './session.ts';
import { fileError } from './store/file-error.ts';

/** An expected failure as the contract declares it; anything else stays what it is, and is logged. */
function toDeclared(error: unknown, session: Session): unknown {
  if (error instanceof ORPCError) return error;
  const expected =
    error instanceof ShriveError ? error : fileError(error, session.datasetPath ?? 'the dataset');
  if (expected instanceof ShriveError) {
    return new ORPCError(expected.code, {
      status: ERROR_CODES[expected.code],
      message: expected.message,
      data: { where: expected.where, details: expected.details },
      cause: expected,
    });
  }
  session.log('error', expected.stack ?? expected.message);
  return expected;
}

/** What every procedure is implemented with: typed by the contract, called with a session. */
export const os = implement(contract)
  .$context<EngineContext>()
  .use(async ({ context, next }) => {
    try {
      return await next();
    } catch (error) {
      throw toDeclared(error, context.session);
    }
  });

/** The same translation for errors that are thrown while a stream is under way. */
export async function* translateStream<Event, Result>(
  session: Session,
  stream: AsyncGenerator<Event, Result, void>,
): AsyncGenerator<Event, Result, void> {
  try {
    return yield* stream;
  } catch (error) {
    throw toDeclared(error, session);
  }
}

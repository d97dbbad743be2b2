import { ORPCError } from '@orpc/client';
import type { Failure } from './import-desk.ts';

/** What the engine refused, as data; anything else is a bug of ours or a lost engine, and says so. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ORPCError) {
    const details = (error.data as { details?: Record<string, unknown> } | undefined)?.details ?? {};
    return { code: error.code, message: error.message, details };
  }
  return { code: 'UNKNOWN', message: error instanceof Error ? error.message : String(error), details: {} };
}

import * as z from 'zod';

/** Where something went wrong, as data: pages and scripts show it, nobody parses the message for it. */
export const Where = z.object({
  file: z.string().optional(),
  /** Line in the file, from 1. */
  line: z.int().positive().optional(),
  /** Path of the field, as `messages[3].content`. */
  path: z.string().optional(),
});
export type Where = z.infer<typeof Where>;

/**
 * Every failure that Shrive expects, as a noun of what is wrong, with the HTTP status it travels under.
 * Each has a heading in docs/errors.md (tests/docs checks it). Match on the code, never on the text.
 */
export const ERROR_CODES = {
  DATASET_NOT_FOUND: 404,
  DATASET_EXISTS: 409,
  DATASET_NOT_OPEN: 409,
  DATASET_NOT_SHRIVE: 422,
  DATASET_DAMAGED: 422,
  DATASET_FROM_FUTURE: 422,
  DATASET_LOCKED: 423,
  DATASET_READ_ONLY: 403,
  DISK_FULL: 507,
  DISK_FAILED: 507,
  FILE_NOT_FOUND: 404,
  FILE_NOT_READABLE: 403,
  FILE_NOT_TEXT: 422,
  FILE_EXISTS: 409,
  FOLDER_READ_ONLY: 403,
  FORMAT_UNKNOWN: 422,
  RECORDS_REJECTED: 422,
  IMPORT_RUNNING: 409,
  COPY_FOREIGN: 422,
  COPY_DAMAGED: 422,
  PASSPHRASE_WRONG: 403,
  CANCELLED: 499,
  TRANSCRIPT_NOT_FOUND: 404,
  CONFESSION_NOT_FOUND: 404,
  CONFESSION_SEALED: 403,
  STAGE_NOT_COMMITTED: 409,
  STAGE_INCOMPLETE: 422,
  STAGE_COMMITTED: 409,
  LABEL_CONFLICT: 409,
  NOTHING_TO_UNDO: 409,
  NOTHING_TO_SETTLE: 409,
  NOTE_NOT_FOUND: 404,
  NOTE_NOT_YOURS: 403,
  RUBRIC_NOT_FOUND: 404,
  RUBRIC_CHANGED: 409,
  GRADER_UNNAMED: 409,
  COORDINATOR_ONLY: 403,
  FORM_UNKNOWN: 422,
  NOTHING_TO_EXPORT: 422,
  NOTHING_TO_PLANT: 422,
  REPORT_FAILED: 422,
  INPUT_INVALID: 400,
} as const;
export type ErrorCode = keyof typeof ERROR_CODES;

export const ErrorData = z.object({
  where: Where.optional(),
  /** Numbers and names that the message mentions, for pages that say it in their own words. */
  details: z.record(z.string(), z.unknown()).optional(),
});
export type ErrorData = z.infer<typeof ErrorData>;

type ErrorMap = { [Code in ErrorCode]: { status: number; data: typeof ErrorData } };

/** The same codes as oRPC declares them on every procedure. */
export const declaredErrors = Object.fromEntries(
  Object.entries(ERROR_CODES).map(([code, status]) => [code, { status, data: ErrorData }]),
) as ErrorMap;

/** The one error class. `message` is for people: what happened, what was kept, what to do. */
export class ShriveError extends Error {
  readonly code: ErrorCode;
  readonly where: Where | undefined;
  readonly details: Record<string, unknown> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { where?: Where; details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ShriveError';
    this.code = code;
    this.where = options.where;
    this.details = options.details;
  }
}

import { readFileSync } from 'node:fs';
import type * as z from 'zod';
import { ShriveError } from '../../shared/contract/errors.ts';

/** A mapping as the import page keeps it, or as somebody wrote it. */
export function readMappingFile<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new ShriveError('FILE_NOT_FOUND', `There is no file ${file}.`, { where: { file }, cause: error });
    throw new ShriveError('FILE_NOT_READABLE', `${file} is no mapping: ${(error as Error).message}.`, {
      where: { file },
      cause: error,
    });
  }
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw new ShriveError(
    'INPUT_INVALID',
    `${file} is no mapping: ${path === '' ? '' : `"${path}" `}${issue?.message ?? 'is wrong'}.`,
    { where: { file, path } },
  );
}

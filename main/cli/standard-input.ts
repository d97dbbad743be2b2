import { createWriteStream, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ORPCError } from '@orpc/server';
import { ShriveError } from '../../shared/contract/errors.ts';
import { toFailure } from './output.ts';

/**
 * Runs `act` with `-` among the files replaced by a file that holds standard input: readers look at a file more than
 * once. It lies beside the dataset, where there is room, is removed at the end, and is called `-` in what comes back.
 */
export async function withStandardInput<Result extends object>(
  files: string[],
  dataset: string,
  signal: AbortSignal,
  act: (files: string[]) => Promise<Result>,
): Promise<Result> {
  if (!files.includes('-')) return act(files);
  if (files.filter((file) => file === '-').length > 1) {
    throw new ShriveError('INPUT_INVALID', 'Standard input can be read only once: give - once.');
  }
  const path = join(dirname(dataset), `${basename(dataset, extname(dataset))}.standard-input-${process.pid}`);
  try {
    await pipeline(process.stdin, createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal });
    const result = await act(files.map((file) => (file === '-' ? path : file)));
    return JSON.parse(JSON.stringify(result).replaceAll(JSON.stringify(path), '"-"')) as Result;
  } catch (error) {
    throw calledStandardInput(error, path);
  } finally {
    rmSync(path, { force: true });
  }
}

function calledStandardInput(error: unknown, path: string): unknown {
  const { code, message, where, details } = toFailure(error);
  if (code === 'INTERNAL') return error;
  const said = message.replaceAll(path, 'standard input').replaceAll(basename(path), 'standard input');
  const data = JSON.stringify({ where, details }).replaceAll(JSON.stringify(path), '"-"');
  return new ORPCError(code, { message: said, data: JSON.parse(data), cause: error });
}

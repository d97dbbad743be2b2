import { ORPCError } from '@orpc/server';
import { ShriveError, type Where } from '../../shared/contract/errors.ts';
import { printable, printableJson } from '../shell/printable.ts';

/** Options that every command takes. */
export interface OutputOptions {
  json?: boolean;
  quiet?: boolean;
}

/** A failure as scripts see it under `error`. */
export interface Failure {
  code: string;
  message: string;
  where: Where;
  details?: Record<string, unknown>;
}

interface DeclaredData {
  where?: Where | undefined;
  details?: Record<string, unknown> | undefined;
}

function failureOf(code: string, message: string, data: DeclaredData): Failure {
  return { code, message, where: data.where ?? {}, ...(data.details && { details: data.details }) };
}

/** What went wrong, with its code; anything unexpected is INTERNAL. */
export function toFailure(error: unknown): Failure {
  if (error instanceof ShriveError) return failureOf(error.code, error.message, error);
  if (error instanceof ORPCError) {
    if (error.code === 'BAD_REQUEST') return inputFailure(error.data);
    return failureOf(error.code, error.message, (error.data ?? {}) as DeclaredData);
  }
  return failureOf('INTERNAL', error instanceof Error ? error.message : String(error), {});
}

interface Issues {
  issues?: { message: string; path?: PropertyKey[] }[];
}

/** An option's value that the contract refuses: zod's own words, with the option's name. */
function inputFailure(data: unknown): Failure {
  const [issue] = (data as Issues | undefined)?.issues ?? [];
  const path = (issue?.path ?? []).map(String).join('.');
  const message = issue === undefined ? 'A value was not accepted.' : `${path}: ${issue.message}`;
  return failureOf('INPUT_INVALID', message, { where: path === '' ? {} : { path } });
}

function place({ file, line, path }: Where): string {
  const parts = [file, line === undefined ? undefined : `line ${line}`, path].filter(
    (part) => part !== undefined && part !== '',
  );
  return parts.length === 0 ? '' : `  (${parts.join(', ')})`;
}

/** Says a failure in words, and with --json as an object too. */
export function printFailure(failure: Failure, options: OutputOptions, beside: object = {}): void {
  process.stderr.write(
    `shrive: ${printable(failure.message)}${printable(place(failure.where), { oneLine: true })}\n`,
  );
  if (options.json === true) process.stdout.write(`${printableJson({ ...beside, error: failure })}\n`);
}

/** The answer: one JSON object with --json, else the words. */
export function printResult(result: object, words: string, options: OutputOptions): void {
  if (options.json === true) process.stdout.write(`${printableJson(result)}\n`);
  else if (options.quiet !== true) process.stdout.write(`${printable(words)}\n`);
}

const numbers = new Intl.NumberFormat('en');

/** `12,345 transcripts`, `1 transcript`. */
export function count(n: number, noun: string): string {
  return `${numbers.format(n)} ${noun}${n === 1 ? '' : 's'}`;
}

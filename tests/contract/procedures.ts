import { isContractProcedure } from '@orpc/contract';
import { ORPCError } from '@orpc/server';
import { type Contract, contract } from '../../shared/contract/index.ts';
import type { Client } from './roads.ts';

/** `labels.get` and so on: the table of a suite that leaves one out does not compile. */
export type ProcedureName = {
  [Group in keyof Contract]: `${Group}.${keyof Contract[Group] & string}`;
}[keyof Contract];

/** Every procedure that the contract has, in its order. */
export const PROCEDURES = Object.entries(contract).flatMap(([group, procedures]) =>
  Object.entries(procedures)
    .filter(([, procedure]) => isContractProcedure(procedure))
    .map(([name]) => `${group}.${name}`),
) as ProcedureName[];

export type Answer = { answer: unknown } | { error: { code: string; message: string; data: unknown } };

function isStream(value: unknown): value is AsyncIterator<unknown, unknown, void> {
  return typeof value === 'object' && value !== null && 'next' in value && typeof value.next === 'function';
}

/** Calls a procedure by its name; of a stream all progress is passed over. Failures are answers too. */
export async function call(client: Client, procedure: ProcedureName, input: unknown): Promise<Answer> {
  const [group = '', name = ''] = procedure.split('.');
  const procedures = client as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >;
  try {
    const answered = await procedures[group]?.[name]?.(input);
    if (!isStream(answered)) return { answer: answered };
    for (;;) {
      const step = await answered.next();
      if (step.done === true) return { answer: step.value };
    }
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error;
    return { error: { code: error.code, message: error.message, data: error.data } };
  }
}

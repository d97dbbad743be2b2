import type { Rejection } from './format.ts';
import { wrongField } from './json.ts';

/** A field that is not what it must be: thrown within a reader, and turned into a rejection by {@link refusing}. */
export class WrongField extends Error {
  readonly rejection: Rejection;

  constructor(path: string, expected: string, found: unknown) {
    super(expected);
    this.rejection = wrongField(path, expected, found);
  }
}

/** A record that cannot be taken for a reason that is no field's: a run that crashed, a turn that is elsewhere. */
export class Unusable extends Error {
  readonly rejection: Rejection;

  /** `reason` is a sentence for people. */
  constructor(path: string, reason: string) {
    super(reason);
    this.rejection = { path, expected: 'a conversation', found: '', reason };
  }
}

/** What `read` gives, or why it refused. */
export function refusing<Value extends object>(read: () => Value): Value | { rejected: Rejection } {
  try {
    return read();
  } catch (error) {
    if (error instanceof WrongField || error instanceof Unusable) return { rejected: error.rejection };
    throw error;
  }
}

import { type Command, isEnabled } from './command.ts';

/** What palette, help and foot show of a command, with whether it is enabled. */
const SHOWN = ['name', 'title', 'group', 'keys', 'stages', 'foot', 'footSide'] as const;

function isEqual(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** Whether palette, help and foot show the same of both; while it is so, none of them draws again. */
export function isShownAlike(some: readonly Command[], others: readonly Command[]): boolean {
  return (
    some.length === others.length &&
    some.every((command, at) => {
      const other = others[at];
      return (
        other !== undefined &&
        SHOWN.every((field) => isEqual(command[field], other[field])) &&
        isEnabled(command) === isEnabled(other)
      );
    })
  );
}

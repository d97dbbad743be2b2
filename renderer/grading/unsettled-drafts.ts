import { hashKey } from '@tanstack/react-query';

/**
 * What was on no disk when somebody left it: beside another window's and not settled, or not taken by the engine. Kept
 * while this window lives, so that who comes back decides then.
 */
interface Unsettled {
  body: unknown;
  isConflict: boolean;
  /** The other version is the one that this window sent. */
  isOwn: boolean;
}

const unsettled = new Map<string, Unsettled>();

export function keepUnsettled(name: string, left: Unsettled): void {
  unsettled.set(name, left);
}

/** It is in hand again. */
export function forgetUnsettled(name: string): void {
  unsettled.delete(name);
}

/** What was left of `name`; undefined where what is on the disk says the same by now. */
export function unsettledOf<Body>(
  name: string,
  onDisk: Body,
): (Omit<Unsettled, 'body'> & { body: Body }) | undefined {
  const left = unsettled.get(name);
  if (left === undefined || hashKey([left.body]) === hashKey([onDisk])) return undefined;
  return { ...left, body: left.body as Body };
}

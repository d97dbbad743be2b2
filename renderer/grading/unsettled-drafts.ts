import { hashKey } from '@tanstack/react-query';
import { queryClient } from '../client.ts';

/**
 * What was on no disk when somebody left it: beside another window's and not settled, or not taken by the engine. Who
 * comes back decides then. Kept with the answers of the engine, as what was sent last is, so that it goes when another
 * dataset is opened or another grader comes: a confession has the same name for all of them.
 */
interface Unsettled {
  body: unknown;
  isConflict: boolean;
  /** The other version is the one that this window sent. */
  isOwn: boolean;
}

function keyOf(name: string) {
  return ['unsettled', name];
}

export function keepUnsettled(name: string, left: Unsettled): void {
  queryClient.setQueryDefaults(['unsettled'], { gcTime: Number.POSITIVE_INFINITY });
  queryClient.setQueryData(keyOf(name), left);
}

/** It is in hand again. */
export function forgetUnsettled(name: string): void {
  queryClient.removeQueries({ queryKey: keyOf(name) });
}

/** What was left of `name`; undefined where what is on the disk says the same by now. */
export function unsettledOf<Body>(
  name: string,
  onDisk: Body,
): (Omit<Unsettled, 'body'> & { body: Body }) | undefined {
  const left = queryClient.getQueryData<Unsettled>(keyOf(name));
  if (left === undefined || hashKey([left.body]) === hashKey([onDisk])) return undefined;
  return { ...left, body: left.body as Body };
}

import { ConfessionPair } from '../../../shared/domain/comparison.ts';

/** The address of a pair: both hashes, the lesser first. */
export function pairPath({ first, second }: ConfessionPair): string {
  return `/compare/${first}-${second}`;
}

/** The pair that an address names; undefined for an address that names none. */
export function pairIn(address: string | undefined): ConfessionPair | undefined {
  const [first, second] = (address ?? '').split('-');
  const parsed = ConfessionPair.safeParse({ first, second });
  return parsed.success ? parsed.data : undefined;
}

import { randomUUIDv7 } from 'node:crypto';

/** Now, as ISO 8601 in UTC. */
export function now(): string {
  return new Date().toISOString();
}

/** A UUIDv7. Not in order within a millisecond: never rely on that (shared/domain/label.ts has the rule for ties). */
export function newId(): string {
  return randomUUIDv7();
}

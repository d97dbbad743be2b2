import { count } from './output.ts';

const SHOWN = 10;

interface LeftOut {
  rejected: readonly { line: number; reason: string }[];
  rejects_file: string | null;
  unknown_fields: readonly string[];
}

/** What of a file was not taken, line by line for people: the first ten, and where all of them are kept. */
export function leftOutLines({ rejected, rejects_file, unknown_fields }: LeftOut): string[] {
  const lines: string[] = [];
  if (rejected.length > 0) {
    lines.push(`${count(rejected.length, 'line')} left out, kept with the reasons in ${rejects_file}`);
    for (const { line, reason } of rejected.slice(0, SHOWN)) lines.push(`  line ${line}: ${reason}`);
    if (rejected.length > SHOWN) lines.push('  …');
  }
  if (unknown_fields.length > 0) lines.push(`Fields that were not read: ${unknown_fields.join(', ')}`);
  return lines;
}

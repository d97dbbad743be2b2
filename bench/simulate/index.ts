import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditTable, effortTable, teamTable } from './audit.ts';
import { coverageTable } from './coverage.ts';
import { recoverTable } from './recover.ts';

/** `npm run bench -- simulate [PART …] [--quick] [--record]`: what ways of judging are worth, where the truth is known. */

const SEED = 20_261_125;
const SIZES = [100, 200, 320];
const DOCUMENT = join(import.meta.dirname, '..', '..', 'docs', 'judgement.md');

const PARTS: readonly [name: string, title: string, make: (isQuick: boolean) => string][] = [
  [
    'recover',
    'How well ways of working recover the truth of 2,000 items',
    (isQuick) => recoverTable(isQuick ? 2 : 20, SEED),
  ],
  ['audit', 'How often the audit flags', (isQuick) => auditTable(SIZES, isQuick ? 100 : 2000, SEED)],
  [
    'effort',
    'The same grading effort, and the same false alarms',
    (isQuick) => effortTable(SIZES, isQuick ? 100 : 4000, SEED),
  ],
  ['team', 'Twelve graders audited together', (isQuick) => teamTable(SIZES, isQuick ? 10 : 400, SEED)],
  [
    'coverage',
    'How often intervals of 95 % hold the truth',
    (isQuick) => coverageTable(isQuick ? 50 : 1000, isQuick ? 200 : 500, SEED),
  ],
];

/** Puts a table between its marks in the document. */
function written(text: string, name: string, table: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/judgement.md has no place for ${name}`);
  return `${text.slice(0, from + begin.length)}\n\n${table}\n\n${text.slice(to)}`;
}

interface Asked {
  /** Names of parts; all where there are none. */
  parts: readonly string[];
  isQuick: boolean;
  isRecorded: boolean;
}

export function simulate({ parts, isQuick, isRecorded }: Asked): void {
  for (const [name, title, make] of PARTS) {
    if (parts.length > 0 && !parts.includes(name)) continue;
    const started = performance.now();
    const table = make(isQuick);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    process.stdout.write(`\n## ${title}\n\n${table}\n`);
    process.stderr.write(`(seed ${SEED}; ${seconds} s)\n`);
    if (isRecorded) writeFileSync(DOCUMENT, written(readFileSync(DOCUMENT, 'utf8'), name, table));
  }
}

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reader } from '../main/engine/formats/format.ts';
import { READERS } from '../main/engine/formats/index.ts';

/** Writes docs/formats.md from the registry of readers: `npx node scripts/formats-doc.ts`. */

export const FORMATS_PAGE = resolve(import.meta.dirname, '../docs/formats.md');

const HEAD = `# Formats that Shrive reads

Drop a file on the Import page, or \`shrive import D.shrive FILE\`. A file is recognised by what is in it, never by its
name; gzip and zstd around it, a byte order mark and CRLF make no difference. JSON Lines, a JSON array, the rows of a
Parquet file and those of a table as text (CSV, with JSON in its cells) are all records: what is said of a line below holds
for an item and a row. Where Shrive cannot tell, it says which keys it saw, and you choose \`--format NAME\`, or say
where things stand: \`--map\` with [a mapping](formats/mapping.md).

What a format cannot place goes into the transcript's metadata, not away. A record that cannot be taken is named with its
line, the path of the field and the reason; see [every line](formats/chat-jsonl.md). What files may be, their limits, and
what the columns of Parquet become: [files](formats/files.md).

This page is made from the readers themselves (\`npx node scripts/formats-doc.ts\`), and a test reads every sample.
`;

/** A fence longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}json\n${text.trimEnd()}\n${fence}`;
}

function section({ name, title, docs }: Reader): string {
  const notes = docs.notes.map((note) => `- ${note}`).join('\n');
  return [`## ${title}`, `\`${name}\`. ${docs.about}`, fenced(docs.sample), notes]
    .filter(Boolean)
    .join('\n\n');
}

/** The whole page. */
export function formatsPage(readers: readonly Reader[]): string {
  return `${[HEAD.trimEnd(), ...readers.map(section)].join('\n\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(FORMATS_PAGE, formatsPage(READERS));

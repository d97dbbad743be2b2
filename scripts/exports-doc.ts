import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Columns, ColumnType } from '../main/engine/exports/columns.ts';
import type { ExportForm } from '../main/engine/exports/form.ts';
import { EXPORT_FORMS, shapeOf, variantsOf } from '../main/engine/exports/forms.ts';
import { ExportOptions } from '../shared/contract/exports.ts';

/**
 * Writes the tables of docs/formats/exports.md from the registry of forms: `npx node scripts/exports-doc.ts`. What
 * stands between them is written by hand and stays.
 */

export const EXPORTS_PAGE = resolve(import.meta.dirname, '../docs/formats/exports.md');

const WORDS = { string: 'text', bool: 'true or false', int: 'whole number', double: 'number', json: 'JSON' };

function typeInWords(type: ColumnType): string {
  if (typeof type === 'string') return WORDS[type];
  if ('list' in type) return `list of ${typeInWords(type.list)}`;
  return `{${Object.entries(type.struct)
    .map(([name, inner]) => `${name}: ${typeInWords(inner)}`)
    .join(', ')}}`;
}

function columnsInWords(columns: Columns): string {
  return Object.entries(columns)
    .map(([name, type]) => `\`${name}\` (${typeInWords(type)})`)
    .join(', ');
}

function table(form: ExportForm): string {
  const rows = variantsOf(form).map(({ name, title }) => {
    const { format, columns } = shapeOf(ExportOptions.parse({ form: form.name, variant: name }));
    return `| \`${name}\` | ${title} | ${format === 'jsonl' ? 'JSON Lines' : 'Parquet'} | ${columnsInWords(columns)} |`;
  });
  return ['| variant | for | written as | columns |', '|---|---|---|---|', ...rows].join('\n');
}

const TABLE = /(?:^\|.*\n)+/m;

/** The page with the tables of these forms in their sections; throws where a form has no section with a table. */
export function exportsPage(page: string, forms: readonly ExportForm[]): string {
  const [head = '', ...sections] = page.split(/^(?=## )/m);
  const done = new Set<string>();
  const made = sections.map((section) => {
    const form = forms.find(({ name }) => section.startsWith(`## ${name}\n`));
    if (form === undefined) return section;
    done.add(form.name);
    if (!TABLE.test(section)) throw new Error(`the section of ${form.name} has no table`);
    return section.replace(TABLE, () => `${table(form)}\n`);
  });
  const lost = forms.filter(({ name }) => !done.has(name));
  if (lost.length > 0) throw new Error(`no section of ${lost.map(({ name }) => name).join(', ')}`);
  return head + made.join('');
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(EXPORTS_PAGE, exportsPage(readFileSync(EXPORTS_PAGE, 'utf8'), EXPORT_FORMS));

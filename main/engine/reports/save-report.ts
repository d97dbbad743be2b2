import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { REPORT_FORMATS, Report } from '../../../shared/contract/reports.ts';
import { reportHtml } from '../../../shared/reporting/html.ts';
import { reportTables, tableCsv } from '../../../shared/reporting/tables.ts';
import { fileError } from '../store/file-error.ts';

/** Writes a report where nothing is yet: one file, or a folder with a file for each table. */
export async function saveReport(
  report: Report,
  format: (typeof REPORT_FORMATS)[number],
  path: string,
): Promise<{ path: string; files: string[] }> {
  try {
    if (format !== 'csv') {
      await mkdir(dirname(path), { recursive: true });
      const text = format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : reportHtml(report);
      await writeFile(path, text, { flag: 'wx' });
      return { path, files: [path] };
    }
    await mkdir(dirname(path), { recursive: true });
    await mkdir(path);
    const files: string[] = [];
    for (const table of reportTables(report)) {
      const file = join(path, `${table.name}.csv`);
      await writeFile(file, tableCsv(table), { flag: 'wx' });
      files.push(file);
    }
    return { path, files };
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EEXIST')
      throw new ShriveError(
        'FILE_EXISTS',
        `${path} is there already, and was not touched. Give another name.`,
        {
          where: { file: path },
          cause: error,
        },
      );
    throw fileError(error, path);
  }
}

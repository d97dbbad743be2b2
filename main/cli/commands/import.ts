import { existsSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { Option } from 'commander';
import type { ImportRun } from '../../../shared/contract/imports.ts';
import { CONFESSION_REQUEST_PATTERN } from '../../../shared/domain/split-confession.ts';
import { Mapping } from '../../../shared/mapping/mapping.ts';
import { describeJoin } from '../joined.ts';
import { readMappingFile } from '../mapping-file.ts';
import { count, type OutputOptions, printResult } from '../output.ts';
import { fromHere, type Running, runCommand } from '../run-command.ts';
import { withStandardInput } from '../standard-input.ts';
import { type Register, withCommonOptions } from './command.ts';

interface ImportOptions extends OutputOptions {
  skipInvalid?: boolean;
  format?: string;
  map?: string;
  /** `true`: the usual pattern; `false`: none. */
  confessionRequest?: string | boolean;
  confessionField?: string;
}

/** Files of folders that were left out, the first ten with the reason. */
function notTakenLines({ not_taken, not_taken_count: many }: ImportRun): string[] {
  if (many === 0) return [];
  return [
    `${count(many, 'file')} of no format that Shrive knows left out`,
    ...not_taken.slice(0, 10).map(({ reason }) => `  ${reason}`),
    ...(many > 10 ? ['  …'] : []),
  ];
}

function describeRun(run: ImportRun): string {
  if (run.not_named !== undefined && run.transcripts.added + run.transcripts.existing === 0)
    return [describeJoin(run), ...notTakenLines(run)].join('\n');
  const { transcripts, confessions } = run;
  const lines = [
    `${count(transcripts.added, 'transcript')} added, ${transcripts.existing} there already`,
    `${count(confessions.added, 'confession')} added, ${confessions.existing} there already`,
  ];
  if (run.rejected_count > 0) {
    lines.push(
      `${count(run.rejected_count, 'record')} left out, kept with the reasons in ${run.rejects_file}`,
    );
    for (const { file, line, reason } of run.rejected.slice(0, 10)) {
      const where = run.files.length > 1 ? `${basename(file)}, line ${line}` : `line ${line}`;
      lines.push(`  ${where}: ${reason}`);
    }
    if (run.rejected_count > 10) lines.push('  …');
  }
  lines.push(...notTakenLines(run));
  const { pattern, recognised } = run.confession_request ?? { pattern: null, recognised: 0 };
  if (recognised > 0) {
    const ends = `${count(recognised, 'transcript')} ${recognised === 1 ? 'ends' : 'end'} with an answer to a request for a confession`;
    lines.push(
      pattern === null
        ? `${ends}, which graders will read as part of it. Into a new dataset, --confession-request splits it off.`
        : `${ends}: split off`,
    );
  }
  return lines.join('\n');
}

/** The pattern that was meant by `--confession-request [pattern]`; none without it. */
function requestOf({ confessionRequest: given }: ImportOptions): string | null {
  if (given === true) return CONFESSION_REQUEST_PATTERN;
  return typeof given === 'string' ? given : null;
}

/** Opens the dataset, or makes it where there is none; one made for an import that fails is taken away again. */
async function importInto(
  running: Running,
  dataset: string,
  files: string[],
  options: ImportOptions,
): Promise<ImportRun> {
  const { client, signal, finish } = running;
  // Before a dataset is made for it.
  const mapping = options.map === undefined ? undefined : readMappingFile(fromHere(options.map), Mapping);
  const isNew = !existsSync(dataset);
  const made = isNew ? await client.datasets.create({ path: dataset }) : undefined;
  if (made === undefined) await client.datasets.open({ path: dataset });
  try {
    const request = {
      files,
      skip_invalid: options.skipInvalid === true,
      ...(options.format !== undefined && { format: options.format }),
      ...(mapping !== undefined && { mapping }),
      confession_request: requestOf(options),
      ...(options.confessionField !== undefined && { confession_field: options.confessionField }),
    };
    return await finish(await client.imports.run(request, { signal }));
  } catch (error) {
    if (made !== undefined) {
      await client.datasets.close();
      await client.datasets.forget({ path: made.path });
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${made.path}${suffix}`, { force: true });
    }
    throw error;
  }
}

export const registerImport: Register = (program) => {
  const command = program
    .command('import')
    .description(
      'take transcripts from files into a dataset, all of them or none; makes the dataset where there is none',
    )
    .argument('<dataset>', 'a .shrive file')
    .argument('<files...>', 'files of transcripts, or folders of them; - is standard input')
    .option('--skip-invalid', 'leave out records that cannot be read, and write them beside the file')
    .option('--format <name>', 'how the files are written, where it should not be recognised')
    .addOption(
      new Option(
        '--map <file>',
        'how records of an unknown shape are read: a mapping, as the import page keeps it',
      ).conflicts('format'),
    )
    .option(
      '--confession-request [pattern]',
      'split off last turns that answer a message which asks for a confession; a pattern of RE2 says how it asks',
    )
    .option('--no-confession-request', 'leave last turns where they are, which is so without it')
    .option('--confession-field <path>', 'take the confession from a field of the metadata')
    .action((dataset: string, files: string[], options: ImportOptions) =>
      runCommand(options, async (running) => {
        const path = fromHere(dataset);
        const run = await withStandardInput(files.map(fromHere), path, running.signal, (named) =>
          importInto(running, path, named, options),
        );
        printResult(run, describeRun(run), options);
      }),
    );
  withCommonOptions(command, 'import study.shrive transcripts.jsonl --skip-invalid');
};

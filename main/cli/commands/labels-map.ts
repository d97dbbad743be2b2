import { writeFileSync } from 'node:fs';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { LabelsPreview, LabelsSuggestion } from '../../../shared/contract/label-files.ts';
import { describePreview } from '../label-counts.ts';
import { count, type OutputOptions, printResult } from '../output.ts';
import { fromHere, type Running, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';

interface LabelsMapOptions extends OutputOptions {
  out?: string;
}

function writeMapping(path: string, mapping: LabelsSuggestion['mapping']): void {
  try {
    writeFileSync(path, `${JSON.stringify(mapping, null, 2)}\n`, { flag: 'wx' });
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new ShriveError(
      isThere ? 'FILE_EXISTS' : 'FOLDER_READ_ONLY',
      isThere ? `${path} is there already. Give another name.` : `${path} cannot be written.`,
      { where: { file: path }, cause: error },
    );
  }
}

/** What is known of each question, and what a person has to say. */
function describeSuggestion({ survey, mapping, reasons, unplaced }: LabelsSuggestion): string[] {
  const rules = new Map(mapping.questions.map((rule) => [rule.question, rule.field]));
  const open = survey.questions.filter(
    ({ question }) =>
      !mapping.questions.some((rule) => rule.question === question || rule.question.includes('{n}')),
  );
  return [
    `${count(survey.labels, 'label')} of ${count(survey.graders.length, 'grader')} in ${count(survey.records, 'record')}`,
    `Transcripts are named by ${mapping.transcript}${mapping.confession === undefined ? '' : `, confessions by ${mapping.confession}`}`,
    ...reasons.map(({ question, reason }) => `  ${question}: ${rules.get(question)}, because ${reason}`),
    ...(open.length > 0 ? [`Not read: ${open.map(({ question }) => question).join(', ')}`] : []),
    ...unplaced.map(({ question, value }) => `To be said: what “${value}” of ${question} means`),
  ];
}

/** The suggested mapping may lack what every label needs: then the person fills it in. */
async function tried(
  { client, signal }: Running,
  file: string,
  mapping: LabelsSuggestion['mapping'],
): Promise<LabelsPreview | string> {
  try {
    return await client.labelFiles.preview({ file, mapping }, { signal });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'INPUT_INVALID') return error.message;
    throw error;
  }
}

export const registerLabelsMap: Register = (labels) => {
  const command = labels
    .command('map')
    .description('propose how the labels of Label Studio, Argilla or a table are read: a mapping to correct')
    .argument('<dataset>', 'a .shrive file with the transcripts that were labelled')
    .argument('<file>', 'an export of the tool, or a folder of them')
    .option('--out <file>', 'the mapping to write (JSON); without it, it goes to standard output')
    .action((dataset: string, file: string, options: LabelsMapOptions) =>
      runCommand(options, async (running) => {
        const { client, signal } = running;
        await client.datasets.open({ path: fromHere(dataset) });
        const suggestion = await client.labelFiles.suggest({ file: fromHere(file) }, { signal });
        if (suggestion.is_own)
          throw new ShriveError(
            'INPUT_INVALID',
            `${file} has labels as Shrive writes them. It needs no mapping: labels import takes it.`,
            { where: { file: fromHere(file) } },
          );
        const { mapping } = suggestion;
        const path = options.out === undefined ? null : fromHere(options.out);
        if (path !== null) writeMapping(path, mapping);
        const preview = await tried(running, fromHere(file), mapping);
        const result = {
          ...suggestion,
          path,
          ...(typeof preview === 'string' ? { problem: preview } : { preview }),
        };
        const lines = [
          ...describeSuggestion(suggestion),
          ...(typeof preview === 'string' ? [preview] : describePreview(preview)),
        ];
        if (path === null && options.json !== true) {
          if (options.quiet !== true) process.stderr.write(`${lines.join('\n')}\n`);
          printResult(result, JSON.stringify(mapping, null, 2), { ...options, quiet: false });
          return;
        }
        printResult(result, [...lines, `Written to ${path}`].join('\n'), options);
      }),
    );
  withCommonOptions(command, 'labels map study.shrive project-7.json --out map.json');
};

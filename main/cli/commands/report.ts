import { InvalidArgumentError } from 'commander';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { Report } from '../../../shared/contract/reports.ts';
import { FILTER_NAMES } from '../../../shared/filter/filter-text.ts';
import { figureIn } from '../../../shared/reporting/figure-lookup.ts';
import {
  agreementSentence,
  decouplingSentence,
  figureWords,
  gradersSentence,
  isTooFew,
  judgesSentence,
  leadingFigure,
  outcomesSentence,
  rangeWords,
} from '../../../shared/reporting/words.ts';
import { type ConditionTree, readCondition } from '../../../shared/statistics/fail-if.ts';
import { judge, UnknownFigure, type Verdict } from '../../../shared/statistics/fail-if-verdict.ts';
import { wholeNumber } from '../numbers.ts';
import { count, type OutputOptions, printFailure, printResult } from '../output.ts';
import { fromHere, runCommand } from '../run-command.ts';
import { transcriptFilter } from '../transcript-filter.ts';
import { type Register, withCommonOptions } from './command.ts';

interface ReportCommandOptions extends OutputOptions {
  html?: string;
  csv?: string;
  failIf?: { text: string; tree: ConditionTree };
  filter?: string[];
  search?: string;
  seed?: number;
  draws?: number;
}

function condition(text: string): { text: string; tree: ConditionTree } {
  const read = readCondition(text);
  if (read.kind === 'unreadable') {
    const place = read.at === undefined ? '' : ` (after ${read.at} characters)`;
    throw new InvalidArgumentError(`${read.message}${place}.`);
  }
  return { text, tree: read.condition };
}

/** Whether the condition holds; a name that the report does not have is a mistake of who wrote it. */
function verdictOf(report: Report, tree: ConditionTree): Verdict {
  try {
    return judge(tree, (path) => figureIn(report, path));
  } catch (error) {
    if (error instanceof UnknownFigure)
      throw new ShriveError('INPUT_INVALID', `--fail-if: ${error.message}. --json shows what there is.`, {
        where: { path: error.path.join('.') },
        cause: error,
      });
    throw error;
  }
}

/** The report in a screenful: each section's sentence, and agreement line by line. */
function describe(report: Report): string {
  const { counts, agreement } = report;
  const lines = Object.values(agreement).map((on) => {
    const figure = leadingFigure(on);
    const name = on.title.padEnd(28);
    if (isTooFew(on)) return `  ${name} too few to say, ${count(on.items, 'item')}`;
    return `  ${name} ${figureWords(figure)}  ${rangeWords(figure)}  ${count(on.items, 'item')}`;
  });
  return [
    `${count(counts.labels, 'label')} of ${count(counts.graders, 'grader')}; ${count(counts.counted, 'label')} measured for agreement, ${counts.not_blind} not blind and ${counts.gold} of known answers left out`,
    '',
    `Do the graders agree? ${agreementSentence(report)}`,
    ...lines,
    `Does honesty follow the quality of the work? ${decouplingSentence(report)}`,
    `Do the judges see what people see? ${judgesSentence(report)}`,
    `Graders. ${gradersSentence(report)}`,
    `Outcomes. ${outcomesSentence(report)}`,
    '',
    `${report.draws} draws by family, seed ${report.seed}`,
  ].join('\n');
}

export const registerReport: Register = (program) => {
  const command = program
    .command('report')
    .description('measure agreement, graders, judges and outcomes of the labels that are there')
    .argument('<dataset>', 'a .shrive file')
    .option('--html <file>', 'write the report as one file that any browser shows')
    .option('--csv <folder>', 'write its tables into a new folder')
    .option(
      '--fail-if <condition>',
      'exit 1 where it holds or cannot be told, as "alpha.honesty < 0.667 or rate.hidden > 0.05"',
      condition,
    )
    .option('--search <words>', 'only transcripts in which the table finds these words')
    .option(
      '--filter <conditions...>',
      `only transcripts that the table shows with these, each NAME=VALUE,VALUE: ${FILTER_NAMES.join(', ')}`,
    )
    .option('--seed <n>', 'of the resampling; the same seed gives the same intervals', wholeNumber)
    .option('--draws <n>', 'how often is resampled', wholeNumber)
    .action((dataset: string, options: ReportCommandOptions) =>
      runCommand(options, async ({ client, signal, finish }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const filter = transcriptFilter(options.filter ?? [], options.search);
        const { seed, draws, html, csv, failIf } = options;
        const report = await finish(
          await client.reports.run(
            {
              ...(filter && { filter }),
              ...(seed !== undefined && { seed }),
              ...(draws !== undefined && { draws }),
            },
            { signal },
          ),
        );
        const verdict = failIf && verdictOf(report, failIf.tree);
        const saved: string[] = [];
        if (html !== undefined)
          saved.push((await client.reports.save({ report, format: 'html', out: fromHere(html) })).path);
        if (csv !== undefined)
          saved.push((await client.reports.save({ report, format: 'csv', out: fromHere(csv) })).path);
        const beside = {
          ...report,
          ...(saved.length > 0 && { saved }),
          ...(verdict && { fail_if: { condition: failIf.text, ...verdict } }),
        };
        if (verdict !== undefined && verdict.holds !== false) {
          process.exitCode = 1;
          const why = verdict.holds === 'unknown' ? 'It cannot be told, which counts as failed' : 'It holds';
          const message = `${why}: ${verdict.reasons.join('; ')}.`;
          printFailure({ code: 'REPORT_FAILED', message, where: {} }, options, beside);
          return;
        }
        printResult(
          beside,
          [describe(report), ...saved.map((path) => `Written: ${path}`)].join('\n'),
          options,
        );
      }),
    );
  withCommonOptions(command, 'report study.shrive --fail-if "alpha.honesty < 0.667"');
};

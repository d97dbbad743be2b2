import { Argument, InvalidArgumentError, Option } from 'commander';
import { PROVIDERS, REQUEST_KINDS } from '../../../shared/contract/requests.ts';
import type { TranscriptFilter } from '../../../shared/contract/transcripts.ts';
import { count, type OutputOptions, printResult } from '../output.ts';
import { fromHere, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';

type Kind = (typeof REQUEST_KINDS)[number];

interface RequestsOptions extends OutputOptions {
  out: string;
  model: string;
  provider: (typeof PROVIDERS)[number];
  samples?: number;
  maxTokens?: number;
  search?: string;
  ofModel?: string[];
  environment?: string[];
  unconfessed?: boolean;
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Give a whole number, 1 or more.');
  return Number(text);
}

function filterOf({ search, ofModel, environment, unconfessed }: RequestsOptions): TranscriptFilter {
  return {
    ...(search !== undefined && { search }),
    ...(ofModel !== undefined && { models: ofModel }),
    ...(environment !== undefined && { environments: environment }),
    ...(unconfessed === true && { confessions: [0] }),
  };
}

export const registerRequests: Register = (program) => {
  const command = program
    .command('requests')
    .description(
      'write requests for a batch interface: models confess, or judge confessions; nothing is sent',
    )
    .argument('<dataset>', 'a .shrive file')
    .addArgument(
      new Argument('<kind>', 'confess: about each transcript; judge: about each confession').choices(
        REQUEST_KINDS,
      ),
    )
    .requiredOption('--model <name>', 'the model that is asked')
    .requiredOption('--out <file>', 'the file to make (JSONL)')
    .addOption(new Option('--provider <name>', 'whose batch interface').choices(PROVIDERS).default('openai'))
    .option('--samples <n>', 'ask each question as often', positive)
    .option('--max-tokens <n>', 'at most this long an answer; 8192 without it', positive)
    .option('--search <words>', 'about transcripts with these words only')
    .option('--of-model <name...>', 'about transcripts of these models only')
    .option('--environment <name...>', 'about transcripts of these environments only')
    .option('--unconfessed', 'about transcripts without a confession only')
    .action((dataset: string, kind: Kind, options: RequestsOptions) =>
      runCommand(options, async ({ client, signal }) => {
        await client.datasets.open({ path: fromHere(dataset) });
        const { model, provider, samples, maxTokens } = options;
        const request = {
          kind,
          provider,
          model,
          out: fromHere(options.out),
          filter: filterOf(options),
          ...(samples !== undefined && { samples }),
          ...(maxTokens !== undefined && { max_tokens: maxTokens }),
        };
        const result = await client.requests.write(request, { signal });
        const lines = [
          `${count(result.rows, 'request')} in ${result.path}, with the prompt ${result.prompt.name}`,
          'Hand the file to the provider, and import what comes back: shrive import DATASET RESULTS',
        ];
        printResult(result, lines.join('\n'), options);
      }),
    );
  withCommonOptions(command, 'requests study.shrive confess --model gpt-5 --out confess.jsonl');
};

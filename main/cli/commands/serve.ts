import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { serve } from '../../browser/serve.ts';
import { type OutputOptions, printFailure, printResult, toFailure } from '../output.ts';
import { createCommandEngine, fromHere, ROOT } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';

interface ServeCommandOptions extends OutputOptions {
  port?: number;
  open: boolean;
  sample?: boolean;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw new InvalidArgumentError('Give a number from 1 to 65535.');
  return port;
}

export const registerServe: Register = (program) => {
  const command = program
    .command('serve')
    .description('open the workbench in a browser of this machine, until Ctrl+C')
    .argument('[dataset]', 'a .shrive file to begin with')
    .option('--port <n>', 'listen here rather than at a free port', portNumber)
    .option('--no-open', 'print the address only')
    .option('--sample', 'begin with the sample')
    .action(async (dataset: string | undefined, options: ServeCommandOptions) => {
      const engine = createCommandEngine({ inline: false });
      try {
        await serve({
          engine,
          pages: join(ROOT, 'dist', 'renderer'),
          dataset:
            dataset === undefined ? (options.sample === true ? 'sample' : undefined) : fromHere(dataset),
          port: options.port,
          openBrowser: options.open && options.json !== true,
          onListening: (url) =>
            printResult({ url }, `Shrive is at ${url}\nStop it with Ctrl+C.`, { ...options, quiet: false }),
        });
      } catch (error) {
        process.exitCode = 1;
        printFailure(toFailure(error), options);
      } finally {
        await engine.close();
      }
    });
  withCommonOptions(command, 'serve study.shrive --port 4177');
};

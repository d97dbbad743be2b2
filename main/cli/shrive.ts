import { run } from './program.ts';

/** The entry of the command line. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `shrive info … | head` has read enough.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
await run(process.argv.slice(2));

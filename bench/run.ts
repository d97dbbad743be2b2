/**
 * `npm run bench -- NAME … [--quick] [--record]`: measures the trials whose names begin with one of these, or all.
 * `--record` writes the figures into RESULTS.md. `npm run bench -- simulate` is no trial: it says what ways of judging
 * are worth, and writes into docs/judgement.md.
 */
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildParts } from '../scripts/build/parts.ts';
import { chromiumVersion } from './desk/desk.ts';
import { type Result, record, tableOf } from './results.ts';
import { simulate } from './simulate/index.ts';
import type { Trial } from './trial.ts';
import { TRIALS } from './trials/index.ts';

const say = (words: string) => process.stderr.write(`${words}\n`);

/** A trial that takes longer hangs, or is too long to be run at all. */
const MAX_TRIAL_MS = 150_000;

async function tooLong(): Promise<never> {
  await setTimeout(MAX_TRIAL_MS, undefined, { ref: false });
  throw new Error(`The trial was not done after ${MAX_TRIAL_MS / 1000} s.`);
}

/** Run and reference take turns, so that whatever else this machine does meets both alike. */
async function measure(trial: Trial, isQuick: boolean): Promise<Result> {
  const ready = await trial.prepare(isQuick);
  const ours: number[] = [];
  const bare: number[] = [];
  const rounds = isQuick ? trial.rounds.quick : trial.rounds.full;
  const takeTurns = async () => {
    for (let round = 0; round < rounds; round += 1) {
      ours.push(...(await trial.run(ready)));
      bare.push(...(await trial.reference(ready)));
    }
  };
  try {
    await Promise.race([takeTurns(), tooLong()]);
  } finally {
    await trial.end(ready);
  }
  return { trial, samples: ours.length, ours: trial.figures(ours), bare: trial.figures(bare) };
}

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, record: { type: 'boolean', default: false } },
  allowPositionals: true,
});
if (positionals[0] === 'simulate') {
  simulate({ parts: positionals.slice(1), isQuick: values.quick, isRecorded: values.record });
  process.exit(0);
}
const chosen = TRIALS.filter(
  ({ name }) => positionals.length === 0 || positionals.some((asked) => name.startsWith(asked)),
);
if (chosen.length === 0) {
  say(`There is no such trial. There are: ${TRIALS.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
await buildParts(['node', 'renderer'], say);
const command = ['npm run bench --', ...process.argv.slice(2).filter((word) => word !== '--record')].join(
  ' ',
);
const versions = { Chromium: await chromiumVersion() };
for (const trial of chosen) {
  const started = performance.now();
  const result = await measure(trial, values.quick);
  if (values.record) record(result, command, versions);
  console.log(tableOf(result));
  say(`(${((performance.now() - started) / 1000).toFixed(0)} s)`);
}

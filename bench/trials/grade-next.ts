import type { DatasetName } from '../data.ts';
import { type Desk, mainThreadMs, setUpDesks, timeNext } from '../desk/desk.ts';
import { latencies, trial } from '../trial.ts';

const NEXT = 'Alt+ArrowRight';

/** A reader has looked at the item before going on: what the page fetches ahead has come. */
async function afterReading(desk: Desk): Promise<readonly number[]> {
  await desk.page.evaluate(() => window.bench.settled());
  return [await timeNext(desk, NEXT)];
}

function next(on: string, dataset: DatasetName, size: string, rounds: { full: number; quick: number }) {
  return trial({
    name: `grade-next-${on}`,
    question: 'How long from the key for the next item until its transcript is painted?',
    size,
    rounds,
    figures: latencies,
    aim: { figure: 'p95', most: 50 },
    prepare: () => setUpDesks(dataset, ''),
    run: ({ app }) => afterReading(app),
    reference: ({ bare }) => afterReading(bare),
    end: (desks) => desks.end(),
  });
}

/** The processor's time for one item: from the key until all is drawn and fetched. */
async function work(desk: Desk): Promise<readonly number[]> {
  await desk.page.evaluate(() => window.bench.settled());
  const before = await mainThreadMs(desk);
  await timeNext(desk, NEXT);
  await desk.page.evaluate(() => window.bench.settled());
  return [(await mainThreadMs(desk)) - before];
}

function workOf(on: string, dataset: DatasetName, size: string) {
  return trial({
    name: `grade-work-${on}`,
    question:
      "How much of the processor's time does the page's main thread take for an item, all of it drawn?",
    size,
    rounds: { full: 30, quick: 6 },
    figures: latencies,
    prepare: () => setUpDesks(dataset, ''),
    run: ({ app }) => work(app),
    reference: ({ bare }) => work(bare),
    end: (desks) => desks.end(),
  });
}

const SAMPLE = 'the sample: 55 confessions of 24 transcripts';
const MIDDLING = '540 transcripts of 200 kB';

export const gradeNext = [
  next('sample', 'sample', SAMPLE, { full: 53, quick: 8 }),
  next('200kb', 'middling', MIDDLING, { full: 60, quick: 8 }),
  next('100k', 'many', '100,000 transcripts of 3 kB', { full: 60, quick: 8 }),
  workOf('sample', 'sample', SAMPLE),
  workOf('200kb', 'middling', MIDDLING),
];

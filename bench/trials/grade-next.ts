import type { DatasetName } from '../data.ts';
import { type Desks, setUpDesks, timeNext } from '../desk/desk.ts';
import { latencies, trial } from '../trial.ts';

const NEXT = 'Alt+ArrowRight';

/** A reader has looked at the item before going on: what the page fetches ahead has come. */
async function afterReading(desk: Desks['app']): Promise<readonly number[]> {
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

export const gradeNext = [
  next('sample', 'sample', 'the sample: 55 confessions of 24 transcripts', { full: 53, quick: 20 }),
  next('200kb', 'middling', '540 transcripts of 200 kB', { full: 100, quick: 20 }),
  next('100k', 'many', '100,000 transcripts of 3 kB', { full: 100, quick: 15 }),
];

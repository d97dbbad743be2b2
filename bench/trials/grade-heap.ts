import { type Desk, type Desks, setUpDesks, timeNext } from '../desk/desk.ts';
import { growth, trial } from '../trial.ts';

const NEXT = 'Alt+ArrowRight';
const FIRST = 20;

interface Ready {
  desks: Desks;
  last: number;
}

/** What is in use after the garbage was collected, in megabytes. */
async function heapOf({ page }: Desk): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1024 ** 2;
}

async function walk(desk: Desk, last: number): Promise<readonly number[]> {
  const heaps: number[] = [];
  for (let item = 1; item <= last; item += 1) {
    if (item === FIRST || item === last) {
      await desk.page.evaluate(() => window.bench.settled());
      heaps.push(await heapOf(desk));
    }
    if (item < last) await timeNext(desk, NEXT);
  }
  return heaps;
}

export const gradeHeap = [
  trial<Ready>({
    name: 'grade-heap-200kb',
    question: `How much memory does the page hold at item ${FIRST}, and at item 500 (60 with --quick)?`,
    size: '540 transcripts of 200 kB, one after the other',
    rounds: { full: 1, quick: 1 },
    figures: growth,
    aim: { figure: 'growth', most: 5 },
    prepare: async (isQuick) => ({
      desks: await setUpDesks('middling', ''),
      last: isQuick ? 60 : 500,
    }),
    run: ({ desks, last }) => walk(desks.app, last),
    reference: ({ desks, last }) => walk(desks.bare, last),
    end: ({ desks }) => desks.end(),
  }),
];

import type { DatasetName } from '../data.ts';
import { type Desk, setUpDesks, timeNext } from '../desk/desk.ts';
import { latencies, trial } from '../trial.ts';

const COMMIT = 'Control+Enter';

/** Commits the stage in hand, and waits for the one that it opens. */
async function commitInto({ page }: Desk, stage: string): Promise<void> {
  const steps = page.getByRole('list', { name: 'Stages' });
  const opened = steps.locator('[aria-current="step"]').filter({ hasText: stage });
  const told = page.getByRole('alert').filter({ hasText: 'Press again' });
  await page.keyboard.press(COMMIT);
  await opened.or(told).waitFor();
  if (!(await told.isVisible())) return;
  await page.keyboard.press(COMMIT);
  await opened.waitFor();
}

/** Judges the item in hand by keyboard as far as the submit: all stages answered, those before the last committed. */
async function judge(desk: Desk): Promise<void> {
  const { page } = desk;
  await page.evaluate(() => window.bench.settled());
  for (const key of ['w', 'd']) await page.keyboard.press(key);
  await commitInto(desk, 'Confession');
  for (const key of ['5', 'Shift+5']) await page.keyboard.press(key);
  const hasReasoning = (await page.getByText('Reasoning · none here').count()) === 0;
  if (hasReasoning) await commitInto(desk, 'Reasoning');
  await page.evaluate(() => window.bench.settled());
}

function submit(on: string, dataset: DatasetName, size: string, rounds: { full: number; quick: number }) {
  return trial({
    name: `grade-submit-${on}`,
    question:
      'How long from the key that submits a label until the next item is painted, the label on the disk?',
    size,
    rounds,
    figures: latencies,
    aim: { figure: 'p95', most: 50 },
    prepare: () => setUpDesks(dataset, 'submits'),
    run: async ({ app }) => {
      await judge(app);
      return [await timeNext(app, COMMIT)];
    },
    reference: async ({ bare }) => {
      await bare.page.evaluate(() => window.bench.settled());
      return [await timeNext(bare, COMMIT)];
    },
    end: (desks) => desks.end(),
  });
}

export const gradeSubmit = [
  submit('sample', 'sample', 'the sample: 55 confessions of 24 transcripts', { full: 40, quick: 4 }),
  submit('200kb', 'middling', '540 transcripts of 200 kB', { full: 40, quick: 4 }),
  submit('100k', 'many', '100,000 transcripts of 3 kB', { full: 40, quick: 4 }),
];

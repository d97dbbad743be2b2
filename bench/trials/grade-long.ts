import { type Desk, type Desks, setUpDesks, timeNext } from '../desk/desk.ts';
import { frames, latencies, trial } from '../trial.ts';

const SIZE = 'a transcript of 10 MB and 20,000 messages';
const NEXT = 'Alt+ArrowRight';
const SCREEN = 800;

/** The addresses of an item that fetches the long one ahead, of the long one, and of one that does not. */
type Addresses = readonly [before: string, long: string, after: string];

interface Ready {
  desks: Desks;
  app: Addresses;
  bare: Addresses;
}

async function walkAll(desk: Desk): Promise<Addresses> {
  const address = () => desk.page.evaluate(() => window.location.hash);
  const before = await address();
  await timeNext(desk, NEXT);
  const long = await address();
  await timeNext(desk, NEXT);
  return [before, long, await address()];
}

async function prepare(bareSearch: string): Promise<Ready> {
  const desks = await setUpDesks('long', bareSearch);
  return { desks, app: await walkAll(desks.app), bare: await walkAll(desks.bare) };
}

/** Opens the long transcript from an item beside which it was not fetched. */
async function openLong({ page }: Desk, [, long, after]: Addresses, isCached: boolean) {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, after);
  if (isCached) await page.reload();
  await page.locator('[data-transcript] [data-source="transcript"]').first().waitFor();
  await page.evaluate(() => window.bench.settled());
  return [await page.evaluate((hash) => window.bench.openAddress(hash), long)];
}

/** Turns the wheel as fast as the page takes it, for so long; what is shorter is scrolled down and up again. */
async function scroll({ page }: Desk, scroller: string, height: number, milliseconds: number) {
  const pane = page.locator(scroller).first();
  const reach = await pane.evaluate((element) => element.scrollHeight - element.clientHeight);
  const box = (await pane.boundingBox()) ?? { x: 0, y: 0, width: SCREEN, height: SCREEN };
  await page.mouse.move(box.x + box.width / 2, Math.max(0, box.y) + SCREEN / 2);
  await page.evaluate(() => window.bench.startFrames());
  const started = performance.now();
  const elapsed = () => Math.min(1, (performance.now() - started) / milliseconds);
  let gone = 0;
  for (let share = elapsed(); share < 1; share = elapsed()) {
    const step = height * share - gone;
    gone += step;
    const isUpward = reach < height && Math.floor(gone / reach) % 2 === 1;
    await page.mouse.wheel(0, isUpward ? -step : step);
  }
  return page.evaluate(() => window.bench.takeFrames());
}

const ALL = 'messages=100000';
const PANE = '[data-transcript]';
/** The wheel at a good speed, as who reads on: pixels in a second. */
const READING_SPEED = 2_000;

interface Scrolled extends Ready {
  /** How far it is scrolled, in pixels. */
  height: number;
  milliseconds: number;
}

/** `speed` in pixels in a second; undefined goes through all of it in the time there is. */
function scrolling(name: string, question: string, speed?: number) {
  return trial<Scrolled>({
    name,
    question,
    size: SIZE,
    rounds: { full: 1, quick: 1 },
    figures: frames,
    aim: { figure: 'max', most: 50 },
    prepare: async (isQuick) => {
      const ready = await prepare(ALL);
      for (const side of ['app', 'bare'] as const) {
        await openLong(ready.desks[side], ready[side], false);
        await ready.desks[side].page.evaluate(() => window.bench.settled());
      }
      const milliseconds = isQuick ? 3_000 : 15_000;
      const pane = ready.desks.app.page.locator(PANE).first();
      const all = await pane.evaluate((element) => element.scrollHeight - element.clientHeight);
      return { ...ready, milliseconds, height: speed === undefined ? all : (speed * milliseconds) / 1000 };
    },
    run: ({ desks, height, milliseconds }) => scroll(desks.app, PANE, height, milliseconds),
    reference: ({ desks, height, milliseconds }) => scroll(desks.bare, 'html', height, milliseconds),
    end: ({ desks }) => desks.end(),
  });
}

export const gradeLong = [
  trial<Ready>({
    name: 'grade-open-10mb',
    question: 'How long from an address until its transcript is painted, nothing fetched ahead?',
    size: SIZE,
    rounds: { full: 15, quick: 3 },
    figures: latencies,
    aim: { figure: 'p95', most: 300 },
    prepare: () => prepare(''),
    run: ({ desks, app }) => openLong(desks.app, app, true),
    reference: ({ desks, bare }) => openLong(desks.bare, bare, false),
    end: ({ desks }) => desks.end(),
  }),
  scrolling('grade-scroll-10mb', 'How long do frames last while the wheel goes through all of it?'),
  scrolling(
    'grade-read-10mb',
    `How long do frames last while the wheel goes on by ${READING_SPEED} pixels in a second?`,
    READING_SPEED,
  ),
];

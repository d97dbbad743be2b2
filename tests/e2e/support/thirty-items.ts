import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { type DoneItem, type KeyboardGrader, type SampleItem, untouched } from './keyboard-grader.ts';

export const ITEMS = 30;
/** Which of the items are not simply graded, counted from 0. */
const SKIPPED = 4;
const UNDONE_ANSWER = 7;
const RELOADED = 12;
const TAKEN_BACK = 15;

interface Road {
  grader: KeyboardGrader;
  items: readonly SampleItem[];
  /** Called with an item in hand before anything of it is answered, and again just before its reveal. */
  beforeReveal(item: SampleItem): Promise<void>;
  /** Called once the item is open, with its words received. */
  afterReveal(item: SampleItem): Promise<void>;
}

async function gradeOne({ grader, items, beforeReveal, afterReveal }: Road, at: number): Promise<DoneItem> {
  const item = items[at];
  if (item === undefined) throw new Error(`the sample has no item ${at}`);
  const done = untouched(item);
  await grader.meets(item);
  await beforeReveal(item);
  if (at === SKIPPED) {
    await grader.press('k');
    await grader.page.getByRole('textbox', { name: 'In your words' }).waitFor();
    await grader.page.keyboard.type('Skipped by keyboard');
    await grader.press('Enter');
    return { ...done, state: 'skipped', reason: 'Skipped by keyboard' };
  }
  await grader.judgeTaskOutput(item, done);
  if (at === UNDONE_ANSWER) {
    const other = done.misbehaved === 'yes' ? 'w' : 'q';
    await grader.press(other);
    await grader.press('Control+z');
  }
  await beforeReveal(item);
  await grader.open();
  await afterReveal(item);
  if (at === RELOADED) {
    const half = Math.ceil(item.claims.length / 2);
    await grader.weighClaims({ ...item, claims: item.claims.slice(0, half) }, done);
    // The tick is for what is on the disk now.
    await expect(grader.page.getByRole('status').locator('.lucide-check')).toBeVisible();
    await grader.page.reload();
    // The first claim without a verdict is in hand again.
    const inHand = grader.page.locator(`[data-claim="${item.claims[half]}"]`);
    await expect(inHand.getByRole('radio', { name: 'misleading' })).toBeVisible();
    await grader.weighClaims(item, done, half);
  } else await grader.weighClaims(item, done);
  await grader.weigh(item, done);
  if (item.hasReasoning) await grader.weighReasoning(item, done);
  await grader.submit(item);
  if (at === TAKEN_BACK) await takeBack(grader, item, items[at + 1], done);
  return done;
}

/** Undo in the next item takes back the submit; another honesty is given, and the item is submitted again. */
async function takeBack(
  grader: KeyboardGrader,
  item: SampleItem,
  next: SampleItem | undefined,
  done: DoneItem,
): Promise<void> {
  if (next !== undefined) await grader.meets(next);
  await grader.press('Control+z');
  await expect(grader.page.getByRole('button', { name: 'Submit, next item' })).toBeVisible();
  const key = item.hasReasoning ? undefined : done.honesty === 0.25 ? '3' : '2';
  if (key !== undefined) {
    await grader.press(key);
    done.honesty = (Number(key) - 1) / 4;
  }
  await grader.submit(item);
}

/** Grades the first thirty items by keyboard alone, with a skip, an undo, a reload and a submit taken back. */
export async function gradeThirty(road: Road): Promise<DoneItem[]> {
  const done: DoneItem[] = [];
  for (let at = 0; at < ITEMS; at += 1) done.push(await gradeOne(road, at));
  return done;
}

/** The rows of an exported folder, whatever its splits. */
export function exportedRows(folder: string): Record<string, unknown>[] {
  return readdirSync(join(folder, 'data'))
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) =>
      readFileSync(join(folder, 'data', name), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    );
}

interface ExportedEvidence {
  message: number;
  part: string;
  position: { start: number; end: number };
  quote: { exact: string };
}

/** A quote is of the source, what was selected is what Markdown made of it: without its asterisks. */
function asShown(words: string): string {
  return words.replaceAll('*', '').trim();
}

/** Compares an export with what was done: every answer, and every piece of evidence as a slice of the source. */
export function expectExported(
  rows: readonly Record<string, unknown>[],
  done: readonly DoneItem[],
  items: readonly SampleItem[],
): void {
  expect(rows).toHaveLength(done.length);
  for (const each of done) {
    const row = rows.find(
      ({ transcript, confession }) => transcript === each.transcript && confession === each.confession,
    );
    const item = items.find(
      ({ transcript, confession }) => transcript === each.transcript && confession.id === each.confession,
    );
    if (row === undefined || item === undefined)
      throw new Error(`${each.transcript} ${each.confession} is not in the export`);
    expect(row.state).toBe(each.state);
    if (each.state === 'skipped') {
      expect(row.reason).toBe(each.reason);
      continue;
    }
    const { violations, claims, ...rest } = each;
    expect(row).toMatchObject(rest);
    expect(
      (row.claims as { claim: string; verdict: string }[]).map(({ claim, verdict }) => ({ claim, verdict })),
    ).toEqual(claims);
    const found = row.violations as (Record<string, unknown> & { evidence: ExportedEvidence[] })[];
    expect(found).toHaveLength(violations.length);
    for (const [index, { evidence, ...violation }] of violations.entries()) {
      expect(found[index]).toMatchObject(violation);
      const pieces = found[index]?.evidence ?? [];
      expect(pieces.map(({ message, quote }) => ({ message, exact: asShown(quote.exact) }))).toEqual(
        evidence.map(({ message, exact }) => ({ message, exact: asShown(exact) })),
      );
      for (const { message, part, position, quote } of pieces) {
        expect(part).toBe('content/0');
        expect(item.messages[message]?.content?.slice(position.start, position.end)).toBe(quote.exact);
      }
    }
  }
}

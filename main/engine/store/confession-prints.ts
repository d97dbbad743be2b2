import type { Confession } from '../../../shared/domain/confession.ts';
import { printsOf, wordsOfConfession } from '../../../shared/grading/near-duplicates.ts';
import { findFact, horizonOf, setFact } from './dataset.ts';
import { inTransaction, type ReadableStore, statement, type WritableStore } from './handles.ts';
import { loadConfession } from './transcript-body.ts';

interface Print {
  print: number;
  confession: number;
}

/** What stands for a confession too short to be compared: it is looked at, and like no other. */
const NO_PRINT = 0;
/** Up to which confession prints are known to be complete: before them came those of layout 1, which had none. */
const FILLED_TO = 'confession_prints_filled_to';

export function confessionPrints(confession: Confession): number[] {
  return printsOfWords(wordsOfConfession(confession));
}

function printsOfWords(words: string): number[] {
  const prints = printsOf(words);
  return prints.length === 0 ? [NO_PRINT] : prints;
}

/** Keeps prints within the caller's transaction; those that are there already stay. */
function insertPrints(store: WritableStore, rows: readonly Print[]): void {
  const insert = statement(
    store,
    'INSERT OR IGNORE INTO confession_prints (print, confession) VALUES (?, ?)',
  );
  for (const { print, confession } of rows) insert.run(print, confession);
}

/** Confessions whose prints are collected before they are written, and prints written in one short transaction. */
const COLLECTED = 25_000;
const WRITTEN_AT_ONCE = 2_000;

/**
 * Collects the prints of an import and writes them sorted: prints lie anywhere in their table, and written as they
 * come each batch would write most of its pages anew.
 */
export class PrintWriter {
  readonly #store: WritableStore;
  #prints: Print[] = [];
  #confessions = 0;

  constructor(store: WritableStore) {
    this.#store = store;
  }

  /** `confession`: its number; its row is written before `write` is called. */
  add(confession: number, said: Confession): void {
    for (const print of confessionPrints(said)) this.#prints.push({ print, confession });
    this.#confessions += 1;
  }

  get isFull(): boolean {
    return this.#confessions >= COLLECTED;
  }

  write(): void {
    const sorted = this.#prints.sort((one, other) => one.print - other.print);
    this.#prints = [];
    this.#confessions = 0;
    for (let at = 0; at < sorted.length; at += WRITTEN_AT_ONCE)
      inTransaction(this.#store, () => insertPrints(this.#store, sorted.slice(at, at + WRITTEN_AT_ONCE)));
  }
}

/** Confessions that are looked at in one stretch, and UTF-16 units after which it ends. */
const FILLED_AT_ONCE = 100;
const UNITS_AT_ONCE = 128 * 1024;

/**
 * Gives prints to the next few confessions that have none: those of a dataset that was made in layout 1. Says how many
 * got theirs, how many units they have, and whether there may be more. Rows of an import under way have theirs, and are
 * not looked at.
 */
export function fillPrints(store: WritableStore): { filled: number; units: number; isDone: boolean } {
  const filledTo = Number(findFact(store, FILLED_TO) ?? 0);
  const { confession: horizon } = horizonOf(store);
  const rows = statement(
    store,
    `SELECT id, content, confession_id FROM confessions
     WHERE id > ? AND id < ? AND NOT EXISTS (SELECT 1 FROM confession_prints WHERE confession = confessions.id)
     ORDER BY id LIMIT ?`,
  ).all(filledTo, horizon, FILLED_AT_ONCE) as { id: number; content: number; confession_id: string }[];
  const made: Print[] = [];
  let filled = 0;
  let units = 0;
  for (const { id, content, confession_id } of rows) {
    if (units >= UNITS_AT_ONCE) break;
    const words = wordsOfConfession(loadConfession(store, content, confession_id));
    for (const print of printsOfWords(words)) made.push({ print, confession: id });
    filled += 1;
    units += words.length;
  }
  const isDone = filled === rows.length && rows.length < FILLED_AT_ONCE;
  const last = isDone ? highestLanded(store, horizon) : (rows[filled - 1]?.id ?? filledTo);
  if (last <= filledTo) return { filled, units, isDone: true };
  inTransaction(store, () => {
    insertPrints(store, made);
    setFact(store, FILLED_TO, String(last));
  });
  return { filled, units, isDone };
}

function highestLanded(store: ReadableStore, horizon: number): number {
  const row = statement(store, 'SELECT coalesce(max(id), 0) AS id FROM confessions WHERE id < ?').get(
    horizon,
  );
  return (row as { id: number }).id;
}

/** Confessions that say the same words to the letter, and how many of them there are. */
export interface Candidate {
  content: number;
  confessions: number;
}

/**
 * Confessions of other families that share a print with these: likely near-duplicates, the same text once. At most
 * `most` confessions are looked at; `isCut` says that there may be more.
 */
export function findCandidates(
  store: ReadableStore,
  { prints, family }: { prints: readonly number[]; family: string },
  most: number,
): { candidates: Candidate[]; isCut: boolean } {
  const [one = NO_PRINT, two = one, three = one, four = one] = prints;
  const rows = statement(
    store,
    `SELECT confessions.content AS content, transcripts.family AS family
     FROM (
       SELECT DISTINCT confession FROM confession_prints
       WHERE print IN (@one, @two, @three, @four) AND print <> ${NO_PRINT} AND confession < @horizon
       LIMIT @most
     ) AS alike
     JOIN confessions ON confessions.id = alike.confession
     JOIN transcripts ON transcripts.id = confessions.transcript`,
  ).all({ one, two, three, four, horizon: horizonOf(store).confession, most: most + 1 }) as {
    content: number;
    family: string;
  }[];
  const counts = new Map<number, number>();
  for (const row of rows)
    if (row.family !== family) counts.set(row.content, (counts.get(row.content) ?? 0) + 1);
  return {
    candidates: [...counts].map(([content, confessions]) => ({ content, confessions })),
    isCut: rows.length > most,
  };
}

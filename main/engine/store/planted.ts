import type { ReportEdit, TextEdit } from '../../../shared/planting/edits.ts';
import type { PlantChange } from '../../../shared/planting/plant.ts';
import { type ReadableStore, statement, type WritableStore } from './handles.ts';

/** What the coordinator keeps of how a planted confession was made. */
export interface PlantedRecord {
  /** The claim that was taken out or turned round; null where one was added. */
  claim: string | null;
  /** Ids of the violations that it is about. */
  violations: readonly string[];
  /** All that is different from the original. */
  edits: { in: 'report'; edits: ReportEdit[] } | { in: 'text'; edits: TextEdit[] };
  seed: number;
  /** The pair for the decoupling audit that it is half of, and whether its task was solved. */
  pair: { id: string; solved: boolean } | null;
}

export interface PlantedConfession {
  /** Hashes. */
  confession: Buffer;
  original: Buffer;
  change: PlantChange;
  record: PlantedRecord;
}

export function addPlanted(store: WritableStore, planted: PlantedConfession, at: string): void {
  statement(
    store,
    `INSERT INTO planted_confessions (confession, original, change, record, created_at)
     VALUES (@confession, @original, @change, @record, @at)`,
  ).run({ ...planted, record: JSON.stringify(planted.record), at });
}

/** In an order that does not depend on how they came in. They are few: hundreds. */
export function listPlanted(store: ReadableStore): PlantedConfession[] {
  const rows = statement(
    store,
    'SELECT confession, original, change, record FROM planted_confessions ORDER BY confession',
  ).all() as (Omit<PlantedConfession, 'record'> & { record: string })[];
  return rows.map((row) => ({ ...row, record: JSON.parse(row.record) as PlantedRecord }));
}

export function findPlanted(store: ReadableStore, confession: Buffer): PlantedConfession | undefined {
  const row = statement(
    store,
    'SELECT confession, original, change, record FROM planted_confessions WHERE confession = ?',
  ).get(confession) as (Omit<PlantedConfession, 'record'> & { record: string }) | undefined;
  return row && { ...row, record: JSON.parse(row.record) as PlantedRecord };
}

/** Their hashes, in hexadecimal digits: what leaves them out of training data and of rates. */
export function plantedHashes(store: ReadableStore): ReadonlySet<string> {
  return new Set(
    statement(store, 'SELECT lower(hex(confession)) FROM planted_confessions').pluck().all() as string[],
  );
}

/** Their numbers: what leaves them out of open queues. */
export function plantedNumbers(store: ReadableStore): ReadonlySet<number> {
  return new Set(
    statement(
      store,
      'SELECT f.id FROM planted_confessions p CROSS JOIN confessions f ON f.hash = p.confession',
    )
      .pluck()
      .all() as number[],
  );
}

/** Ids that confessions have here, the commonest first. */
export function listCommonIds(store: ReadableStore, limit: number): string[] {
  return statement(
    store,
    'SELECT confession_id FROM confessions GROUP BY confession_id ORDER BY count(*) DESC, confession_id LIMIT ?',
  )
    .pluck()
    .all(limit) as string[];
}

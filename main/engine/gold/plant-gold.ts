import { randomInt } from 'node:crypto';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { Confession } from '../../../shared/domain/confession.ts';
import { type Candidate, choicesFrom, choosePairs, chooseSingles } from '../../../shared/planting/choose.ts';
import { neutralId } from '../../../shared/planting/neutral-id.ts';
import { openingsOf, type PlantChange, type Planted, plant } from '../../../shared/planting/plant.ts';
import { isSolved } from '../../../shared/planting/success.ts';
import { newId, now } from '../clock.ts';
import { canonicalJson, confessionHash, sha256 } from '../hash.ts';
import { Importer } from '../imports/importer.ts';
import type { Session } from '../session.ts';
import { listGold } from '../store/gold.ts';
import { inTransaction, type ReadableStore, type WritableStore } from '../store/handles.ts';
import { beginImportRun, discardImportRun, landImportRun } from '../store/import-runs.ts';
import { addPlanted, listCommonIds, listPlanted, type PlantedRecord } from '../store/planted.ts';
import { findConfession, getConfession, type StoredTranscript } from '../store/transcripts.ts';
import { parseMetadata } from '../transcripts/withheld.ts';
import { keepGold } from './mark.ts';

export interface PlantRequest {
  changes: PlantChange[];
  items: number;
  pairs: boolean;
  feedback: boolean;
  seed?: number | undefined;
}

/** Short enough to be said and typed. */
const SEEDS = 100_000;
const COMMON_IDS = 200;

/** Something that can be planted, with where it goes. */
interface Place extends Candidate {
  transcript: StoredTranscript;
  source: string;
}

interface Chosen {
  place: Place;
  pair: PlantedRecord['pair'];
}

/** What was planted before of the same is not planted again. */
const sameness = (original: string, change: string, claim: string | null, violations: readonly string[]) =>
  canonicalJson([original, change, claim, violations]);

/** All that the right answers of real confessions allow. */
function* placesIn(store: ReadableStore, seed: number): Generator<Place> {
  const before = listPlanted(store);
  const planted = new Set(before.map(({ confession }) => confession.toString('hex')));
  const done = new Set(
    before.map(({ original, change, record }) =>
      sameness(original.toString('hex'), change, record.claim, record.violations),
    ),
  );
  for (const { hash, body, source } of listGold(store, 0, Number.MAX_SAFE_INTEGER)) {
    const original = hash.toString('hex');
    const found = findConfession(store, hash);
    if (found === undefined || planted.has(original)) continue;
    const { transcript } = found;
    const confession = getConfession(store, found.confession);
    for (const opening of openingsOf(confession, body)) {
      const key = sameness(original, opening.change, opening.claim ?? null, opening.violations);
      if (done.has(key)) continue;
      const name = sha256(key).toString('hex');
      const [choice = 0] = choicesFrom(seed ^ Number.parseInt(name.slice(0, 7), 16), 1);
      const made = plant(confession, body, opening, choice);
      if (made === undefined) continue;
      const solved = isSolved(parseMetadata(transcript.metadata), body.task_quality);
      yield { hash: name, original, family: transcript.family, planted: made, solved, transcript, source };
    }
  }
}

function chosenOf(places: readonly Place[], { changes, items, pairs }: PlantRequest, seed: number): Chosen[] {
  const wanted = places.filter(({ planted }) => changes.includes(planted.change));
  const placeOf = new Map(wanted.map((place) => [place.hash, place]));
  const withPair = (candidate: Candidate, pair: PlantedRecord['pair']): Chosen[] => {
    const place = placeOf.get(candidate.hash);
    return place === undefined ? [] : [{ place, pair }];
  };
  if (!pairs) return chooseSingles(wanted, changes, items, seed).flatMap((each) => withPair(each, null));
  return choosePairs(wanted, Math.floor(items / 2), seed).flatMap(({ solved, unsolved }) => {
    const id = newId();
    return [...withPair(solved, { id, solved: true }), ...withPair(unsolved, { id, solved: false })];
  });
}

/** Shorter words stand anywhere. */
const MIN_TOLD_LENGTH = 12;

function* stringsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* stringsIn(inner);
}

/** Whether fields of the source repeat words that were taken out: a copy of the original would tell. */
function repeats(extra: unknown, { edits }: Planted['edits']): boolean {
  const before = edits.flatMap((edit) => {
    if ('removed' in edit) return edit.removed.split(/["\n]/);
    return [...stringsIn(edit.do === 'set' ? edit.from : edit.do === 'take' ? edit.value : null)];
  });
  const gone = before.map((words) => words.trim()).filter(({ length }) => length >= MIN_TOLD_LENGTH);
  const kept = [...stringsIn(extra)];
  return gone.some((words) => kept.some((text) => text.includes(words)));
}

/** What is planted, under an id like those beside it. */
function named(
  { confession, edits }: Planted,
  taken: ReadonlySet<string>,
  common: readonly string[],
): Confession {
  const { id, extra, ...said } = confession;
  return {
    ...said,
    ...(extra !== undefined && !repeats(extra, edits) && { extra }),
    id: neutralId(id, taken, common, sha256(canonicalJson(said)).toString('hex')),
  };
}

export interface PlantedGold {
  seed: number;
  /** How many could be planted of the changes that were asked for. */
  possible: number;
  planted: { confession: string; original: string; change: PlantChange; pair: string | null }[];
}

function requireSome(chosen: readonly Chosen[], { pairs }: PlantRequest): void {
  if (chosen.length > 0) return;
  const needs = pairs
    ? 'Pairs need right answers of solved and of unsolved work whose confessions would be equally true'
    : 'It needs right answers of confessions that admit something, hide something, or have nothing to admit';
  throw new ShriveError(
    'NOTHING_TO_PLANT',
    `None of the right answers here leaves a place for that. ${needs}. Mark some first (npx shrive gold mark).`,
  );
}

/**
 * Makes planted confessions from real ones whose right answer is known, and keeps the right answer that follows beside
 * each: all or nothing.
 */
export function plantGold(session: Session, request: PlantRequest): PlantedGold {
  const store = session.writableStore;
  const seed = request.seed ?? randomInt(1, SEEDS);
  const places = [...placesIn(store, seed)];
  const chosen = chosenOf(places, request, seed);
  requireSome(chosen, request);
  const run = beginImportRun(store, newId(), now());
  if (run === undefined)
    throw new ShriveError('IMPORT_RUNNING', 'An import into this dataset is under way. Wait for it.');
  try {
    const planted = write(store, run, chosen, seed, request.feedback);
    const possible = places.filter((place) => request.changes.includes(place.planted.change)).length;
    return { seed, possible, planted };
  } catch (error) {
    discardImportRun(store, run);
    throw error;
  }
}

function write(
  store: WritableStore,
  run: number,
  chosen: readonly Chosen[],
  seed: number,
  feedback: boolean,
): PlantedGold['planted'] {
  const importer = new Importer(store, run);
  const desk = importer.joinDesk();
  const common = listCommonIds(store, COMMON_IDS);
  const made = chosen.map(({ place, pair }) => {
    const { transcript, planted } = place;
    const confession = named(planted, new Set(desk.known(transcript).keys()), common);
    desk.take(transcript, { confession, judge_scores: [] });
    return {
      place,
      pair,
      hash: confessionHash(transcript.transcript_id, transcript.hash, confession),
    };
  });
  importer.finish();
  inTransaction(store, () => {
    for (const { place, pair, hash } of made) {
      const { original, planted, source } = place;
      const { change, claim = null, violations, edits, body, reason } = planted;
      const record: PlantedRecord = { claim, violations, edits, seed, pair };
      addPlanted(store, { confession: hash, original: Buffer.from(original, 'hex'), change, record }, now());
      keepGold(store, hash, { body, reason, source, feedback });
    }
    landImportRun(store, run, null);
  });
  return made.map(({ place, pair, hash }) => ({
    confession: hash.toString('hex'),
    original: place.original,
    change: place.planted.change,
    pair: pair?.id ?? null,
  }));
}

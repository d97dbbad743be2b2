import type { Confession } from '../../../shared/domain/confession.ts';
import type { Hint } from '../../../shared/domain/hint.ts';
import { boilerplateHint } from '../../../shared/grading/hints.ts';
import {
  NEARLY_SAME,
  shinglesOf,
  similarity,
  wordsOfConfession,
} from '../../../shared/grading/near-duplicates.ts';
import type { Session } from '../session.ts';
import { confessionPrints, fillPrints, findCandidates } from '../store/confession-prints.ts';
import { fileError } from '../store/file-error.ts';
import { loadConfession } from '../store/transcript-body.ts';
import type { Item } from './item.ts';
import type { Turn } from './turns.ts';

/** Confessions looked at for one answer, and different texts compared word by word among them. */
const MOST_CONFESSIONS = 2_000;
const MOST_TEXTS = 100;
/** Confessions without prints that one question gives theirs, so that no question takes long. */
const MOST_FILLED = 1_000;

/** Whether every confession has its prints by now. */
async function fill(session: Session, turn: Turn): Promise<boolean> {
  for (let filled = 0; filled < MOST_FILLED; ) {
    const stretch = fillStretch(session);
    if (stretch === undefined || stretch.isDone) return stretch !== undefined;
    filled += stretch.filled;
    await turn(stretch.units);
  }
  return false;
}

function fillStretch(session: Session): ReturnType<typeof fillPrints> | undefined {
  if (session.opened?.readOnly !== false) return undefined;
  try {
    return fillPrints(session.writableStore);
  } catch (error) {
    // The disk is full, or another process writes: the hints that need no writing are given all the same.
    const failure = fileError(error, session.datasetPath ?? '');
    session.log('warn', `Prints of confessions were not kept: ${String(failure)}`);
    return undefined;
  }
}

/**
 * Whether a confession says nearly the same as those of other tasks, and of how many. The words of the others are
 * compared here and leave the engine in no form but this number.
 */
export async function boilerplateHints(
  session: Session,
  item: Item,
  confession: Confession,
  turn: Turn,
): Promise<Hint[]> {
  const isFilled = await fill(session, turn);
  const own = shinglesOf(wordsOfConfession(confession));
  if (own.size === 0) return [];
  const { candidates, isCut } = findCandidates(
    session.store,
    { prints: confessionPrints(confession), family: item.transcript.family },
    MOST_CONFESSIONS,
  );
  // The texts that most confessions share come first: they count most.
  const compared = candidates.sort((one, other) => other.confessions - one.confessions).slice(0, MOST_TEXTS);
  let others = 0;
  for (const { content, confessions } of compared) {
    const text = wordsOfConfession(loadConfession(session.store, content, ''));
    if (similarity(own, shinglesOf(text)) >= NEARLY_SAME) others += confessions;
    await turn(text.length);
  }
  return boilerplateHint(others, isCut || !isFilled || compared.length < candidates.length);
}

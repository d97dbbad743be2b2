import { ShriveError } from '../../../shared/contract/errors.ts';
import type { GoldAnswer } from '../../../shared/domain/gold.ts';
import type { LabelBody } from '../../../shared/domain/label.ts';
import { now } from '../clock.ts';
import { answersOf } from '../labels/labels-file-read.ts';
import type { Session } from '../session.ts';
import { findCurrentAdjudication, iterateSettled } from '../store/adjudications.ts';
import { deleteGold, findGold, putGold } from '../store/gold.ts';
import { inTransaction, type WritableStore } from '../store/handles.ts';
import { findCurrentRevision } from '../store/labels.ts';
import { findConfession } from '../store/transcripts.ts';

export type Kept = 'added' | 'changed' | 'existing';

/** Keeps a right answer in place of the one that was there; the same again changes nothing. */
export function keepGold(
  store: WritableStore,
  confession: Buffer,
  gold: GoldAnswer & { feedback: boolean },
): Kept {
  const before = findGold(store, confession);
  const isSame =
    before !== undefined &&
    answersOf(before.body) === answersOf(gold.body) &&
    before.reason === gold.reason &&
    before.source === gold.source &&
    before.feedback === gold.feedback;
  if (!isSame) putGold(store, confession, gold, now());
  if (before === undefined) return 'added';
  return isSame ? 'existing' : 'changed';
}

interface Found {
  body: LabelBody;
  reason: string;
  source: string;
}

/** What was settled, or what whoever marks has submitted. */
function answerFor(session: Session, confession: Buffer, from: 'adjudicated' | 'own'): Found | undefined {
  const { store } = session;
  if (from === 'adjudicated') {
    const settled = findCurrentAdjudication(store, confession);
    if (settled?.state !== 'settled' || settled.body === null) return undefined;
    return { body: settled.body, reason: settled.reason, source: settled.adjudicator };
  }
  const own = findCurrentRevision(store, session.grader, confession);
  if (own?.state !== 'submitted') return undefined;
  return { body: own.body, reason: own.body.rationale, source: own.grader };
}

export interface MarkRequest {
  confessions?: string[] | undefined;
  from: 'adjudicated' | 'own';
  body?: LabelBody | undefined;
  reason?: string | undefined;
  source?: string | undefined;
  feedback: boolean;
}

export interface Marked {
  gold: Record<Kept, number>;
  /** Confessions of which there is no such answer, or none with a reason. */
  without: string[];
}

const hashesOf = (session: Session, { confessions }: MarkRequest): Buffer[] =>
  confessions === undefined
    ? [...iterateSettled(session.store)].map(({ confession }) => confession)
    : confessions.map((hex) => requireConfession(session, hex));

function requireConfession(session: Session, hex: string): Buffer {
  const hash = Buffer.from(hex, 'hex');
  if (findConfession(session.store, hash) !== undefined) return hash;
  throw new ShriveError(
    'CONFESSION_NOT_FOUND',
    'There is no such confession in this dataset. Nothing was marked.',
  );
}

/** Marks right answers: an answer that is given, else the settled ones or own labels. All or nothing. */
export function markGold(session: Session, request: MarkRequest): Marked {
  const store = session.writableStore;
  const { from, body, feedback } = request;
  return inTransaction(store, () => {
    const marked: Marked = { gold: { added: 0, changed: 0, existing: 0 }, without: [] };
    for (const hash of hashesOf(session, request)) {
      const found =
        body === undefined
          ? answerFor(session, hash, from)
          : { body, reason: body.rationale, source: session.graderOrNobody };
      const reason = (request.reason ?? found?.reason ?? '').trim();
      const source = (request.source ?? found?.source ?? '').trim() || 'The coordinator';
      // A right answer nobody says the reason of teaches nothing.
      if (found === undefined || reason === '') marked.without.push(hash.toString('hex'));
      else marked.gold[keepGold(store, hash, { body: found.body, reason, source, feedback })] += 1;
    }
    return marked;
  });
}

/** Takes right answers away; how many were there. */
export function unmarkGold(session: Session, confessions: readonly string[]): number {
  const store = session.writableStore;
  return inTransaction(
    store,
    () => confessions.filter((hex) => deleteGold(store, Buffer.from(hex, 'hex'))).length,
  );
}

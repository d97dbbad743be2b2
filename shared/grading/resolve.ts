import type { LabelBody } from '../domain/label.ts';
import type { Outcome } from '../domain/vocabulary.ts';
import { outcomeOf } from './outcome.ts';

/**
 * One label for a confession that several judged, and nobody settled:
 *
 * 1. Graders vote on what happened: whether it misbehaved, and the strict outcome. The side with most of them
 *    wins. It is *divided* where two sides are equally large: then the latest label's side is taken, unless divided
 *    ones are to be left out.
 * 2. Of the winning side the label whose honesty lies nearest to that side's mean stands for it, of equals the latest.
 *
 * What is pooled beside it (honesty as the mean, shares of outcomes) is of all graders, so that doubt is not lost.
 */

/** What one grader says of a confession. */
export interface Vote {
  body: LabelBody;
  /** The honesty that counts: as graded without the reasoning, or the last word. */
  honesty: number | null;
  /** When it was made, ISO 8601 in UTC; equals are told apart by id. */
  created_at: string;
  id: string;
}

export type HowResolved = 'alone' | 'agreed' | 'majority' | 'divided';

export interface Resolved<Each extends Vote> {
  vote: Each;
  how: HowResolved;
}

function isLater(one: Vote, other: Vote): boolean {
  return one.created_at === other.created_at ? one.id > other.id : one.created_at > other.created_at;
}

function latestOf<Each extends Vote>(votes: readonly [Each, ...Each[]]): Each {
  return votes.reduce((latest, each) => (isLater(each, latest) ? each : latest));
}

/** Votes are of one side where they say the same of what happened. */
function sideOf({ body }: Vote): string {
  return `${body.misbehaved} ${outcomeOf(body).strict}`;
}

/** The vote nearest to the mean honesty of its side, of equals the latest. */
function middleOf<Each extends Vote>(side: readonly [Each, ...Each[]]): Each {
  const given = side.flatMap(({ honesty }) => honesty ?? []);
  const mean = given.reduce((sum, each) => sum + each, 0) / given.length;
  // To the grid of what people can tell apart: the order in which a sum is built must not decide.
  const distance = ({ honesty }: Vote) =>
    honesty === null || given.length === 0 ? 2 : Math.round(Math.abs(honesty - mean) * 1e9) / 1e9;
  return side.reduce((best, each) => {
    const [one, other] = [distance(each), distance(best)];
    return one < other || (one === other && isLater(each, best)) ? each : best;
  });
}

function isFilled<Each>(list: readonly Each[]): list is readonly [Each, ...Each[]] {
  return list.length > 0;
}

/** The votes by side, in the order in which they come. */
function sidesOf<Each extends Vote>(votes: readonly Each[]): [Each, ...Each[]][] {
  const sides = new Map<string, [Each, ...Each[]]>();
  for (const vote of votes) {
    const side = sides.get(sideOf(vote));
    if (side === undefined) sides.set(sideOf(vote), [vote]);
    else side.push(vote);
  }
  return [...sides.values()];
}

/** The one label for a confession, and how it came to be it. Undefined where there is none. */
export function resolve<Each extends Vote>(votes: readonly Each[]): Resolved<Each> | undefined {
  const sides = sidesOf(votes);
  const most = Math.max(...sides.map(({ length }) => length));
  const largest = sides.filter(({ length }) => length === most);
  if (!isFilled(largest)) return undefined;
  const [first, ...others] = largest;
  if (others.length > 0) {
    const ofLatest = others.reduce(
      (best, side) => (isLater(latestOf(side), latestOf(best)) ? side : best),
      first,
    );
    return { vote: middleOf(ofLatest), how: 'divided' };
  }
  const how = votes.length === 1 ? 'alone' : sides.length === 1 ? 'agreed' : 'majority';
  return { vote: middleOf(first), how };
}

/** The share of graders for each strict outcome; `open` where it follows from none, as where misbehaved is unsure. */
export type OutcomeShares = Record<Outcome | 'open', number>;

/** Disagreement as it is: a soft label. The shares add up to 1. */
export function outcomeShares(bodies: readonly LabelBody[]): OutcomeShares {
  const counts = new Map<Outcome | 'open', number>();
  for (const body of bodies) {
    const outcome = outcomeOf(body).strict ?? 'open';
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  const shareOf = (outcome: Outcome | 'open') => (counts.get(outcome) ?? 0) / Math.max(1, bodies.length);
  return {
    true_positive: shareOf('true_positive'),
    false_negative: shareOf('false_negative'),
    false_positive: shareOf('false_positive'),
    true_negative: shareOf('true_negative'),
    open: shareOf('open'),
  };
}

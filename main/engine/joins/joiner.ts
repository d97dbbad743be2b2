import type { Confession } from '../../../shared/domain/confession.ts';
import type { ReadConfession, Rejection } from '../formats/format.ts';
import { shown, wrongField } from '../formats/json.ts';
import { canonicalJson, confessionHash, sha256 } from '../hash.ts';
import { confessionConflict, type KnownConfession } from '../imports/conflicts.ts';
import { promptFact } from '../requests/prompts.ts';
import { findFact } from '../store/dataset.ts';
import type { ReadableStore } from '../store/handles.ts';
import type { Joined } from './joined.ts';
import { type Meant, Targets } from './targets.ts';

/** What an import and a preview keep of a transcript's confessions, each in its way. */
export interface JoinDesk {
  known(transcript: Meant['transcript']): ReadonlyMap<string, KnownConfession>;
  /** Adds a confession, or to the one that is there the scores it lacks. */
  take(transcript: Meant['transcript'], read: ReadConfession): void;
  addScore(transcript: Meant['transcript'], confessionId: string, judge: string, score: number): void;
}

/** Named by its words where the file does not name it: the same line twice is one confession. */
function withId(confession: NonNullable<Joined['confession']>): Confession {
  const { id, ...words } = confession;
  return {
    ...words,
    id:
      id ??
      sha256(canonicalJson([words.text ?? null, words.report ?? null]))
        .toString('hex')
        .slice(0, 8),
  };
}

/** Joins confessions and scores to the transcripts of a dataset. */
export class Joiner {
  readonly #store: ReadableStore;
  readonly #targets: Targets;
  readonly #desk: JoinDesk;
  readonly #named = new Set<number>();

  constructor(store: ReadableStore, desk: JoinDesk) {
    this.#store = store;
    this.#targets = new Targets(store);
    this.#desk = desk;
  }

  /** Numbers of the transcripts that lines were about. */
  get named(): ReadonlySet<number> {
    return this.#named;
  }

  take(joined: Joined): Rejection | undefined {
    const meant = this.#targets.find(joined.target);
    if ('rejected' in meant) return meant.rejected;
    const { transcript } = meant;
    this.#named.add(transcript.id);
    const known = this.#desk.known(transcript);
    if (joined.confession === undefined) return this.#takeScore(joined, meant, known);
    const request = this.#requestOf(joined);
    const confession = withId({ ...(request !== undefined && { request }), ...joined.confession });
    if (!confession.id.isWellFormed())
      return wrongField('confession_id', 'a name without half characters (lone surrogates)', confession.id);
    const read = { confession, judge_scores: joined.score === undefined ? [] : [joined.score] };
    const hash = confessionHash(transcript.transcript_id, transcript.hash, confession);
    const conflict = confessionConflict(0, read, known, hash);
    if (conflict !== undefined)
      return { ...conflict, path: conflict.path.endsWith('.score') ? 'score' : 'confession_id' };
    this.#desk.take(transcript, read);
    return undefined;
  }

  /** The text that asked for a confession, where it was ours. */
  #requestOf({ prompt }: Joined): string | undefined {
    const kept = prompt === undefined ? undefined : findFact(this.#store, promptFact(prompt));
    return kept === undefined ? undefined : (JSON.parse(kept) as { text: string }).text;
  }

  #takeScore(
    { confession_id: asked, score }: Joined,
    { transcript, confession_id: meant }: Meant,
    known: ReadonlyMap<string, KnownConfession>,
  ): Rejection | undefined {
    if (score === undefined) return undefined;
    const [only, another] = known.keys();
    const id = asked ?? meant ?? (another === undefined ? only : undefined);
    const there = id === undefined ? undefined : known.get(id);
    if (id === undefined || there === undefined) {
      const what =
        known.size === 0
          ? `a transcript with a confession; ${shown(transcript.transcript_id)} has none`
          : `a confession of ${shown(transcript.transcript_id)}, which has ${known.size}`;
      return wrongField('confession_id', what, asked);
    }
    if (!score.judge.isWellFormed())
      return wrongField('judge', 'a name without half characters (lone surrogates)', score.judge);
    const before = there.scores.get(score.judge);
    if (before !== undefined && before !== score.score)
      return {
        path: 'score',
        expected: 'the score that this judge gave before',
        found: String(score.score),
        reason: `judge ${shown(score.judge)} gave confession ${shown(id)} of ${shown(transcript.transcript_id)} ${before} before and ${score.score} now; give the second run of a judge a name of its own.`,
      };
    this.#desk.addScore(transcript, id, score.judge, score.score);
    return undefined;
  }
}

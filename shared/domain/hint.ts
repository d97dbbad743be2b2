import * as z from 'zod';

/**
 * What a machine can check of a confession and tells its grader after the reveal (confessions.md 1.2, 3.4). A hint
 * decides nothing: no answer is set by one, and none is refused for one.
 */

export const HINT_KINDS = [
  /** The grade says that everything was told, a claim says that something was not. */
  'grade_above_claims',
  /** The grade says that something was not told, the claims say that all was. */
  'grade_below_claims',
  /** The compliance word says that all was done, the analysis beside it that something was not. */
  'analysis_against_word',
  'quote_not_found',
  'boilerplate',
] as const;

/** Words of a confession: UTF-16 units of one of its parts (`text`, `objective:0/analysis`), end exclusive. */
export const ConfessionPlace = z.strictObject({
  part: z.string().min(1),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
});
export type ConfessionPlace = z.infer<typeof ConfessionPlace>;

export const Hint = z.strictObject({
  kind: z.enum(HINT_KINDS),
  /** Keys of the claims that it is about; empty where it is about the whole. */
  claims: z.array(z.string()),
  /** The words that it is about, where there are some. */
  place: ConfessionPlace.nullable(),
  /** A sentence or two for people. */
  words: z.string(),
});
export type Hint = z.infer<typeof Hint>;

/** A quote of the confession that stands in the transcript, and where it stands first. */
export const FoundQuote = z.strictObject({
  /** Key of the claim that quotes; null in a plain text. */
  claim: z.string().nullable(),
  place: ConfessionPlace,
  at: z.strictObject({
    message: z.int().nonnegative(),
    /** As evidence addresses it; null where it is no text of its own, as the name of a tool. */
    part: z.string().nullable(),
    start: z.int().nonnegative(),
    end: z.int().nonnegative(),
  }),
});
export type FoundQuote = z.infer<typeof FoundQuote>;

export const ConfessionHints = z.strictObject({ hints: z.array(Hint), quotes: z.array(FoundQuote) });
export type ConfessionHints = z.infer<typeof ConfessionHints>;

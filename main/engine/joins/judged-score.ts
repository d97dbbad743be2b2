/** How much of an answer is looked at from its end: the score is said there, also after long reasons. */
const MAX_LOOKED_AT = 20_000;

/**
 * The score that a judge's answer gives as it was asked to: `"score": 0.8` in JSON, or a line `Score: 0.8`. The last one
 * counts; what is no number from 0 to 1 is none, since nobody said its scale.
 */
export function judgedScore(text: string): number | undefined {
  const said = [
    ...text
      .slice(-MAX_LOOKED_AT)
      .matchAll(/\bscore\b["*_`]{0,4}\s{0,4}:\s{0,4}["*_`]{0,4}(-?\d+(?:\.\d+)?)/gi),
  ];
  const last = said.at(-1)?.[1];
  const score = last === undefined ? Number.NaN : Number(last);
  return score >= 0 && score <= 1 ? score : undefined;
}

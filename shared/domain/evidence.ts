import * as z from 'zod';

/**
 * Evidence: a selection in one part of a transcript or a confession, as the W3C Web Annotation Data Model has it:
 * a TextPositionSelector (start inclusive, end exclusive, in UTF-16 units of that part) refined by a
 * TextQuoteSelector, so that a copy of the text elsewhere can still be found.
 */
export const Evidence = z.strictObject({
  /** `transcript`: `message` and `part` as in transcript.ts; `confession`: `part` as in confession.ts. */
  source: z.enum(['transcript', 'confession']),
  message: z.int().nonnegative().optional(),
  part: z.string().min(1),
  position: z.strictObject({
    type: z.literal('TextPositionSelector'),
    start: z.int().nonnegative(),
    end: z.int().nonnegative(),
  }),
  quote: z.strictObject({
    type: z.literal('TextQuoteSelector'),
    exact: z.string(),
    prefix: z.string(),
    suffix: z.string(),
  }),
});
export type Evidence = z.infer<typeof Evidence>;

const CONTEXT_LENGTH = 32;

/** The offset, or the one after it where it lies within a surrogate pair. */
function wholeFrom(text: string, offset: number): number {
  return offset > 0 &&
    /^[\udc00-\udfff]/.test(text.charAt(offset)) &&
    /[\ud800-\udbff]/.test(text.charAt(offset - 1))
    ? offset + 1
    : offset;
}

/** Selects `text.slice(start, end)` of a part. Throws a RangeError if the range is empty or outside the text. */
export function selectEvidence(
  place: { source: 'transcript'; message: number; part: string } | { source: 'confession'; part: string },
  text: string,
  start: number,
  end: number,
): Evidence {
  if (!(start >= 0 && start < end && end <= text.length)) {
    throw new RangeError(`evidence ${start} to ${end} is not within a text of ${text.length}`);
  }
  return {
    ...place,
    position: { type: 'TextPositionSelector', start, end },
    quote: {
      type: 'TextQuoteSelector',
      exact: text.slice(start, end),
      prefix: text.slice(wholeFrom(text, Math.max(0, start - CONTEXT_LENGTH)), start),
      suffix: text.slice(end, wholeFrom(text, Math.min(text.length, end + CONTEXT_LENGTH))),
    },
  };
}

/**
 * Where a piece of evidence stands in `text`: at its position if the quote is there, else at the one place where
 * the quote with its context, or the quote alone, occurs. Undefined where it is not found or not unique: nothing is guessed.
 */
export function locateEvidence(evidence: Evidence, text: string): { start: number; end: number } | undefined {
  const { position, quote } = evidence;
  if (text.slice(position.start, position.end) === quote.exact)
    return { start: position.start, end: position.end };
  for (const [before, sought] of [
    [quote.prefix.length, quote.prefix + quote.exact + quote.suffix],
    [0, quote.exact],
  ] as const) {
    const first = sought === '' ? -1 : text.indexOf(sought);
    if (first >= 0 && text.indexOf(sought, first + 1) < 0) {
      return { start: first + before, end: first + before + quote.exact.length };
    }
  }
  return undefined;
}

/** Whether two pieces are the same words in the same place. */
export function isSamePiece(one: Evidence, other: Evidence): boolean {
  return (
    one.source === other.source &&
    one.message === other.message &&
    one.part === other.part &&
    one.position.start === other.position.start &&
    one.position.end === other.position.end
  );
}

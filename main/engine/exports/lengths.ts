/** TRL's RewardTrainer leaves longer rows out without a word, unless it is told another `max_length`. */
export const TRL_MAX_LENGTH = 1024;

/** Bytes of all strings in a value. */
export function bytesOfValues(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (Array.isArray(value)) return value.reduce<number>((sum, inner) => sum + bytesOfValues(inner), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, inner) => sum + bytesOfValues(inner), 0);
}

/** Scripts in which about each character is a token: Han, Kana, Hangul, and what else stands that high. */
const WIDE_FROM = 0x2e80;
/** Latin with accents, Greek, Cyrillic, Hebrew, Arabic: words, but rarer ones. */
const NEAR_LATIN_UNTIL = 0x0800;

/**
 * Tokens of a text where no tokeniser is at hand. Measured against o200k and cl100k it is within about a fifth for English,
 * German, French, code and Chinese; random digits need more, and an old vocabulary up to twice as many for other scripts.
 * Words of letters are cheap, digits and signs are not, and of Han about each character is one.
 */
export function tokensOfText(text: string): number {
  let words = 0;
  let signs = 0;
  let nearLatin = 0;
  let others = 0;
  let wide = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      if (unit === 0x20 || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a)) words += 1;
      else signs += 1;
    } else if (unit < NEAR_LATIN_UNTIL) nearLatin += 1;
    else if (unit < WIDE_FROM) others += 1;
    else wide += 1;
  }
  return words / 4.6 + signs / 2 + nearLatin / 2.2 + others / 1.7 + wide;
}

function tokensOfValues(value: unknown): number {
  if (typeof value === 'string') return tokensOfText(value);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, inner) => sum + tokensOfValues(inner), 0);
}

/** The columns that a trainer turns into tokens. */
const TEXTS = [
  'prompt',
  'completion',
  'completions',
  'messages',
  'context',
  'conversations',
  'system',
  'input',
];
const EITHER = ['chosen', 'rejected'];

function tokensOfColumn(value: unknown): number {
  const isRanked =
    Array.isArray(value) && value.some((each) => typeof each === 'object' && each !== null && 'rank' in each);
  return isRanked ? Math.max(...value.map(tokensOfValues)) : tokensOfValues(value);
}

/** Tokens of a row, roughly: its texts, of a pair (also as a list of ranked completions) the longer side. */
export function estimatedTokens(row: Record<string, unknown>): number {
  const texts = TEXTS.reduce((sum, name) => sum + tokensOfColumn(row[name]), 0);
  const longer = Math.max(...EITHER.map((name) => tokensOfValues(row[name])));
  return Math.ceil(texts + longer);
}

export interface TokenSummary {
  /** How many rows were measured. */
  rows: number;
  median: number;
  p90: number;
  max: number;
  over_1024: number;
}

/** Null where no row has texts to train on. */
export function summaryOf(tokens: readonly number[]): TokenSummary | null {
  const sorted = [...tokens].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const max = sorted.at(-1) ?? 0;
  if (max === 0) return null;
  const over = sorted.filter((each) => each > TRL_MAX_LENGTH).length;
  return { rows: sorted.length, median: at(0.5), p90: at(0.9), max, over_1024: over };
}

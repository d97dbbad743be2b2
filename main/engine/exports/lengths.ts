/** What stands for one token where no tokeniser is at hand: English has about four bytes to each. */
const BYTES_PER_TOKEN = 4;
/** TRL's RewardTrainer leaves longer rows out without a word, unless it is told another `max_length`. */
export const TRL_MAX_LENGTH = 1024;

/** Bytes of all strings in a value. */
export function bytesOfValues(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (Array.isArray(value)) return value.reduce<number>((sum, inner) => sum + bytesOfValues(inner), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, inner) => sum + bytesOfValues(inner), 0);
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

/** Tokens of a row, roughly: its texts, of a pair the longer side. */
export function estimatedTokens(row: Record<string, unknown>): number {
  const texts = TEXTS.reduce((sum, name) => sum + bytesOfValues(row[name]), 0);
  const longer = Math.max(...EITHER.map((name) => bytesOfValues(row[name])));
  return Math.ceil((texts + longer) / BYTES_PER_TOKEN);
}

export interface TokenSummary {
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
  return { median: at(0.5), p90: at(0.9), max, over_1024: over };
}

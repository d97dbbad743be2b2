import type { Progress } from '../../../shared/contract/base.ts';
import { formatCount } from '../../kit/format.ts';

/** Progress as people say it. Nothing is guessed before there is something to guess from. */
export interface ProgressWords {
  /** 0 to 1; null while the whole is not known. */
  share: number | null;
  /** `reading, 61 %`, or `reading` while the whole is not known. */
  headline: string;
  /** `38,400 transcripts, 5,100 a second, 5 s left`. */
  details: string;
}

const NO_BREAK = '\u00a0';

/** Before this nothing is said of speed and time left: the first batch says little of the rest. */
const SETTLED_AFTER_MS = 400;

export function progressWords(act: string, progress: Progress | null): ProgressWords {
  if (progress === null) return { share: null, headline: act, details: '' };
  const { done, total, elapsed_ms } = progress;
  const share = total === null || total <= 0 ? null : Math.min(1, done / total);
  const counted = progress.records ?? (progress.unit === 'bytes' ? null : done);
  const noun = progress.records === undefined ? progress.unit : 'transcripts';
  const parts: string[] = [];
  if (counted !== null) parts.push(`${formatCount(counted)} ${noun}`);
  if (elapsed_ms >= SETTLED_AFTER_MS) {
    if (counted !== null && counted > 0)
      parts.push(`${formatCount(rounded(counted / (elapsed_ms / 1000)))} a second`);
    if (share !== null && share > 0.01) parts.push(leftWords((elapsed_ms * (1 - share)) / share));
  }
  return {
    share,
    // Rounded down: 100 % is said when it is done, not before.
    headline: share === null ? act : `${act}, ${Math.floor(share * 100)} %`,
    details: parts.join(', '),
  };
}

/** `5 s left`, `4:10 left`: minutes and seconds from a minute and a half on. */
export function leftWords(leftMs: number): string {
  const seconds = Math.max(1, Math.round(leftMs / 1000));
  if (seconds < 90) return `${seconds}${NO_BREAK}s${NO_BREAK}left`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 90) return `${minutes}:${String(seconds % 60).padStart(2, '0')}${NO_BREAK}left`;
  return `${Math.round(minutes / 60)}${NO_BREAK}h${NO_BREAK}left`;
}

/** Two figures are enough of a speed: 5,132 is 5,100. */
function rounded(rate: number): number {
  if (rate < 10) return Math.max(1, Math.round(rate));
  const step = 10 ** (Math.floor(Math.log10(rate)) - 1);
  return Math.round(rate / step) * step;
}

import type { Progress } from '../../shared/contract/base.ts';
import { printable } from '../shell/printable.ts';
import type { OutputOptions } from './output.ts';

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

function amount(n: number, unit: Progress['unit']): string {
  if (unit !== 'bytes') return `${numbers.format(Math.round(n))} ${unit}`;
  if (n < 1e6) return `${numbers.format(n / 1e3)} kB`;
  return n < 1e9 ? `${numbers.format(n / 1e6)} MB` : `${numbers.format(n / 1e9)} GB`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${numbers.format(minutes / 60)} h`;
}

/** One line: what, how much of it, how fast, and how long it will take. */
export function describeProgress(progress: Progress): string {
  const { phase, done, total, unit, records, elapsed_ms } = progress;
  const parts = [printable(phase, { oneLine: true })];
  parts.push(total === null ? amount(done, unit) : `${amount(done, unit)} of ${amount(total, unit)}`);
  if (records !== undefined) parts.push(`${numbers.format(records)} records`);
  const rate = elapsed_ms > 0 ? (done / elapsed_ms) * 1000 : 0;
  if (rate > 0) {
    parts.push(`${amount(rate, unit)}/s`);
    if (total !== null && total > done && elapsed_ms > 500)
      parts.push(`${duration((total - done) / rate)} left`);
  }
  return parts.join(' · ');
}

/** Shows progress on standard error where that is a terminal, on one line that is wiped at the end. */
export class ProgressLine {
  readonly #isShown: boolean;
  #isDirty = false;

  constructor(options: OutputOptions) {
    this.#isShown = process.stderr.isTTY === true && options.json !== true && options.quiet !== true;
  }

  show(progress: Progress): void {
    if (!this.#isShown) return;
    const width = process.stderr.columns ?? 80;
    process.stderr.write(`\r\u001b[K${describeProgress(progress).slice(0, width - 1)}`);
    this.#isDirty = true;
  }

  end(): void {
    if (this.#isDirty) process.stderr.write('\r\u001b[K');
    this.#isDirty = false;
  }
}

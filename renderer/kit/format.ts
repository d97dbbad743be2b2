/** Dates, numbers, sizes and durations as people write them. All take `now` and a time zone so that tests can. */

const NO_BREAK = '\u00a0';

export interface Clock {
  now?: Date;
  /** IANA name; the machine's own where it is missing. */
  timeZone?: string;
}

function parts(date: Date, timeZone: string | undefined): { day: string; hours: string; minutes: string } {
  const found = new Map(
    new Intl.DateTimeFormat('en-GB', {
      ...(timeZone === undefined ? {} : { timeZone }),
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(date)
      .map((part) => [part.type, part.value]),
  );
  return {
    day: `${found.get('year')}-${found.get('month')}-${found.get('day')}`,
    hours: found.get('hour') ?? '',
    minutes: found.get('minute') ?? '',
  };
}

/** `14:09` */
export function formatTime(at: string | Date, clock: Clock = {}): string {
  const { hours, minutes } = parts(new Date(at), clock.timeZone);
  return `${hours}:${minutes}`;
}

/** Whole calendar days from `at` to now: 0 today, 1 yesterday. */
function daysAgo(at: Date, clock: Clock): number {
  const today = Date.parse(parts(clock.now ?? new Date(), clock.timeZone).day);
  return Math.round((today - Date.parse(parts(at, clock.timeZone).day)) / 86_400_000);
}

/** `today, 14:09`, `yesterday`, `12 November`, and with the year where it is another. */
export function formatMoment(at: string | Date, clock: Clock = {}): string {
  const date = new Date(at);
  const days = daysAgo(date, clock);
  if (days === 0) return `today, ${formatTime(date, clock)}`;
  if (days === 1) return 'yesterday';
  const zone = clock.timeZone === undefined ? {} : { timeZone: clock.timeZone };
  const year = (value: Date) => new Intl.DateTimeFormat('en-GB', { ...zone, year: 'numeric' }).format(value);
  return new Intl.DateTimeFormat('en-GB', {
    ...zone,
    day: 'numeric',
    month: 'long',
    ...(year(date) === year(clock.now ?? new Date()) ? {} : { year: 'numeric' }),
  }).format(date);
}

/** As formatMoment, always with the time: `today, 14:09`, `yesterday, 09:30`, `12 November, 18:00`. */
export function formatMomentAndTime(at: string | Date, clock: Clock = {}): string {
  const moment = formatMoment(at, clock);
  return moment.startsWith('today') ? moment : `${moment}, ${formatTime(at, clock)}`;
}

/** Made once: it costs as much as drawing a row. */
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** `1,840` */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** `1 transcript`, `1,840 transcripts`; give the plural where it is not the word with an s. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Honesty and other grades from 0 to 1: `0.25`. */
export function formatGrade(value: number): string {
  return value.toFixed(2);
}

/** A share from 0 to 1 as `83 %`. Never says 0 or 100 of what is not exactly that. */
export function formatPercent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return `under 1${NO_BREAK}%`;
  if (rounded === 100 && share < 1) return `over 99${NO_BREAK}%`;
  return `${rounded}${NO_BREAK}%`;
}

/** Decimal units, two figures while they are few: `682 B`, `1.0 kB`, `18 kB`, `2.4 GB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  let value = bytes;
  let unit = 0;
  while (unit < units.length - 1 && (unit === 0 ? value >= 1000 : value >= 999.5)) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)}${NO_BREAK}${units[unit]}`;
}

/** `0.4 s`, `12 s`, `4:10`, `1:04:10`. */
export function formatDuration(ms: number): string {
  if (ms < 50) return `under${NO_BREAK}0.1${NO_BREAK}s`;
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)}${NO_BREAK}s`;
  const total = Math.round(ms / 1000);
  if (total < 60) return `${total}${NO_BREAK}s`;
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  return hours === 0 ? `${minutes}:${two(total % 60)}` : `${hours}:${two(minutes)}:${two(total % 60)}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** How far finding is: "2 of 11", counted from `current` 0; nothing while nothing is sought. */
export function foundWords({
  text,
  total,
  current,
}: {
  text: string;
  total: number;
  current: number;
}): string {
  if (text.trim() === '') return '';
  return total === 0 ? 'not found' : `${formatCount(current + 1)} of ${formatCount(total)}`;
}
